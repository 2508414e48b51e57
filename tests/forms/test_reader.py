"""`wethi::reader`: a handler's function reads one answer into several questions."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from forms import At, Heard, HeardKind, Question, QuestionType, Reader, Reading
from forms.question import Ask, Choice, Json
from tests.forms.talk import Talk, form

PEOPLE = """
type | name | label | wethi::reader | constraint |
text | people | มากี่คนคะ | people | |
integer | men | ชายกี่คนคะ | | . >= 0 and . < 1000 |
integer | women | หญิงกี่คนคะ | | . >= 0 |
text | last | จบ | | |
"""


def people(
    heard: Heard, question: Question, answers: Mapping[str, Json], memory: Json, at: At
) -> Reading:
    """«ช20 ญ31» into two questions; «รวม 54 ช20 ญ31» asks back."""
    if memory is not None and heard.value in ("sum", "total"):
        return Reading({"people": str(heard.value), "men": 20, "women": 31})
    numbers = re.findall(r"-?\d+", str(heard.value))
    if str(heard.value).startswith("รวม"):
        buttons = (Choice("sum", "ใช้ 51"), Choice("total", "ใช้ 54"))
        return Reading(ask=Ask("เอาแบบไหนดีคะ", buttons), memory=numbers)
    if len(numbers) != 2:
        return Reading()
    men, women = map(int, numbers)
    return Reading(
        {"people": str(heard.value), "men": men, "women": women}, echo=f"รวม {men + women}"
    )


def story(
    heard: Heard, question: Question, answers: Mapping[str, Json], memory: Json, at: At
) -> Reading:
    """Gathers messages until «that is all»."""
    said = [*memory] if isinstance(memory, list) else []
    if heard.kind is HeardKind.NEXT:
        return Reading({"story": "\n".join(map(str, said))}) if said else Reading(complaint="ยังว่าง")
    return Reading(more=True, memory=[*said, heard.value], echo=f"ได้แล้ว {len(said) + 1}")


def always(values: Mapping[str, Json]) -> Reader:
    """A reader that reads the same out of everything."""

    def read(
        heard: Heard, question: Question, answers: Mapping[str, Json], memory: Json, at: At
    ) -> Reading:
        return Reading(values)

    return read


def talk() -> Talk:
    return Talk(form(PEOPLE, readers={"people": people}))


def gathering() -> Talk:
    rows = "type | name | label | wethi::reader |\ntext | story | เล่ามาเลยค่ะ | story |"
    return Talk(form(rows, readers={"story": story}))


def test_one_answer_fills_several_questions() -> None:
    told = talk().types("ช20 ญ31")
    assert told.name == "last"
    assert told.answers == {"people": "ช20 ญ31", "men": 20, "women": 31}


def test_an_echo_is_said_before_the_next_question() -> None:
    assert talk().types("ช20 ญ31").asked.before == ("รวม 51",)


def test_what_a_reader_does_not_understand_is_read_as_usual() -> None:
    told = talk().types("เยอะมาก")
    assert (told.name, told.answers) == ("men", {"people": "เยอะมาก"})


def test_values_of_a_reader_meet_the_constraints() -> None:
    told = talk().types("ช5000 ญ31")
    assert told.name == "people"
    assert told.asked.complaint
    assert told.answers == {}


def test_a_reader_may_ask_back_with_buttons() -> None:
    told = talk().types("รวม 54 ช20 ญ31")
    assert (told.name, told.asked.text, told.choices) == (
        "people",
        "เอาแบบไหนดีคะ",
        ["sum", "total"],
    )
    assert told.asked.wrong == 0


def test_the_answer_to_a_readers_question_goes_to_the_reader_with_its_memory() -> None:
    told = talk().types("รวม 54 ช20 ญ31").taps("sum")
    assert told.answers == {"people": "sum", "men": 20, "women": 31}


def test_back_from_a_readers_question_asks_the_form_question_again() -> None:
    assert talk().types("รวม 54 ช20 ญ31").back().asked.text == "มากี่คนคะ"


def test_a_reader_gathers_until_that_is_all() -> None:
    told = gathering().types("น้ำไม่ไหล", "สามวันแล้ว")
    assert told.asked.gathering
    assert told.asked.before == ("ได้แล้ว 2",)
    assert told.next().answers == {"story": "น้ำไม่ไหล\nสามวันแล้ว"}


def test_skip_after_something_was_said_means_that_is_all() -> None:
    told = gathering().types("น้ำไม่ไหล").skip()
    assert (told.asked.type, told.answers) == (QuestionType.REVIEW, {"story": "น้ำไม่ไหล"})


def test_back_keeps_what_a_reader_has_gathered() -> None:
    rows = "type | name | label | wethi::reader |\ntext | a | A | |\ntext | story | S | story |"
    told = Talk(form(rows, readers={"story": story})).types("x", "น้ำไม่ไหล").back()
    assert (told.name, told.answers["story"]) == ("a", "น้ำไม่ไหล")


def test_what_a_reader_lays_aside_is_heard_at_its_question() -> None:
    rows = "type | name | label | wethi::reader |\ntext | a | A | later |\ndate | d | D | |"
    reader = always({"a": "x", "d": {"said": "เมื่อวาน"}})
    told = Talk(form(rows, readers={"later": reader})).types("y")
    assert told.answers == {"a": "x", "d": "2026-07-12"}


def test_a_complaint_of_a_reader_counts_as_a_wrong_answer() -> None:
    told = gathering().next()
    assert (told.asked.complaint, told.asked.wrong) == ("ยังว่าง", 1)


def test_readers_are_not_asked_about_back_and_skip() -> None:
    assert gathering().skip().asked.type is QuestionType.REVIEW


def test_none_takes_an_answer_back() -> None:
    rows = "type | name | label | wethi::reader |\ntext | a | A | |\ntext | b | B | unsay |"
    told = Talk(form(rows, readers={"unsay": always({"a": None, "b": "x"})})).types(
        "first", "second"
    )
    assert (told.name, told.answers) == ("a", {"b": "x"})


def test_a_reader_sees_the_answers_so_far() -> None:
    seen: list[Mapping[str, Json]] = []

    def look(
        heard: Heard, question: Question, answers: Mapping[str, Json], memory: Json, at: At
    ) -> Reading:
        seen.append(answers)
        return Reading()

    rows = "type | name | label | wethi::reader |\ntext | a | A | |\ntext | b | B | look |"
    Talk(form(rows, readers={"look": look})).types("x", "y")
    assert seen == [{"a": "x"}]


def test_names_that_a_changed_form_no_longer_has_are_left_out() -> None:
    rows = "type | name | label | wethi::reader |\ntext | a | A | old |"
    assert Talk(form(rows, readers={"old": always({"gone": 1, "a": "x"})})).types("y").answers == {
        "a": "x"
    }


@pytest.mark.parametrize("kind", [HeardKind.IMAGE, HeardKind.AUDIO, HeardKind.STICKER])
def test_a_reader_hears_more_than_words(kind: HeardKind) -> None:
    def kinds(
        heard: Heard, question: Question, answers: Mapping[str, Json], memory: Json, at: At
    ) -> Reading:
        return Reading({"a": heard.kind.value})

    rows = "type | name | label | wethi::reader |\ntext | a | A | kinds |"
    assert Talk(form(rows, readers={"kinds": kinds})).hear(kind, "f").answers == {"a": kind.value}


def test_relevance_between_the_values_of_a_reader_is_settled_together() -> None:
    rows = """
    type | name | label | relevant | wethi::reader |
    text | a | A | | both |
    integer | b | B | ${a} = 'y' | |
    """
    assert Talk(form(rows, readers={"both": always({"a": "y", "b": 3})})).types("z").answers == {
        "a": "y",
        "b": 3,
    }


def test_a_place_that_a_reader_changes_reopens_what_was_chosen_from_it() -> None:
    rows = """
    type | name | label | choice_filter | wethi::reader |
    text | sub | S | | |
    select_one_from_file village.csv | v | V | subdistrict=${sub} | |
    text | other | O | | move |
    """
    told = Talk(form(rows, readers={"move": always({"other": "x", "sub": "b"})}))
    assert told.types("a").taps("91").types("ย้าย").name == "v"
