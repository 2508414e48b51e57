"""Whether a person's phone could have sent this (REF §Message event, §Postback event)."""

from __future__ import annotations

import re
from collections.abc import Callable

from simulator.acts import MEDIA
from simulator.chats import Json
from simulator.control.common import flag, refuse, text

TEXT_MAX = 10_000
_PARAMS = {
    "date": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "time": re.compile(r"\d{2}:\d{2}"),
    "datetime": re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}"),
}
_SWITCH = frozenset({"newRichMenuAliasId", "status"})


def said(body: Json) -> Json:
    """The body if it is a message content object; kinds that nobody knows yet pass as they are."""
    kind = text(body, "type")
    for key in ("hold", "quickReply"):
        flag(body, key, False)
    if kind in _CHECKS:
        _CHECKS[kind](body)
    return body


def postback_params(params: object) -> dict[str, str]:
    """Exactly one of date, time, datetime, without a zone; or a rich menu's switch."""
    if not isinstance(params, dict) or not all(isinstance(v, str) for v in params.values()):
        refuse("params is an object of texts")
    if params and set(params) <= _SWITCH:
        return params
    if len(params) != 1 or not set(params) <= set(_PARAMS):
        refuse("params has exactly one of date, time, datetime")
    for key, value in params.items():
        if not _PARAMS[key].fullmatch(value):
            refuse(f"params.{key} has another shape")
    return params


def _text(body: Json) -> None:
    if len(text(body, "text").encode("utf-16-le", "surrogatepass")) > 2 * TEXT_MAX:
        refuse(f"text is longer than {TEXT_MAX}")


def _sticker(body: Json) -> None:
    text(body, "packageId")
    text(body, "stickerId")


def _location(body: Json) -> None:
    for key, limit in (("latitude", 90), ("longitude", 180)):
        value = body.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool) or abs(value) > limit:
            refuse(f"{key} is a number of degrees")


def _media(body: Json) -> None:
    duration = body.get("duration")
    if duration is not None and (not isinstance(duration, int) or isinstance(duration, bool)):
        refuse("duration is a number of milliseconds")


_CHECKS: dict[str, Callable[[Json], None]] = {
    "text": _text,
    "sticker": _sticker,
    "location": _location,
    **dict.fromkeys(MEDIA, _media),
}
