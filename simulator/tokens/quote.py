"""Quote tokens: of one message, good in its chat alone and for ever (QUOTE: Get quote tokens).

A token is random bytes and a signature over them and the chat, so that nothing need be kept.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

_RANDOM, _MAC = 80, 32


class QuoteTokens:
    def __init__(self, secret: str) -> None:
        self._key = b"quote:" + secret.encode()

    def issue(self, chat_id: str) -> str:
        """150 characters, the size seen on real deliveries."""
        random = secrets.token_bytes(_RANDOM)
        return base64.urlsafe_b64encode(random + self._mac(random, chat_id)).decode().rstrip("=")

    def fits(self, token: str, chat_id: str) -> bool:
        try:
            raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        except ValueError:
            return False
        random, mac = raw[:_RANDOM], raw[_RANDOM:]
        return hmac.compare_digest(mac, self._mac(random, chat_id))

    def _mac(self, random: bytes, chat_id: str) -> bytes:
        return hmac.digest(self._key, random + chat_id.encode(), hashlib.sha256)
