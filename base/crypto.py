"""Encryption of what must not lie open in the database: phone numbers, withheld identities."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

# How every token begins: the version, then a moment before the year 2106 (Fernet Spec, "Token
# Format"). Nothing written in JSON begins so.
SEALED = "gAAAAA"


class CannotDecrypt(Exception):
    """A stored secret fits none of the DATA_KEYS."""


class Cipher:
    """Fernet with several keys, newest first: new text uses the first, old text any."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def encrypt(self, text: str) -> str:
        return self._fernet.encrypt(text.encode()).decode()

    def decrypt(self, token: str) -> str:
        try:
            return self._fernet.decrypt(token.encode()).decode()
        except InvalidToken as error:
            raise CannotDecrypt from error

    def rotate(self, token: str) -> str:
        """The same secret under the newest key."""
        return self._fernet.rotate(token.encode()).decode()


def is_sealed(text: str) -> bool:
    """Whether it is a token, and no plain JSON."""
    return text.startswith(SEALED)
