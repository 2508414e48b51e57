"""Values in the shape that a question of their type keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from forms.expressions.values import number_to_text
from forms.form import Item
from forms.question import Json, QuestionType

LARGEST = 10**15
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2150, 12, 31)


def as_text(value: Json) -> str:
    """An answer as XPath sees it: lists separated by spaces, a file as its id, a place as ODK's."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_to_text(value) if isinstance(value, float) else str(value)
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    return str(value.get("geo") or value.get("audio") or "")


def typed_value(item: Item, value: Json) -> Json:
    """`value` as the question keeps it, None if it cannot be one of its answers.

    integer: int; decimal, range: int or float; date: YYYY-MM-DD; time: HH:MM; dateTime:
    YYYY-MM-DDTHH:MM+HH:MM; select_multiple: list of names; rank: all of them in their order;
    image: id, or list of ids with appearance=multiple; geopoint: {"geo", "title"?, "address"?};
    text: str, or {"audio": id} where `wethi::voice` is yes.
    """
    if value is None or value == "" or value == []:
        return None
    shape = _SHAPES.get(item.type) if item.type is not None else None
    return shape(item, value) if shape else value


def _text(item: Item, value: Json) -> Json:
    if isinstance(value, dict):
        return value if item.voice and value.get("audio") else None
    return str(value).strip() or None if isinstance(value, str | int | float) else None


def _integer(_item: Item, value: Json) -> Json:
    amount = decimal_of(value)
    return int(amount) if amount is not None and amount == int(amount) else None


def _decimal(_item: Item, value: Json) -> Json:
    amount = decimal_of(value)
    if amount is None:
        return None
    return int(amount) if amount == int(amount) else float(amount)


def decimal_of(value: object) -> Decimal | None:
    """A finite number below a thousand million million."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return None
    try:
        amount = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount) < LARGEST else None


def _date(_item: Item, value: Json) -> Json:
    day = day_of(value)
    return day.isoformat() if day else None


def day_of(value: object) -> date | None:
    """A date between 1900 and 2150 written YYYY-MM-DD."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None
    return day if day and FIRST_DAY <= day <= LAST_DAY else None


def _time(_item: Item, value: Json) -> Json:
    moment = moment_of(value)
    return f"{moment:%H:%M}" if moment else None


def moment_of(value: object) -> time | None:
    """A time written HH:MM or HH:MM:SS."""
    if not isinstance(value, str) or not 5 <= len(value) <= 18:
        return None
    try:
        return time.fromisoformat(value)
    except ValueError:
        return None


def _moment(_item: Item, value: Json) -> Json:
    """A day and a time, with the zone if one was given."""
    if not isinstance(value, str) or len(value) < 16 or day_of(value[:10]) is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment.isoformat(timespec="minutes")


def _one(_item: Item, value: Json) -> Json:
    return str(value) if isinstance(value, str | int) else None


def _several(_item: Item, value: Json) -> Json:
    if isinstance(value, str):
        return list(value.split()) or None
    return [str(one) for one in value] if isinstance(value, list) else None


def _images(item: Item, value: Json) -> Json:
    sent = value if isinstance(value, list) else [value]
    return sent if "multiple" in item.appearance else sent[-1]


def _place(_item: Item, value: Json) -> Json:
    if isinstance(value, str):
        value = {"geo": value}
    return value if isinstance(value, dict) and value.get("geo") else None


_SHAPES: dict[QuestionType, Callable[[Item, Json], Json]] = {
    QuestionType.TEXT: _text,
    QuestionType.INTEGER: _integer,
    QuestionType.DECIMAL: _decimal,
    QuestionType.DATE: _date,
    QuestionType.TIME: _time,
    QuestionType.DATETIME: _moment,
    QuestionType.SELECT_ONE: _one,
    QuestionType.SELECT_MULTIPLE: _several,
    QuestionType.RANK: _several,
    QuestionType.RANGE: _decimal,
    QuestionType.IMAGE: _images,
    QuestionType.GEOPOINT: _place,
}
