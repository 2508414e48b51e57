"""Tickets: what may be had by whoever holds one, until when, and that nobody else can have made it.

A ticket is `what.until.mark`, fit for an address. The mark is HMAC-SHA256 under SECRET_KEY, cut to
192 bits; it is compared in constant time. Nothing is stored, and a ticket names no person.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from datetime import datetime, timedelta

_TICKET = re.compile(r"(?a)([\w-]{1,200})\.(\d{1,12})\.([\w-]{32})")
_MARK_BYTES = 24


def ticket(key: str, purpose: str, what: str, until: datetime) -> str:
    """`what` is letters, digits, `_` and `-`. A ticket for one purpose is none for another."""
    seconds = str(int(until.timestamp()))
    made = f"{what}.{seconds}.{_mark(key, purpose, what, seconds)}"
    if not _TICKET.fullmatch(made):
        raise ValueError(f"not fit for an address: {what[:60]!r}")
    return made


def opened(
    key: str, purpose: str, made: str, now: datetime, longest: timedelta
) -> tuple[str, float] | None:
    """What the ticket is for, and for how many seconds more; None for a forged or expired one, or
    one that claims to last longer than any that we make."""
    found = _TICKET.fullmatch(made)
    if found is None:
        return None
    what, seconds, mark = found.groups()
    if not hmac.compare_digest(mark, _mark(key, purpose, what, seconds)):
        return None
    left = int(seconds) - now.timestamp()
    return (what, left) if 0 < left <= longest.total_seconds() else None


def _mark(key: str, purpose: str, what: str, seconds: str) -> str:
    """The purpose's own key first, so that no other use of SECRET_KEY can make a mark."""
    own = hmac.new(key.encode(), f"ticket:{purpose}".encode(), hashlib.sha256).digest()
    mark = hmac.new(own, f"{what}.{seconds}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mark[:_MARK_BYTES]).decode()
