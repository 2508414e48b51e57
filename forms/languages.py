"""XLSForm's language names («ไทย (th)», English) to the codes that a chat uses."""

from __future__ import annotations

import re
from typing import Literal

_CODE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*$")
_NAMES = {
    "thai": "th",
    "ไทย": "th",
    "ภาษาไทย": "th",
    "english": "en",
    "อังกฤษ": "en",
    "ภาษาอังกฤษ": "en",
}
Spoken = Literal["th", "en"]
UNNAMED = "default"


def code_of(name: str) -> str:
    """The code of one language name: its part in brackets, a known name, or the name itself."""
    match = _CODE.search(name)
    if match:
        return match.group(1).lower()
    plain = name.strip().lower()
    return _NAMES.get(plain, plain)


def name_of(name: str) -> str:
    """What a language is called: its header without the code, «Khmer Surin»."""
    return _CODE.sub("", name).strip() or name.strip()


def spoken(language: str) -> Spoken:
    """The language in which the bot itself can speak to a person of `language`."""
    return "en" if language == "en" else "th"
