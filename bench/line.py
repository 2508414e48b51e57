"""A LINE that only takes: it answers at once, and remembers when each reply came.

A process of its own, small so that the machine is left to what is measured:
`python -m bench.line [--answer-after SECONDS] [--content BYTES]` prints its port.
`GET /_bench/arrivals` gives {reply token: moment}, by the clock that all processes share, and
`/_bench/many` how many requests named how many people, and when the last of them came.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import AsyncIterator

from base.clock import monotonic
from bench.site import BOT, HOST

PIECE = 64 * 1024
MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"
SENT = b'{"sentMessages":[{"id":"461230966842064897","quoteToken":"q3Plxr4AgKd"}]}'
NAMED = json.dumps({"userId": BOT, "basicId": "@bench", "displayName": "A"}).encode()


class Line:
    def __init__(self, answer_after: float, content: int) -> None:
        self.answer_after, self.content = answer_after, content
        self.arrivals: dict[str, float] = {}
        self.many: dict[str, float] = {"requests": 0, "people": 0, "last": 0.0}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await _head(reader):
                path, length = head
                body = await reader.readexactly(length)
                at = monotonic()
                async for piece in self._answer(path, body, at):
                    writer.write(piece)
                    await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer(self, path: str, body: bytes, at: float) -> AsyncIterator[bytes]:
        if path == "/_bench/arrivals":
            yield _response(json.dumps(self.arrivals).encode())
        elif path == "/_bench/many":
            yield _response(json.dumps(self.many).encode())
        elif path.endswith(("/quota", "/quota/consumption")):
            yield _response(b'{"type":"none","totalUsage":0}')
        elif path.endswith("/multicast"):
            self._to_many(json.loads(body), at)
            await asyncio.sleep(self.answer_after)
            yield _response(b"{}")
        elif path.endswith("/content"):
            async for piece in self._video():
                yield piece
        elif "/message/" in path:
            self.arrivals.setdefault(json.loads(body).get("replyToken", ""), at)
            await asyncio.sleep(self.answer_after)
            yield _response(SENT)
        else:
            yield _response(NAMED)

    def _to_many(self, asked: dict[str, list[str]], at: float) -> None:
        self.many["requests"] += 1
        self.many["people"] += len(asked["to"])
        self.many["last"] = at

    async def _video(self) -> AsyncIterator[bytes]:
        yield _head_of(self.content, "video/mp4") + MP4
        left = self.content - len(MP4)
        while left > 0:
            yield bytes(min(PIECE, left))
            left -= PIECE


async def _head(reader: asyncio.StreamReader) -> tuple[str, int] | None:
    """Path and length of the next request; None at the end."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *rest = head.split("\r\n")
    fields = {line.partition(":")[0].lower(): line.partition(":")[2].strip() for line in rest}
    return first.split(" ")[1], int(fields.get("content-length") or 0)


def _head_of(length: int, kind: str) -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n".encode()


def _response(body: bytes) -> bytes:
    return _head_of(len(body), "application/json") + body


async def _main(line: Line) -> None:
    server = await asyncio.start_server(line.serve, HOST, 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--answer-after", type=float, default=0.0)
    parser.add_argument("--content", type=int, default=1000)
    told = parser.parse_args()
    asyncio.run(_main(Line(told.answer_after, told.content)))
