"""An answer as a person reads it: พ.ศ. for dates, labels for choices, counts for files."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from base.i18n import say
from base.thai.format import clock, long_date, short_date
from forms.choices import chosen, told_label
from forms.form import Item
from forms.languages import spoken
from forms.question import Json, QuestionType

if TYPE_CHECKING:
    from forms.run import Run


def shown(run: Run, item: Item, value: Json, *, brief: bool = False) -> str:
    """`value` of `item` in the person's language; '' for no answer. `brief` for lists."""
    if value in (None, "", []):
        return ""
    if isinstance(value, dict):
        return _file_or_place(run, value)
    if item.options is not None and item.scale is None:
        return ", ".join(told_label(run, item, one) or one for one in chosen(value))
    match item.type:
        case QuestionType.DATE:
            return _date(run, str(value), brief)
        case QuestionType.TIME:
            return _time(run, str(value))
        case QuestionType.DATETIME:
            day, _, moment = str(value).partition("T")
            return f"{_date(run, day, brief)} {_time(run, moment[:5])}".strip()
        case QuestionType.IMAGE:
            return say("forms.shown.images", run.language, count=len(_many(value)))
        case QuestionType.AUDIO | QuestionType.VIDEO | QuestionType.FILE as kind:
            return say(f"forms.shown.{kind.value}", run.language)
        case QuestionType.ACKNOWLEDGE:
            return say("forms.acknowledge", run.language)
        case _:
            return str(value)


def _many(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def _file_or_place(run: Run, value: dict[str, Json]) -> str:
    if "audio" in value:
        return say("forms.shown.audio", run.language)
    named = value.get("title") or value.get("address")
    return str(named) if named else " ".join(str(value.get("geo", "")).split()[:2])


def _date(run: Run, text: str, brief: bool) -> str:
    write = short_date if brief else long_date
    try:
        return write(date.fromisoformat(text[:10]), spoken(run.language))
    except ValueError:
        return text


def _time(run: Run, text: str) -> str:
    try:
        return clock(time.fromisoformat(text), spoken(run.language))
    except ValueError:
        return text
