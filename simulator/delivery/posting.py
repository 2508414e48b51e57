"""One signed POST to the bot."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field

import aiohttp

from simulator.clock import stopwatch

_CONNECTIONS = 200
UNRESOLVED = "the name of the host cannot be resolved"


@dataclass(frozen=True)
class Delivery:
    """``reason`` as LINE's error statistics name it, or ``ok``; ``status`` None: none came."""

    url: str
    body: bytes
    status: int | None
    reason: str
    took_ms: float
    phrase: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return self.reason == "ok"


def signature(secret: str, body: bytes) -> str:
    """SIG: Base64 of HMAC-SHA256 over the bytes as sent."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


class Poster:
    """A connection per POST: a bot that was killed is then seen as one that cannot be reached."""

    def __init__(
        self, secret: str, url: Callable[[], str | None], timeout: Callable[[], float]
    ) -> None:
        self._secret = secret
        self._url = url
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None

    def open(self) -> None:
        connector = aiohttp.TCPConnector(limit=0, force_close=True)
        self._places = asyncio.Semaphore(_CONNECTIONS)
        self._session = aiohttp.ClientSession(connector=connector, auto_decompress=False)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def post(self, body: bytes, url: str | None = None) -> Delivery:
        """Never raises; redirects are not followed; waiting for a place is not the bot's time."""
        target, headers = url or self._url() or "", self._headers(body)
        async with self._places:
            began = stopwatch()
            status, reason, phrase = await self._answer(target, body, headers)
        took_ms = (stopwatch() - began) * 1000
        return Delivery(target, body, status, reason, took_ms, phrase, headers)

    async def _answer(
        self, url: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int | None, str, str]:
        assert self._session is not None
        limit = aiohttp.ClientTimeout(total=self._timeout())
        try:
            async with self._session.post(
                url, data=body, headers=headers, timeout=limit, allow_redirects=False
            ) as answer:
                reason = "ok" if 200 <= answer.status < 300 else "error_status_code"
                return answer.status, reason, answer.reason or ""
        except TimeoutError:
            return None, "request_timeout", ""
        except (aiohttp.ClientConnectorDNSError, aiohttp.InvalidURL, UnicodeError):
            return None, "could_not_connect", UNRESOLVED
        except aiohttp.ClientConnectorError:
            return None, "could_not_connect", ""
        except (aiohttp.ClientError, OSError, ValueError):
            return None, "unclassified", ""

    def _headers(self, body: bytes) -> dict[str, str]:
        return {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "LineBotWebhook/2.0",
            "Accept-Encoding": "gzip",
            "x-line-signature": signature(self._secret, body),
        }


async def pause(milliseconds: float) -> None:
    if milliseconds > 0:
        await asyncio.sleep(milliseconds / 1000)
