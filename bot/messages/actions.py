"""Actions as LINE wants them (LINE reference, "Action objects")."""

from __future__ import annotations

from typing import Any

from base.thai.text import utf16_len
from bot.messages.bubbles import (
    Act,
    Action,
    Camera,
    CameraRoll,
    Copy,
    Helper,
    HelperAction,
    Link,
    Location,
    OpenKeyboard,
    OpenVoice,
    PickDate,
    Say,
)
from bot.messages.buttons import encode
from bot.messages.counting import clip

Json = dict[str, Any]

BUTTON_LABEL = 40  # grapheme clusters; quick replies have 20
HELPER_LABEL = 20
SPOKEN = 300
MAX_URI = 1000
OPENS = ".open"  # how the name of an act ends that begins a form
MAX_COPIED = 1000
SCHEMES = ("https://", "http://", "line://", "tel:")
_HELPERS: dict[type, str] = {Camera: "camera", CameraRoll: "cameraRoll", Location: "location"}


def button_action(label: str, action: Action, conversation: str, turn: int, said: str = "") -> Json:
    """The action of a button in a bubble; ValueError for what LINE would refuse."""
    return {"label": clip(label, BUTTON_LABEL), **_body(action, said or label, conversation, turn)}


def quick_reply(helpers: tuple[Helper, ...], conversation: str, turn: int) -> Json:
    """LINE takes at most 13 items, with labels of at most 20 clusters."""
    items = [_item(helper, conversation, turn) for helper in helpers[:13]]
    return {"items": items}


def _item(helper: Helper, conversation: str, turn: int) -> Json:
    body = _helper_body(helper.action, helper.label, conversation, turn)
    return {"type": "action", "action": {"label": clip(helper.label, HELPER_LABEL), **body}}


def _helper_body(action: HelperAction, label: str, conversation: str, turn: int) -> Json:
    if isinstance(action, Camera | CameraRoll | Location):
        return {"type": _HELPERS[type(action)]}
    return _body(action, label, conversation, turn)


def _body(action: Action, said: str, conversation: str, turn: int) -> Json:
    match action:
        case Link(uri):
            return {"type": "uri", "uri": _checked_uri(uri)}
        case Say(text):
            return {"type": "message", "text": clip(text, SPOKEN)}
        case Copy(text):
            return {"type": "clipboard", "clipboardText": clip(text, MAX_COPIED, MAX_COPIED)}
        case PickDate():
            data = encode(action, conversation, turn)
            return {"type": "datetimepicker", "data": data, **_picker(action)}
        case OpenVoice():
            return {"type": "postback", "data": encode(action), "inputOption": "openVoice"}
        case OpenKeyboard():
            return {"type": "postback", "data": encode(action), **_keyboard(action)}
        case _:
            data = encode(action, conversation, turn)
            spoken = {"type": "postback", "data": data, "displayText": clip(said, SPOKEN)}
            return {**spoken, "inputOption": "closeRichMenu"} if _opens_form(action) else spoken


def _opens_form(action: Action | HelperAction) -> bool:
    """By the names of acts: then the menu makes room for the question, as LINE can be told to
    (LINE reference, "Postback action": inputOption)."""
    return isinstance(action, Act) and action.name.endswith(OPENS)


def _keyboard(action: OpenKeyboard) -> Json:
    fill = {"fillInText": clip(action.fill, SPOKEN, mark="")} if action.fill else {}
    return {"inputOption": "openKeyboard", **fill}


def _picker(action: PickDate) -> Json:
    limits = {"initial": action.initial, "min": action.earliest, "max": action.latest}
    return {"mode": action.mode, **{name: value for name, value in limits.items() if value}}


def _checked_uri(uri: str) -> str:
    if not uri.startswith(SCHEMES) or utf16_len(uri) > MAX_URI:
        raise ValueError(
            f"LINE opens http, https, line and tel, at most {MAX_URI} characters: {uri[:60]}"
        )
    return uri
