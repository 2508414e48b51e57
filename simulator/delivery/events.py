"""Webhook events as LINE writes them (REF §Webhook Event Objects). Pure.

A property without a value is left out, never null.
"""

from __future__ import annotations

from simulator.basics import ids
from simulator.basics.strict import Json

UNANSWERABLE = frozenset(
    {
        *("unsend", "unfollow", "leave", "memberLeft", "module", "activated", "deactivated"),
        *("botSuspended", "botResumed", "delivery"),
    }
)
QUOTABLE = frozenset({"text", "textV2", "sticker", "image", "video", "template", "flex"})
_DOWNLOADED = ("image", "video", "audio")


def user_source(user_id: str) -> Json:
    return {"type": "user", "userId": user_id}


def event(
    kind: str,
    source: Json | None,
    now_ms: int,
    body: Json | None = None,
    *,
    reply_token: str | None = None,
    standby: bool = False,
) -> Json:
    """``body`` is what this kind alone has. Standby events never carry a reply token."""
    made: Json = {
        "type": kind,
        **(body or {}),
        "webhookEventId": ids.ulid(now_ms + 200),
        "deliveryContext": {"isRedelivery": False},
        "timestamp": now_ms,
    }
    if source is not None:
        made["source"] = source
    if reply_token is not None and not standby:
        made["replyToken"] = reply_token
    return made | {"mode": "standby" if standby else "active"}


def redelivered(old: Json) -> Json:
    """Identical but for the flag (RCV §Redelivered webhooks)."""
    return {**old, "deliveryContext": {"isRedelivery": True}}


def message(said: Json, message_id: str, size: int = 0) -> Json:
    """The message object of a webhook from what the person said; ``size`` in bytes for files."""
    kind = str(said["type"])
    made: Json = {"type": kind, "id": message_id}
    if kind in ("text", "sticker", "image", "video"):
        made["quoteToken"] = ids.new_quote_token()
    made["markAsReadToken"] = ids.new_read_token()
    made |= _SHAPES.get(kind, _as_said)(said)
    if kind in _DOWNLOADED:
        made["contentProvider"] = {"type": "line"}
    if kind == "file":
        made["fileSize"] = size
    return made


def edited(message: Json, message_id: str) -> Json:
    """REF §Message edited event: the same id, a new quote token, no read token."""
    made: Json = {"type": "text", "id": message_id, "quoteToken": ids.new_quote_token()}
    return made | _text(message)


def _as_said(said: Json) -> Json:
    return dict(said)


def _keys(said: Json, *keys: str) -> Json:
    return {key: said[key] for key in keys if said.get(key) is not None}


def _text(said: Json) -> Json:
    return _keys(said, "text", "emojis", "mention", "quotedMessageId")


def _sticker(said: Json) -> Json:
    resource = said.get("stickerResourceType") or "STATIC"
    shape = _keys(said, "packageId", "stickerId", "keywords", "text", "quotedMessageId")
    return shape | {"stickerResourceType": resource}


def _image(said: Json) -> Json:
    return _keys(said, "imageSet")


def _timed(said: Json) -> Json:
    return _keys(said, "duration")


def _file(said: Json) -> Json:
    return {"fileName": said.get("fileName") or "file.bin"}


def _location(said: Json) -> Json:
    return _keys(said, "title", "address", "latitude", "longitude")


_SHAPES = {
    "text": _text,
    "sticker": _sticker,
    "image": _image,
    "video": _timed,
    "audio": _timed,
    "file": _file,
    "location": _location,
}
