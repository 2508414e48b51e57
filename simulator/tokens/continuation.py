"""Tokens for the next page of a list, good for 24 hours (REF §Get group chat member user IDs).

All that is to be known of a page stands in its token, signed: nothing need be remembered.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac

LIFE_S = 24 * 3600
_MAC = 16


def token(secret: str, subject: str, start: int, now: float) -> str:
    """``subject`` is the list; ``start`` where its next page begins."""
    words = f"{start}.{int(now)}".encode()
    return base64.urlsafe_b64encode(_mac(secret, subject, words) + words).decode().rstrip("=")


def read(given: str, secret: str, subject: str, now: float) -> int | None:
    """Where the page begins; None for a token that is false, of another list, or too old."""
    try:
        raw = base64.urlsafe_b64decode(given + "=" * (-len(given) % 4))
    except (binascii.Error, ValueError):
        return None
    mac, words = raw[:_MAC], raw[_MAC:]
    if not hmac.compare_digest(mac, _mac(secret, subject, words)):
        return None
    start, _, made_at = words.decode().partition(".")
    return int(start) if now - int(made_at) < LIFE_S else None


def _mac(secret: str, subject: str, words: bytes) -> bytes:
    key = f"{secret}:{subject}".encode()
    return hmac.new(key, words, hashlib.sha256).digest()[:_MAC]
