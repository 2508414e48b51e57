"""Pictures, recordings, places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from base.thai.digits import to_arabic
from forms.form import Item
from forms.hear.outcome import Answer, Outcome, Stay, wrong
from forms.hear.words import typed
from forms.question import Heard, HeardKind, Json

if TYPE_CHECKING:
    from forms.run import Run

MOST_IMAGES = 30
_FILES = (HeardKind.FILE, HeardKind.IMAGE, HeardKind.VIDEO, HeardKind.AUDIO)
_PAIR = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*[, ]\s*(-?\d{1,3}(?:\.\d+)?)\s*", re.ASCII)


def hear_images(run: Run, item: Item, heard: Heard) -> Outcome:
    """One picture, or with appearance=multiple as many as `parameters` max= allows."""
    several = "multiple" in item.appearance
    if heard.kind is HeardKind.IMAGE and heard.value:
        sent = heard.value if isinstance(heard.value, list) else [heard.value]
        return _gathered(run, item, sent) if several else Answer(sent[-1])
    draft = run.state.draft
    if heard.kind is HeardKind.NEXT and several and draft:
        return Answer(list(draft))
    return wrong("image", run.language)


def _gathered(run: Run, item: Item, sent: list[Json]) -> Outcome:
    before = run.state.draft
    if before is None:
        kept = run.state.get(item.key)
        before = kept if isinstance(kept, list) else []
    images = [*before, *(one for one in sent if one not in before)]
    most = item.most or MOST_IMAGES
    return Answer(images[:most]) if len(images) >= most else Stay(images)


def hear_audio(run: Run, _item: Item, heard: Heard) -> Outcome:
    if heard.kind is HeardKind.AUDIO and heard.value:
        return Answer(heard.value)
    return wrong("audio", run.language)


def hear_video(run: Run, _item: Item, heard: Heard) -> Outcome:
    if heard.kind is HeardKind.VIDEO and heard.value:
        return Answer(heard.value)
    return wrong("video", run.language)


def hear_file(run: Run, _item: Item, heard: Heard) -> Outcome:
    """Whatever was sent: a phone sends a page as a picture of it."""
    if heard.kind in _FILES and heard.value:
        return Answer(heard.value)
    return wrong("file", run.language)


def hear_place(run: Run, _item: Item, heard: Heard) -> Outcome:
    """A location as {"geo": "latitude longitude 0 0", "title", "address"} (ODK geopoint)."""
    if heard.kind is HeardKind.LOCATION and isinstance(heard.value, dict):
        place = heard.value
        geo = _geo(place.get("latitude"), place.get("longitude"))
        if geo:
            named = {k: str(place[k]) for k in ("title", "address") if place.get(k)}
            return Answer({"geo": geo, **named})
    match = _PAIR.fullmatch(to_arabic(typed(heard) or ""))
    geo = _geo(*match.groups()) if match else ""
    return Answer({"geo": geo}) if geo else wrong("place", run.language)


def _geo(latitude: Json, longitude: Json) -> str:
    try:
        north, east = float(str(latitude)), float(str(longitude))
    except ValueError:
        return ""
    inside = -90 <= north <= 90 and -180 <= east <= 180
    return f"{north} {east} 0 0" if inside else ""
