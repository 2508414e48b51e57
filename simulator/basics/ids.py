"""Identifiers in LINE's shapes (REF: Webhook Event Objects, Common properties)."""

from __future__ import annotations

import re
import secrets

USER_ID = re.compile(r"U[0-9a-f]{32}")
GROUP_ID = re.compile(r"C[0-9a-f]{32}")
ROOM_ID = re.compile(r"R[0-9a-f]{32}")
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_EPOCH_2020_MS = 1_577_836_800_000
_FIRST_ID, _IDS_A_MS = 500_000_000_000_000_000, 100_000


def new_user_id() -> str:
    return "U" + secrets.token_hex(16)


def new_group_id(kind: str) -> str:
    """``kind`` is group or room."""
    return ("R" if kind == "room" else "C") + secrets.token_hex(16)


def new_image_set_id() -> str:
    return secrets.token_hex(32).upper()


def new_reply_token() -> str:
    return secrets.token_hex(16)


def new_quote_token() -> str:
    """150 characters, the size seen on real deliveries."""
    return secrets.token_urlsafe(120)[:150]


def new_read_token() -> str:
    """214 characters, the size seen on real deliveries."""
    return secrets.token_urlsafe(170)[:214]


def ulid(ms: int) -> str:
    """26 characters of Crockford's base 32: 48 bits of time, 80 random."""
    number = (ms << 80) | secrets.randbits(80)
    return "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


def moment_of(message_id: str) -> float:
    """Seconds since the epoch at which an id of ``MessageIds`` was given."""
    return ((int(message_id) - _FIRST_ID) // _IDS_A_MS + _EPOCH_2020_MS) / 1000


class MessageIds:
    """18 digits, growing with time and never repeated, also when the clock is set back."""

    def __init__(self) -> None:
        self._last = 0

    def next(self, now_ms: int) -> str:
        wished = _FIRST_ID + (now_ms - _EPOCH_2020_MS) * _IDS_A_MS
        self._last = max(self._last + 1, wished)
        return str(self._last)

    def state(self) -> object:
        return self._last

    def restore(self, state: object) -> None:
        """Never back: what was given out meanwhile is not given out again."""
        if not isinstance(state, int) or isinstance(state, bool):
            raise ValueError("a whole number is needed")
        self._last = max(self._last, state)
