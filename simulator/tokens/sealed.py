"""Tokens that carry their own truth, signed by the channel (JWS, HS256): v2.1 and stateless ones.

LINE's begin the same way; what stands in them is an implementation detail there and here.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from simulator.basics import strict
from simulator.basics.strict import Json

_HEAD = "eyJhbGciOiJIUzI1NiJ9"


class NotJws(ValueError):
    """Not three parts of Base64."""


class Malformed(ValueError):
    """Three parts, but not sealed here."""


def seal(secret: str, truth: Json) -> str:
    body = f"{_HEAD}.{_text(strict.dumps(truth).encode())}"
    return f"{body}.{_signature(secret, body)}"


def opened(secret: str, token: str) -> Json:
    """Raises NotJws or Malformed."""
    body, dot, signature = token.rpartition(".")
    if not dot or body.count(".") != 1:
        raise NotJws(token)
    given = signature.encode("utf-8", "surrogateescape")
    if not hmac.compare_digest(given, _signature(secret, body).encode()):
        raise Malformed(token)
    payload = body.partition(".")[2]
    found = strict.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    assert isinstance(found, dict)
    return found


def _signature(secret: str, body: str) -> str:
    """Never that of a webhook, which the same secret signs."""
    key = hashlib.sha256(b"token:" + secret.encode()).digest()
    return _text(hmac.digest(key, body.encode("utf-8", "surrogateescape"), "sha256"))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
