"""A form cannot store, without a name, what tells who answered or when: refused at upload."""

from __future__ import annotations

import pytest

import forms
from forms import FormRefused
from forms.faults import Fault

HEAD = (
    "| survey |\n"
    "| | type | name | label | calculation | default | relevant | wethi::anonymous | trigger |\n"
    "| | text | a | เป็นยังไงบ้างคะ | | | | | |\n"
)
NAMELESS = "\n| settings |\n| | form_id | wethi::anonymous |\n| | x | yes |\n"
FELT = "| | text | felt | รู้สึกยังไงคะ | | | | yes | |\n"


def row(
    kind: str,
    name: str,
    *,
    label: str = "",
    does: str = "",
    default: str = "",
    when: str = "",
    hidden: str = "",
    trigger: str = "",
) -> str:
    return f"| | {kind} | {name} | {label} | {does} | {default} | {when} | {hidden} | {trigger} |\n"


def faults(rows: str, settings: str = "") -> list[Fault]:
    try:
        forms.load(HEAD + rows + settings)
    except FormRefused as refused:
        return list(refused.faults)
    return []


def codes(rows: str, settings: str = "") -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.code) for one in faults(rows, settings)]


@pytest.mark.parametrize(
    "does", ["now()", "decimal-date-time( now() )", "format-date-time(now(), '%H')", "once(now())"]
)
def test_the_moment_is_not_stored_without_a_name(does: str) -> None:
    told = row("calculate", "at", does=does)
    assert codes(told, NAMELESS) == [(3, "calculation", "tells_when")]
    assert codes(FELT + row("calculate", "at", does=does, hidden="yes")) == [
        (4, "calculation", "tells_when")
    ]
    assert codes(FELT + told) == []


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("start", "tells_when"),
        ("end", "tells_when"),
        ("deviceid", "tells_who"),
        ("username", "tells_who"),
        ("phonenumber", "tells_who"),
    ],
)
def test_rows_that_fill_in_who_or_when_are_refused_in_a_nameless_form(kind: str, code: str) -> None:
    assert codes(row(kind, "filled"), NAMELESS) == [(3, "type", code)]
    assert codes(FELT + row(kind, "filled")) == []


def test_a_default_and_a_trigger_store_the_moment_too() -> None:
    asked = row("dateTime", "at", label="เมื่อไรคะ", default="now()")
    assert codes(asked, NAMELESS) == [(3, "default", "tells_when")]
    set_by = row("calculate", "at", does="now()", trigger="${a}")
    assert codes(set_by, NAMELESS) == [(3, "calculation", "tells_when")]


def test_the_day_is_stored_of_a_nameless_form_and_not_beside_answers_with_a_name() -> None:
    day = row("calculate", "day", does="today()", hidden="yes")
    assert codes(day, NAMELESS) == []
    assert codes(FELT + day) == [(4, "calculation", "tells_day")]
    assert codes(FELT + row("today", "day", hidden="yes")) == [(4, "type", "tells_day")]


def test_what_the_office_knows_is_not_carried_into_the_nameless_part() -> None:
    told = row("calculate", "who", does="known('called')", hidden="yes")
    assert codes(FELT + told) == [(4, "calculation", "tells_who")]


def test_what_is_read_out_of_such_a_row_or_from_a_nameless_one_is_refused_too() -> None:
    at, copy = row("calculate", "at", does="now()"), row("calculate", "b", does="${at}")
    hidden = row("calculate", "b", does="${at}", hidden="yes")
    assert codes(FELT + at + copy) == []
    assert codes(FELT + at + hidden) == [(5, "calculation", "tells_when")]
    reads = row("calculate", "b", does="concat(${felt}, now())")
    assert codes(FELT + reads) == [(4, "calculation", "tells_when")]


def test_what_only_decides_or_only_says_the_word_stores_nothing() -> None:
    asked = row("text", "late", label="ดึกแล้วนอนหลับไหมคะ", when="now() > 0")
    named = row("calculate", "word", does="'now()'")
    assert codes(asked + named, NAMELESS) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("th", ("แถว 3", "now()", "เวลาที่ตอบ", "เอาออก")), ("en", ("row 3", "now()", "Take it out"))],
)
def test_the_refusal_names_the_cell_the_reason_and_a_way_out(
    language: str, words: tuple[str, ...]
) -> None:
    (fault,) = faults(row("calculate", "at", does="now()"), NAMELESS)
    assert [word for word in words if word not in fault.told(language)] == []


def test_what_stands_with_a_name_is_not_written_into_what_has_none() -> None:
    both = row("calculate", "both", does="concat(${a}, ' ', ${felt})")
    assert codes(FELT + both) == [(4, "calculation", "tells_who")]


def test_answers_are_not_named_after_one_with_a_name_and_one_without() -> None:
    named = "\n| settings |\n| | form_id | instance_name |\n| | x | concat(${a}, ${felt}) |\n"
    assert [one.place("en") for one in faults(FELT, named)] == ["settings row 2, instance_name"]
