"""The table of what villagers write and what is read from it."""

import csv
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple, cast

import pytest

from base.thai import (
    Faces,
    days_within,
    find_date,
    read_date,
    read_number,
    read_people,
    read_time,
    strip_particles,
)

TABLE = Path(__file__).with_name("readings.tsv")
STRETCHES = Path(__file__).with_name("within.tsv")
SAME_WORDS = Path(__file__).with_name("numbers_decide.tsv")
NUMBER_WORD = "ศูนย์|หนึ่ง|นึง|เอ็ด|สอง|ยี่|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน|โหล|ครึ่ง|ซาว"


class Row(NamedTuple):
    text: str
    kind: str
    today: str
    faces: str
    expected: str


def rows(table: Path = TABLE) -> list[Row]:
    with table.open(encoding="utf-8", newline="") as file:
        return [Row(*line) for line in list(csv.reader(file, delimiter="\t"))[1:]]


def _many(values: tuple[object, ...], reason: str) -> str:
    return f"{'|'.join(map(str, values)) or '-'} {reason}".strip()


def _date(row: Row) -> str:
    found = read_date(row.text, date.fromisoformat(row.today), cast("Faces", row.faces))
    aside = "".join(f", {day} aside" for day in found.aside)
    return _many(found.candidates, found.reason) + aside


def _find(row: Row) -> str:
    found = find_date(row.text, date.fromisoformat(row.today), cast("Faces", row.faces))
    if found is None:
        return "-"
    reading, start, end = found
    return f"{_many(reading.candidates, reading.reason)} = {row.text[start:end]}"


def _within(row: Row) -> str:
    found = days_within(row.text, date.fromisoformat(row.today), cast("Faces", row.faces))
    return _many(found, "")


def _time(row: Row) -> str:
    found = read_time(row.text)
    return _many(tuple(f"{t:%H:%M}" for t in found.candidates), found.reason)


def _number(row: Row) -> str:
    found = read_number(row.text)
    if found is None:
        return "-"
    values = "|".join(map(str, (found.value, *found.others)))
    return f"{'~' * found.approximate}{values} {found.unit}".strip()


def _people(row: Row) -> str:
    found = read_people(row.text)
    if found is None:
        return "-"
    counts = [("m", found.men), ("w", found.women), ("t", found.total)]
    return " ".join([f"{k}{n}" for k, n in counts if n is not None] + ["u"] * found.uncounted)


READERS = {
    "date": _date,
    "find": _find,
    "within": _within,
    "time": _time,
    "number": _number,
    "people": _people,
}


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.kind}:{row.text}")
def test_what_a_villager_writes_is_read_as_meant(row: Row) -> None:
    assert READERS[row.kind](row) == row.expected


@pytest.mark.parametrize("row", rows(STRETCHES), ids=lambda row: f"{row.faces}:{row.text}")
def test_a_month_or_a_week_without_a_day_offers_the_days_that_may_be_meant(row: Row) -> None:
    assert READERS[row.kind](row) == row.expected


@pytest.mark.parametrize("row", rows(SAME_WORDS), ids=lambda row: f"{row.kind}:{row.text}")
def test_where_the_words_are_the_same_the_number_decides(row: Row) -> None:
    assert READERS[row.kind](row) == row.expected


def test_the_table_has_200_examples_no_two_of_which_differ_only_in_number_or_politeness() -> None:
    polite = [strip_particles(row.text) for row in rows()]
    shapes = [re.sub(rf"(?:\d|{NUMBER_WORD})+", "#", text) for text in polite]
    twice = {shape for shape in shapes if shapes.count(shape) > 1}
    assert not twice
    assert len(shapes) >= 200
