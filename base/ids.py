"""Identifiers: row ids that sort by time, codes that people can type, and secrets."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid

# No 0/O, 1/I/L, or letters that a Thai speaker confuses when they are read aloud (B/P/V, C/Z, M/N).
CODE_LETTERS = "ADEFGHJKMQRSTUWXY"
CODE_DIGITS = "23456789"
PERSONAL = 6  # signs: 78 million codes, against five tries an hour
MAX_ROW = 2**31 - 1  # the largest number of a row on PostgreSQL


def new_id() -> str:
    """32 hex digits, random."""
    return uuid.uuid4().hex


def row_number(text: str) -> int | None:
    """The number of a row as a button names it; None for whatever can be no row's number.

    Anybody may forge a button, and a database refuses a number that is too long for it.
    """
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(MAX_ROW))):
        return None
    number = int(text)
    return number if number <= MAX_ROW else None


def retry_key() -> str:
    """A UUID with hyphens, as LINE wants X-Line-Retry-Key (docs: "Retrying an API request")."""
    return str(uuid.uuid4())


def personal_code(length: int = 4) -> str:
    """`AD7K`: a digit in the middle, so that no code is ever a word."""
    alphabet = CODE_LETTERS + CODE_DIGITS
    code = [secrets.choice(alphabet) for _ in range(length)]
    code[length // 2] = secrets.choice(CODE_DIGITS)
    return "".join(code)


def spoken(code: str) -> str:
    """`AD7 2KM`: as it is printed and read aloud, in groups that one remembers."""
    return f"{code[:3]} {code[3:]}" if len(code) == PERSONAL else code


def six_digits() -> str:
    """The code of an anonymous case."""
    return f"{secrets.randbelow(1_000_000):06d}"


def secret_hash(secret: str, salt: str, key: str) -> str:
    """A keyed hash of a short code: useless without the key, however short the code is."""
    message = f"{salt}:{secret}".encode()
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()


def same(left: str, right: str) -> bool:
    return hmac.compare_digest(left.encode(), right.encode())


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
