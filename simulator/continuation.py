"""Continuation tokens of lists: where to go on, good for 24 hours (REF §Get a list of …).

They carry what they mean, signed, so that nothing need be kept for them.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from simulator.answers import LineError

_LIFE_S = 24 * 3_600
_MAC = 16


def give(secret: str, purpose: str, place: int, now: float) -> str:
    body = f"{place}:{int(now)}".encode()
    return base64.urlsafe_b64encode(_sign(secret, purpose, body) + body).decode().rstrip("=")


def take(secret: str, purpose: str, token: str | None, now: float) -> int:
    """The place; 0 without a token. Raises LineError 400 for one that is not good (any more)."""
    if token is None:
        return 0
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        signature, body = raw[:_MAC], raw[_MAC:]
        place, given_at = (int(part) for part in body.split(b":"))
    except ValueError as fault:
        raise _bad() from fault
    fresh = now - given_at <= _LIFE_S
    if not fresh or not hmac.compare_digest(signature, _sign(secret, purpose, body)):
        raise _bad()
    return place


def _sign(secret: str, purpose: str, body: bytes) -> bytes:
    key, text = secret.encode(), purpose.encode() + b"\0" + body
    return hmac.new(key, text, hashlib.sha256).digest()[:_MAC]


def _bad() -> LineError:
    return LineError(400, "Invalid start param")
