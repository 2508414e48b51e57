"""«ไม่มี» said to a question that needs no answer."""

from __future__ import annotations

import pytest

from forms import FormRefused, HeardKind
from tests.forms.talk import YES_NO, Talk, form

NOTHING = ["ไม่มี", "ไม่มีค่ะ", "ไม่มีครับ", "ไม่มีแล้วค่ะ", "ไม่", "none", "No"]


def asked(kind: str, **cells: str) -> Talk:
    names, values = " | ".join(cells), " | ".join(cells.values())
    rows = f"type | name | label | {names} |\n{kind} | a | A | {values} |\ntext | b | B | |"
    return Talk(form(rows, more=YES_NO))


@pytest.mark.parametrize("said", NOTHING)
@pytest.mark.parametrize("kind", ["image", "file", "audio", "video", "geopoint", "date"])
def test_it_passes_over_what_words_cannot_answer(kind: str, said: str) -> None:
    talk = asked(kind, required="").types(said)
    assert (talk.name, talk.answers) == ("b", {})


@pytest.mark.parametrize("kind", ["image", "geopoint", "date"])
def test_it_passes_over_nothing_that_must_be_answered(kind: str) -> None:
    talk = asked(kind, required="yes").types("ไม่มี")
    assert (talk.name, talk.asked.wrong) == ("a", 1)


@pytest.mark.parametrize("said", NOTHING)
def test_where_the_form_says_so_it_is_no_text(said: str) -> None:
    talk = asked("text", **{"wethi::nothing": "yes"}).types(said)
    assert (talk.name, talk.answers) == ("b", {})


def test_elsewhere_it_is_a_text_like_any_other() -> None:
    assert asked("text", required="").types("ไม่มี").answers == {"a": "ไม่มี"}


def test_more_than_the_word_is_a_text() -> None:
    talk = asked("text", **{"wethi::nothing": "yes"}).types("ไม่มีน้ำกิน")
    assert talk.answers == {"a": "ไม่มีน้ำกิน"}


@pytest.mark.parametrize("said", ["ยังไม่รู้ค่ะ", "ไม่แน่ใจ", "not sure yet"])
def test_a_day_that_nobody_knows_yet_is_passed_over(said: str) -> None:
    assert asked("date", required="").types(said).name == "b"


def test_it_stays_a_number_and_a_choice_where_it_is_one() -> None:
    assert asked("integer", required="").types("ไม่มี").answers == {"a": 0}
    assert asked("select_one yn", required="").types("ไม่").answers == {}


def test_a_choice_called_so_is_chosen() -> None:
    more = YES_NO + "| | yn | none | ไม่มี |\n"
    talk = Talk(form("type | name | label |\nselect_one yn | a | A |", more=more))
    assert talk.types("ไม่มีค่ะ").answers == {"a": "none"}


def test_behind_pictures_it_says_that_these_were_all() -> None:
    rows = "type | name | label | appearance |\nimage | a | A | multiple |\ntext | b | B | |"
    talk = Talk(form(rows)).hear(HeardKind.IMAGE, ["p1"]).types("ไม่มีแล้ว")
    assert (talk.name, talk.answers) == ("b", {"a": ["p1"]})


def test_an_answer_that_stands_is_asked_about_before_it_goes() -> None:
    talk = asked("text", **{"wethi::nothing": "yes"}).types("น้ำ", "x").edit("a").types("ไม่มี")
    assert talk.choices == ["wethi:keep", "wethi:empty"]


def test_the_column_says_yes_or_no() -> None:
    with pytest.raises(FormRefused) as refused:
        asked("text", **{"wethi::nothing": "perhaps"})
    assert refused.value.faults[0].code == "not_yes_or_no"
