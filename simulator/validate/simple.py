"""Messages without a container: sticker, media, location, coupon (REF §Message objects)."""

from __future__ import annotations

import re

from simulator.validate import urls
from simulator.validate.fields import Json, number, text
from simulator.validate.problem import Path, Problem, Problems, Rules
from simulator.validate.words import quote_token

ALT_TEXT_MAX = 1_500
_DIGITS = re.compile(r"\d+", re.ASCII)
_TAG = re.compile(r"[A-Za-z0-9_]+")
_TRACKING = re.compile(r"[A-Za-z0-9\-.=,+*()%$&;:@{}!?<>\[\]]+")


def sticker(message: Json, path: Path, rules: Rules) -> Problems:
    """LINE sends those of a list alone; here any that could stand in it."""
    for key in ("packageId", "stickerId"):
        yield from text(message, key, path, 20)
        value = message.get(key)
        if isinstance(value, str) and value and not _DIGITS.fullmatch(value):
            yield Problem((*path, key), "must be digits")
    yield from quote_token(message, path, rules)


def image(message: Json, path: Path, rules: Rules) -> Problems:
    yield from urls.media(message, "originalContentUrl", path, rules)
    yield from urls.media(message, "previewImageUrl", path, rules)


def video(message: Json, path: Path, rules: Rules) -> Problems:
    yield from image(message, path, rules)
    yield from text(message, "trackingId", path, 100, required=False)
    tracking = message.get("trackingId")
    if isinstance(tracking, str) and tracking and not _TRACKING.fullmatch(tracking):
        yield Problem((*path, "trackingId"), "contains invalid characters")


def audio(message: Json, path: Path, rules: Rules) -> Problems:
    yield from urls.media(message, "originalContentUrl", path, rules)
    yield from number(message, "duration", path, 0, 2**53)


def location(message: Json, path: Path, _: Rules) -> Problems:
    yield from text(message, "title", path, 100)
    yield from text(message, "address", path, 100)
    yield from number(message, "latitude", path, -90, 90)
    yield from number(message, "longitude", path, -180, 180)


def coupon(message: Json, path: Path, _: Rules) -> Problems:
    """Whether there is one with this ID, and whether it goes on, is looked up later."""
    yield from text(message, "couponId", path, 100)
    yield from text(message, "deliveryTag", path, 30, required=False)
    tag = message.get("deliveryTag")
    if isinstance(tag, str) and tag and not _TAG.fullmatch(tag):
        yield Problem((*path, "deliveryTag"), "contains invalid characters")


def alt_text(message: Json, path: Path) -> Problems:
    yield from text(message, "altText", path, ALT_TEXT_MAX)
