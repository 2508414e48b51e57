"""Pushes to a LINE that is not there, as fast as it takes them, on connections that stay open."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Iterator
from contextlib import suppress

from bench.site import HOST

CONNECTIONS = 16
TOKEN = "token"
_TEXT = {
    "type": "text",
    "text": "ที่นี่" * 12,
    "quickReply": {
        "items": [
            {"type": "action", "action": {"type": "postback", "label": label, "data": "go=1"}}
            for label in ("ไปได้", "ไปไม่ได้")
        ]
    },
}
_CARD = {
    "type": "flex",
    "altText": "ประกาศ",
    "contents": {
        "type": "bubble",
        "body": {
            "type": "box",
            "layout": "vertical",
            "contents": [
                {"type": "text", "text": "ประกาศ", "weight": "bold", "size": "lg"},
                {"type": "text", "text": "น้ำ" * 40, "wrap": True},
                {
                    "type": "button",
                    "action": {"type": "message", "label": "รับทราบ", "text": "รับทราบ"},
                },
            ],
        },
    },
}


def pushed(port: int, people: list[str], number: int, *, listening: bool = False) -> int:
    """Sends so many, each with a retry key; how many were not answered with 200."""
    return asyncio.run(_run(port, _requests(people, number), listening))


def _requests(people: list[str], number: int) -> Iterator[bytes]:
    """Every second push is a card."""
    for place in range(number):
        to, message = people[place % len(people)], (_TEXT, _CARD)[place % 2]
        body = json.dumps({"to": to, "messages": [message]}).encode()
        head = (
            f"POST /v2/bot/message/push HTTP/1.1\r\nHost: {HOST}\r\n"
            f"Authorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n"
            f"X-Line-Retry-Key: {uuid.uuid4()}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        yield head.encode() + body


async def _run(port: int, requests: Iterator[bytes], listening: bool) -> int:
    page = asyncio.create_task(_listen(port)) if listening else None
    missed = await asyncio.gather(*(_connection(port, requests) for _ in range(CONNECTIONS)))
    if page is not None:
        page.cancel()
        with suppress(asyncio.CancelledError):
            await page
    return sum(missed)


async def _connection(port: int, requests: Iterator[bytes]) -> int:
    reader, writer = await asyncio.open_connection(HOST, port)
    missed = 0
    for request in requests:
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = next(line for line in head.split("\r\n") if line.startswith("content-length:"))
        await reader.readexactly(int(length.partition(":")[2]))
        missed += " 200 " not in head.partition("\r\n")[0]
    writer.close()
    return missed


async def _listen(port: int) -> None:
    """A phone page: it hears all that happens."""
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(f"GET /_simulator/api/events HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
    while await reader.read(1 << 16):
        pass
