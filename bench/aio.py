"""A bare aiohttp endpoint that only reads the body: what the simulator is compared with.

`python -m bench.aio PORT`
"""

from __future__ import annotations

import sys

from aiohttp import web

from bench.site import HOST

SENT = {"sentMessages": [{"id": "461230966842064897", "quoteToken": "q3Plxr4AgKd"}]}


async def push(request: web.Request) -> web.Response:
    await request.read()
    return web.json_response(SENT)


if __name__ == "__main__":
    app = web.Application()
    app.add_routes([web.post("/v2/bot/message/push", push)])
    web.run_app(app, host=HOST, port=int(sys.argv[1]), access_log=None, print=None)
