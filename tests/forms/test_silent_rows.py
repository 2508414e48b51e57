"""Rows that nobody is asked: what the server fills in, tables that are only read, groups."""

from __future__ import annotations

import pytest

from tests.forms.talk import YES_NO, Talk, form, now

KNOWN = {"username": "p7", "deviceid": "d7", "phonenumber": "0812345678", "email": "a@b.c"}


@pytest.mark.parametrize("kind", ["username", "deviceid", "phonenumber"])
def test_what_is_known_of_the_person_is_filled_in(kind: str) -> None:
    rows = f"type | name | label |\n{kind} | mine | |\ntext | a | A |"
    assert Talk(form(rows), now(**KNOWN)).answers == {"mine": KNOWN[kind]}


def test_what_is_not_known_stays_away() -> None:
    rows = "type | name | label |\nphonenumber | mine | |\ntext | a | A |"
    assert Talk(form(rows)).answers == {}


def test_the_day_and_the_moments_are_the_offices() -> None:
    rows = "type | name | label |\nstart | s | |\nend | e | |\ntoday | t | |\ntext | a | A |"
    answers = Talk(form(rows)).types("x").send().answers
    assert answers["t"] == "2026-07-13"
    assert answers["s"].startswith("2026-07-13T19:05")
    assert answers["e"].startswith("2026-07-13T19:05")


def test_a_hidden_row_keeps_its_value() -> None:
    rows = "type | name | label | default |\nhidden | wave | | t2 |\ntext | a | A | |"
    assert Talk(form(rows)).answers == {"wave": "t2"}


def test_a_calculation_follows_what_it_reads() -> None:
    rows = "type | name | label | calculation |\ninteger | n | N | |\ncalculate | c | | ${n} * 2 |"
    talk = Talk(form(rows)).types("3")
    assert talk.answers["c"] == 6
    assert talk.edit("n").types("4").answers["c"] == 8


def test_a_table_may_be_read_without_being_asked() -> None:
    rows = """
    type | name | label | calculation |
    csv-external | village | | |
    text | moo | M | |
    calculate | c | | instance('village')/root/item[moo = ${moo}]/label |
    """
    assert Talk(form(rows)).types("92").answers["c"] == "บ้านหนองจำลอง"


def test_a_group_is_passed_over_as_a_whole() -> None:
    rows = """
    type | name | label | relevant |
    select_one yn | a | A | |
    begin_group | g | ส่วนที่สอง | ${a} = 'y' |
    text | b | B | |
    calculate | c | | |
    end_group | | | |
    text | d | D | |
    """
    loaded = form(rows.replace("calculate | c", "hidden | c"), more=YES_NO)
    assert Talk(loaded).taps("n").name == "d"
    inside = Talk(loaded).taps("y")
    assert (inside.name, inside.asked.before) == ("b", ("ส่วนที่สอง",))


def test_what_is_no_longer_relevant_is_kept_but_not_handed_on() -> None:
    rows = """
    type | name | label | relevant |
    select_one yn | a | A | |
    text | b | B | ${a} = 'y' |
    text | c | C | |
    """
    talk = Talk(form(rows, more=YES_NO)).taps("y").types("kept", "x").edit("a").taps("n")
    assert talk.answers == {"a": "n", "c": "x"}
    assert talk.edit("a").taps("y").answers["b"] == "kept"
