"""Telephone numbers out of a spreadsheet: numbers that lost their zero, dashes, +66, two in one."""

from __future__ import annotations

import re

NOT_TOLD = re.compile(r"[-–—.\s]*|ไม่มี.*|ไม่ระบุ|none|n/?a", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;/]|หรือ|และ|\n")
_SPACING = re.compile(r"[\s\-–—.()]+|โทร|มือถือ|เบอร์|tel", re.IGNORECASE)
_WHOLE = re.compile(r"0(?:[689]\d{8}|[2-7]\d{7})")


class NoPhone(ValueError):
    """It is no telephone number of this country: too short, too long, or not made of figures."""


def read_phone(text: str) -> str | None:
    """The first number as 0812345678; None where none was given. Raises NoPhone."""
    if NOT_TOLD.fullmatch(text):
        return None
    for part in _BETWEEN.split(text):
        if part.strip():
            return _one(part)
    return None


def _one(text: str) -> str:
    digits = _SPACING.sub("", text)
    if digits.startswith("+66"):
        digits = "0" + digits[3:].removeprefix("0")
    elif digits.startswith("66") and len(digits) in (10, 11):
        digits = "0" + digits[2:]
    for tried in (digits, f"0{digits}"):  # a spreadsheet's number has no zero in front
        if _WHOLE.fullmatch(tried):
            return tried
    raise NoPhone(text)
