"""Whether a person's phone could have sent this (REF §Message event, §Postback event).

LINE's own SDK must know whatever passes; ``POST events`` is the way for what is strange on purpose.
"""

from __future__ import annotations

from collections.abc import Callable

from simulator.basics.moments import MODES, possible
from simulator.basics.strict import Json
from simulator.control.common import flag, refuse, text
from simulator.control.properties import Check, each, one_of, parts, some_text, whole

TEXT_MAX = 10_000
_SWITCH = frozenset({"newRichMenuAliasId", "status"})
_STICKERS = (
    *("STATIC", "ANIMATION", "SOUND", "ANIMATION_SOUND", "POPUP", "POPUP_SOUND"),
    *("CUSTOM", "MESSAGE", "NAME_TEXT", "PER_STICKER_TEXT"),
)
_PLACE: dict[str, Check] = {"index": whole, "length": whole}
_EMOJI = parts({**_PLACE, "productId": some_text, "emojiId": some_text})
_USER = parts(
    {**_PLACE, "type": one_of("user")},
    {"userId": some_text, "isSelf": lambda value: isinstance(value, bool)},
)
_ALL = parts({**_PLACE, "type": one_of("all")})
_OPTIONAL: dict[str, dict[str, Check]] = {
    "text": {
        "emojis": each(_EMOJI, most=20),
        "mention": parts({"mentionees": each(lambda one: _USER(one) or _ALL(one), most=20)}),
        "quotedMessageId": some_text,
    },
    "sticker": {
        "stickerResourceType": one_of(*_STICKERS),
        "keywords": each(some_text, most=15),
        "text": lambda value: some_text(value) and len(str(value)) <= 100,
        "quotedMessageId": some_text,
    },
    "location": {"title": some_text, "address": some_text},
    "image": {"imageSet": parts({"id": some_text}, {"index": whole, "total": whole})},
    "file": {"fileName": some_text},
    "video": {"duration": whole},
    "audio": {"duration": whole},
}


def said(body: Json) -> Json:
    """The body if it is a message content object; kinds that nobody knows yet pass as they are."""
    kind = text(body, "type")
    for key in ("hold", "quickReply"):
        flag(body, key, False)
    if kind in _CHECKS:
        _CHECKS[kind](body)
    for key, check in _OPTIONAL.get(kind, {}).items():
        if body.get(key) is not None and not check(body[key]):
            refuse(f"{key} has another shape")
    return body


def postback_params(params: object) -> dict[str, str]:
    """Exactly one of date, time, datetime, without a zone; or a rich menu's switch."""
    if not isinstance(params, dict) or not all(isinstance(v, str) for v in params.values()):
        refuse("params is an object of texts")
    if params and set(params) <= _SWITCH:
        return params
    if len(params) != 1 or not set(params) <= set(MODES):
        refuse("params has exactly one of date, time, datetime")
    for key, value in params.items():
        if not possible(key, value):
            refuse(f"params.{key} is no moment that a picker can hold")
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


_CHECKS: dict[str, Callable[[Json], None]] = {
    "text": _text,
    "sticker": _sticker,
    "location": _location,
}
