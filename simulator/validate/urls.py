"""Addresses of media (https, at most 2,000 characters) and of uri actions."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from simulator.validate.count import utf16
from simulator.validate.fields import SCHEMA, Json, Words
from simulator.validate.problem import Path, Problem, Problems, Rules, mistyped

URL_MAX = 2_000
URI_MAX = 1_000
_OPENED = ("http", "https", "line", "tel")


def media(
    found: Json, key: str, path: Path, rules: Rules, *, required: bool = True, words: Words = SCHEMA
) -> Problems:
    value, here = found.get(key), (*path, key)
    if value is None or value == "":
        if required:
            yield Problem(here, words.empty)
    elif not isinstance(value, str):
        yield mistyped(here)
    elif utf16(value) > URL_MAX:
        yield Problem(here, words.too_long.format(low=0, high=URL_MAX))
    elif not is_https(value):
        tolerated = rules.loopback_http and _scheme(value) == "http" and is_loopback(value)
        text = "invalid uri scheme" if words is not SCHEMA else "Must be a valid HTTPS URL"
        yield Problem(here, text, warning=tolerated)


def opened(found: Json, key: str, path: Path, words: Words = SCHEMA) -> Problems:
    """``uri`` of an action: http, https, line or tel."""
    value, here = found.get(key), (*path, key)
    if value is None or value == "":
        yield Problem(here, words.empty)
    elif not isinstance(value, str):
        yield mistyped(here)
    elif utf16(value) > URI_MAX:
        yield Problem(here, words.too_long.format(low=0, high=URI_MAX))
    elif _scheme(value) not in _OPENED or " " in value:
        yield Problem(here, words.not_opened)


def is_https(url: str) -> bool:
    return _scheme(url) == "https" and bool(_host(url))


def is_loopback(url: str) -> bool:
    host = _host(url)
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _scheme(url: str) -> str:
    head, colon, _ = url.partition(":")
    return head.lower() if colon else ""


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
