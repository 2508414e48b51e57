"""What every call of the control API passes: no foreign page, and each refusal in JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from simulator.control.common import Refused, answer
from simulator.control.noting import note, standing
from simulator.people.person import CannotDo
from simulator.world import WORLD

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
BASE = "/_simulator/api"
_OWN = ("same-origin", "none")
_WORDS = {404: "there is no such call", 405: "this call has another method"}


@web.middleware
async def control_gate(request: web.Request, handler: Handler) -> web.StreamResponse:
    if not request.path.startswith(f"{BASE}/"):
        return await handler(request)
    if _is_foreign(request):
        return answer({"message": "other sites may not use the control API"}, 403)
    try:
        return await _handled(request, handler)
    except Refused as refusal:
        return answer({"message": str(refusal)}, refusal.status)
    except CannotDo as refusal:
        return answer({"message": str(refusal)}, 400)
    except web.HTTPException as refusal:
        return _in_json(refusal)


async def _handled(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What is asked for with GET changes nothing."""
    world, before = request.app[WORLD], standing(request)
    try:
        response = await handler(request)
        await note(request, response, before)
        return response
    finally:
        world.touched += request.method != "GET"


def _is_foreign(request: web.Request) -> bool:
    """A browser says where a call comes from; what is not a browser says nothing."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site not in _OWN
    return origin is not None and _host(origin) != request.headers.get("Host", "")


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _in_json(refusal: web.HTTPException) -> web.Response:
    response = answer({"message": _WORDS.get(refusal.status, refusal.reason)}, refusal.status)
    if "Allow" in refusal.headers:
        response.headers["Allow"] = refusal.headers["Allow"]
    return response
