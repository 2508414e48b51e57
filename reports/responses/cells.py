"""An answer as cells: numbers as numbers, days and times as such, all else as words.

Days are the Gregorian ones of ISO 8601. A moment is told in the office's own time: a workbook knows
no zone, in CSV it stands behind the time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from forms import Item, QuestionType
from forms.question import Json
from forms.value import as_text
from reports.responses.columns import GEO, Column, Part

Cell = str | int | float | date | datetime | time | None
NameOf = Callable[[str], str]  # what a stored file is called outside
_MEDIA = (QuestionType.IMAGE, QuestionType.AUDIO, QuestionType.VIDEO, QuestionType.FILE)
_MOMENTS = ("start", "end")


def cell_of(item: Item, column: Column, value: Json, zone: ZoneInfo, name_of: NameOf) -> Cell:
    """What of `value` stands in the column; None where there is nothing to tell."""
    if value is None or value == "" or value == []:
        return None
    if column.part is Part.WHOLE:
        return _whole(item, value, zone, name_of)
    if column.part is Part.CHOICE:
        return int(column.choice in chosen(value))
    if column.part is Part.PLACE:
        order = chosen(value)
        return order.index(column.choice) + 1 if column.choice in order else None
    return _of_place(column.part, value)


def chosen(value: Json) -> Sequence[str]:
    """The names in an answer of select_multiple or rank."""
    return value if isinstance(value, list) else as_text(value).split()


def _whole(item: Item, value: Json, zone: ZoneInfo, name_of: NameOf) -> Cell:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if item.type in _MEDIA:
        files = value if isinstance(value, list) else [value]
        return " ".join(name_of(str(one)) for one in files)
    if isinstance(value, dict) and value.get("audio"):
        return name_of(str(value["audio"]))
    if isinstance(value, str):
        return _timed(item, value, zone)
    return as_text(value)


def _timed(item: Item, value: str, zone: ZoneInfo) -> Cell:
    """A day or a time as such; words as they are, also where they are none after all."""
    try:
        if item.type is QuestionType.DATE or item.preload == "today":
            return date.fromisoformat(value)
        if item.type is QuestionType.TIME:
            return time.fromisoformat(value)
        if item.type is QuestionType.DATETIME or item.preload in _MOMENTS:
            return _moment(datetime.fromisoformat(value), zone)
    except ValueError:
        pass
    return value


def _moment(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def _of_place(part: Part, value: Json) -> Cell:
    place = value if isinstance(value, dict) else {"geo": as_text(value)}
    if part not in GEO:
        return place.get(part.value) or None
    numbers = str(place.get("geo", "")).split()
    at = GEO.index(part)
    try:
        return float(numbers[at]) if at < len(numbers) else None
    except ValueError:
        return None
