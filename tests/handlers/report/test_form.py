"""The quick form itself, answered without a chat: what it asks, what it refuses, what it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import forms
from forms import At, Form, Heard, HeardKind, Question, QuestionType
from handlers.report.reading import READERS, values_of
from handlers.report.room import SOURCE, filled_from
from handlers.report.whole import read_whole

ROWS: dict[str, list[dict[str, str]]] = {
    "district": [{"name": "3206", "label": "กาบเชิง"}],
    "subdistrict": [{"name": "320601", "label": "กาบเชิง", "district": "3206"}],
    "village": [
        {"name": "32060193", "label": "บ้านหนองสมมุติ หมู่ 93", "subdistrict": "320601"},
        {"name": "32060194", "label": "บ้านโนนสมมุติ หมู่ 94", "subdistrict": "320601"},
    ],
}


def rows(table: str, filters: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
    found = ROWS.get(table, [])
    return [row for row in found if all(row.get(k) == v for k, v in filters.items() if k in row)]


def at(**known: str) -> At:
    return At(
        now=datetime.fromisoformat("2026-07-13T19:05:00+07:00"),
        zone=ZoneInfo("Asia/Bangkok"),
        seed=1,
        language="th",
        known={"villages": "32060194", "host": "ผู้ใหญ่บุญมา", **known},
        rows=rows,
    )


@cache
def quick() -> Form:
    return forms.load(SOURCE, readers=READERS, name="report")


class Talk:
    """A person answering: texts are typed, Heard is anything else."""

    def __init__(self, world: At | None = None, **values: Any) -> None:
        self.at = world or at()
        self.step = forms.start(quick(), self.at, {"spot": "here", **values})

    def hear(self, *said: str | Heard) -> Question | None:
        for one in said:
            heard = Heard(HeardKind.TEXT, one) if isinstance(one, str) else one
            self.step = forms.step(quick(), self.step.state, heard, self.at)
        return self.asked

    @property
    def asked(self) -> Question | None:
        return self.step.questions[-1] if self.step.questions else None

    @property
    def name(self) -> str:
        return self.asked.name if self.asked else ""

    @property
    def answers(self) -> dict[str, Any]:
        return forms.answers(quick(), self.step.state)


SKIP, SEND = Heard(HeardKind.SKIP), Heard(HeardKind.SEND)
PHOTO, DONE = Heard(HeardKind.IMAGE, "photo1"), Heard(HeardKind.NEXT)


def choice(value: str) -> Heard:
    return Heard(HeardKind.CHOICE, value)


def test_it_asks_for_day_people_topic_worry_and_photo_and_no_more() -> None:
    talk, asked = Talk(), []
    for said in ("เมื่อวาน", "ช20 ญ34", "น้ำประปา", SKIP, SKIP):
        asked.append(talk.name)
        talk.hear(said)
    assert asked == ["held_on", "people", "topic", "top", "photos"]
    assert talk.asked is not None
    assert talk.asked.type is QuestionType.REVIEW


def test_it_ends_in_what_the_service_stores() -> None:
    talk = Talk()
    talk.hear("12 กค", "ช20 ญ34", "น้ำประปา", "น้ำไม่ไหล", PHOTO, DONE, choice("none"), SEND)
    assert talk.step.finished
    told = filled_from(talk.answers)
    assert (told.held_on.isoformat(), told.village_code) == ("2026-07-12", "32060194")
    assert (told.men, told.women, told.total) == (20, 34, 54)
    assert (told.topic, told.top) == ("น้ำประปา", "น้ำไม่ไหล")
    assert (told.photos, told.internal) == (("photo1",), False)


def test_whether_children_are_shown_is_asked_only_of_photos() -> None:
    talk = Talk()
    talk.hear("12 กค", "ช20 ญ34", "น้ำประปา", SKIP, PHOTO, DONE)
    assert talk.name == "children"


@pytest.mark.parametrize("day", ["พรุ่งนี้", "20 ก.ค. 2569", "2026-07-14"])
def test_a_day_that_has_not_come_is_asked_again(day: str) -> None:
    asked = Talk().hear(day)
    assert asked is not None
    assert (asked.name, "ยังไม่ถึง" in asked.complaint) == ("held_on", True)


def test_a_picked_day_that_has_not_come_is_asked_again_too() -> None:
    asked = Talk().hear(Heard(HeardKind.DATE, "2026-07-14"))
    assert asked is not None
    assert "ยังไม่ถึง" in asked.complaint


@pytest.mark.parametrize(
    "said",
    [
        "12 ก.ค. 9999",
        "-1",
        "😀" * 5000,
        Heard(HeardKind.STICKER),
        Heard(HeardKind.VIDEO, "file1"),
        Heard(HeardKind.LOCATION, {"latitude": 14.5, "longitude": 103.6}),
        Heard(HeardKind.DATE, "9999-99-99"),
        choice("somebody else's button"),
    ],
    ids=lambda said: str(said)[:20],
)
def test_what_is_no_day_is_asked_again_and_changes_nothing(said: str | Heard) -> None:
    talk = Talk()
    before = talk.answers
    asked = talk.hear(said)
    assert asked is not None
    assert (asked.name, bool(asked.complaint)) == ("held_on", True)
    assert talk.answers == before


def test_more_told_with_the_day_is_not_asked_again() -> None:
    talk = Talk()
    talk.hear("เมื่อวาน ช20 ญ34 เรื่องน้ำ")
    assert talk.name == "top"
    assert (talk.answers["men"], talk.answers["topic"]) == (20, "น้ำ")


def test_a_sum_that_does_not_add_is_decided_by_typing_the_button() -> None:
    talk = Talk(total=54, held_on="2026-07-12")
    talk.hear("ช20 ญ31")
    assert talk.asked is not None
    assert [one.value for one in talk.asked.choices] == ["use_sum", "use_total", "retype"]
    talk.hear("ใช้ 54 ไม่แยก")
    assert (talk.answers["people"], talk.answers["total"]) == ("uncounted", 54)


def test_a_slip_is_put_right_at_the_next_question() -> None:
    talk = Talk(held_on="2026-07-12")
    asked = talk.hear("ช20 ญ31", "ญ 34 พิมพ์ผิด")
    assert asked is not None
    assert (asked.name, asked.before) == ("topic", ("แก้ให้แล้วค่ะ ชาย 20 หญิง 34 รวม 54 คน",))
    assert talk.answers["women"] == 34


def test_more_people_than_a_village_has_are_asked_about_again() -> None:
    asked = Talk(held_on="2026-07-12").hear("ช9000 ญ1")
    assert asked is not None
    assert (asked.name, "มากไป" in asked.complaint) == ("people", True)


@pytest.mark.parametrize(
    ("button", "name"), [("date", "held_on"), ("count", "people"), ("village", "district")]
)
def test_one_part_of_what_was_read_is_asked_anew(button: str, name: str) -> None:
    talk = Talk(held_on="2026-07-12", total=54, heard="yes")
    assert talk.name == "right"
    talk.hear(choice(button))
    assert talk.name == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("แก้วันครับ", "held_on"),
        ("2", "held_on"),
        ("แก้จำนวนคน", "people"),
        ("4", "district"),
        ("คนละหมู่บ้านค่ะ", "district"),
        ("village", "district"),
    ],
)
def test_a_typed_correction_is_never_taken_as_agreement(typed: str, name: str) -> None:
    talk = Talk(held_on="2026-07-12", total=54, heard="yes")
    talk.hear(typed)
    assert talk.name == name


@pytest.mark.parametrize("typed", ["ถูกค่ะ", "ใช่", "ใช่แล้วครับ", "1", "ถูกต้องค่ะ", "yes"])
def test_agreement_is_heard_in_every_word_for_it(typed: str) -> None:
    talk = Talk(held_on="2026-07-12", total=54, heard="yes")
    talk.hear(typed)
    assert (talk.name, talk.answers["checked"]) == ("people", "yes")


@pytest.mark.parametrize(("then", "name"), [("1", "held_on"), ("3", "district"), ("ถูก", "people")])
def test_a_plain_no_is_asked_what_is_wrong(then: str, name: str) -> None:
    talk = Talk(held_on="2026-07-12", total=54, heard="yes")
    asked = talk.hear("ไม่ใช่ค่ะ")
    assert asked is not None
    assert [one.value for one in asked.choices] == ["date", "count", "village"]
    talk.hear(then)
    assert talk.name == name


def test_what_is_wrong_is_no_number_of_the_question_before() -> None:
    talk = Talk(held_on="2026-07-12", total=54, heard="yes")
    asked = talk.hear("ไม่ใช่", "4")
    assert asked is not None
    assert (asked.name, bool(asked.complaint)) == ("right", True)
    assert "checked" not in talk.answers


def test_a_near_word_for_a_correction_is_confirmed_as_one() -> None:
    talk = Talk(held_on="2026-07-12", total=54, heard="yes")
    talk.hear("แก้วันที่หน่อย", "ใช่")
    assert talk.name == "held_on"


@pytest.mark.parametrize("tapped", ["date", "count", "village"])
def test_a_mistap_at_the_check_can_be_undone(tapped: str) -> None:
    talk = Talk(held_on="2026-07-12", total=54, heard="yes")
    before = talk.answers
    asked = talk.hear(choice(tapped))
    assert asked is not None
    assert asked.can_go_back
    talk.hear(Heard(HeardKind.BACK))
    assert (talk.name, talk.answers) == ("right", before)


def test_a_day_ahead_is_named_when_it_is_refused() -> None:
    asked = Talk().hear("12 ส.ค.")
    assert asked is not None
    assert asked.complaint.startswith("วันพุธที่ 12 ส.ค. 2569 ยังไม่ถึงเลยค่ะ")


def test_a_day_that_may_be_last_or_next_january_is_offered_both_ways() -> None:
    talk = Talk()
    asked = talk.hear("1 มค")
    assert asked is not None
    assert [one.value for one in asked.choices] == ["2026-01-01", "2027-01-01"]
    assert "ยังไม่ถึง" in talk.hear(choice("2027-01-01")).complaint  # type: ignore[union-attr]


def whole(text: str) -> dict[str, Any]:
    return values_of(read_whole(text, at().today))


def test_a_sum_that_does_not_add_in_one_message_is_shown() -> None:
    talk = Talk(**whole("เวที 12 กค ช20 ญ31 รวม 54 เรื่องน้ำ"))
    assert talk.asked is not None
    assert (talk.name, "51" in talk.asked.text) == ("people", True)
    assert [one.value for one in talk.asked.choices] == ["use_sum", "use_total", "retype"]
    talk.hear("ใช้ 51")
    assert (talk.answers["men"], talk.answers["women"]) == (20, 31)


def test_one_sex_in_one_message_is_not_forgotten() -> None:
    talk = Talk(**whole("เวที 12 กค ช20 เรื่องน้ำ"))
    talk.hear("ญ31")
    assert (talk.answers["men"], talk.answers["women"]) == (20, 31)


def test_a_day_ahead_in_one_message_is_named() -> None:
    talk = Talk(**whole("เวที 12 ส.ค. คนมา 54"))
    assert talk.asked is not None
    assert (talk.name, talk.answers["total"]) == ("held_on", 54)
    assert talk.asked.complaint.startswith("วันพุธที่ 12 ส.ค. 2569 ยังไม่ถึง")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("เวที 12 กค 54 น้ำไม่ไหล", ["2011-07-12", "2026-07-12"]),
        ("เวที วันเสาร์ที่ 12 ก.ค. ช20 ญ34", ["2026-07-11", "2026-07-12"]),
        ("เวที 3 เดือนก่อน ช20 ญ34", ["2026-04-13", "2026-06-03"]),
        ("เวที 1 มค ช20 ญ34", ["2026-01-01", "2027-01-01"]),
    ],
)
def test_two_readings_of_the_day_in_one_message_are_offered(text: str, days: list[str]) -> None:
    talk = Talk(**whole(text))
    assert talk.asked is not None
    assert (talk.name, sorted(one.value for one in talk.asked.choices)) == ("held_on", days)


def test_a_sum_told_with_the_day_waits_for_its_question() -> None:
    talk = Talk()
    talk.hear("เมื่อวาน ช20 ญ31 รวม 54 เรื่องน้ำ")
    assert talk.asked is not None
    assert [one.value for one in talk.asked.choices] == ["use_sum", "use_total", "retype"]


def test_photos_sent_so_far_are_not_lost_to_a_skip() -> None:
    talk = Talk()
    talk.hear("12 กค", "ช20 ญ34", "น้ำประปา", SKIP, PHOTO, SKIP)
    assert (talk.name, talk.answers["photos"]) == ("children", ["photo1"])


def test_the_number_cannot_be_corrected_where_none_was_read() -> None:
    talk = Talk(held_on="2026-07-12", heard="yes")
    assert talk.asked is not None
    assert [one.value for one in talk.asked.choices] == ["yes", "date", "village"]


def test_whoever_has_no_village_goes_through_district_and_subdistrict() -> None:
    talk = Talk(at(villages=""))
    talk.hear(choice("3206"), choice("320601"), choice("32060193"))
    assert (talk.name, talk.answers["place"]) == ("held_on", "บ้านหนองสมมุติ หมู่ 93")


def test_a_recording_answers_what_was_talked_about_and_nothing_else() -> None:
    talk = Talk(held_on="2026-07-12", people="counted", men=20, women=34)
    asked = talk.hear(Heard(HeardKind.AUDIO, "voice1"))
    assert asked is not None
    assert asked.before == ("ได้เสียงแล้วค่ะ เจ้าหน้าที่จะฟังแล้วจดให้",)
    assert filled_from(talk.answers).topic_voice == "voice1"
    asked = talk.hear(Heard(HeardKind.AUDIO, "voice2"))
    assert asked is not None
    assert (asked.name, bool(asked.complaint)) == ("top", True)


def test_the_review_says_all_of_it_in_three_lines() -> None:
    talk = Talk()
    asked = talk.hear("12 กค", "ช20 ญ34", "น้ำ" * 200, "ไฟ" * 200, SKIP)
    assert asked is not None
    lines = asked.extras["summary"].split("\n")
    assert lines[1] == "วันอาทิตย์ที่ 12 ก.ค. 2569 บ้านโนนสมมุติ หมู่ 94 ชาย 20 หญิง 34"
    assert len(lines) == 3
    assert len(lines[2]) < 120


anything = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["เมื่อวาน", "ช20 ญ31", "54", "ใช้ 51", "ไม่ได้นับแยก", "ญ 34 พิมพ์ผิด", "1", "2"]),
    st.sampled_from([SKIP, SEND, PHOTO, DONE, Heard(HeardKind.BACK), Heard(HeardKind.STICKER)]),
    st.builds(choice, st.sampled_from(["uncounted", "use_total", "retype", "yes", "date", "x"])),
    st.builds(lambda path: Heard(HeardKind.EDIT, path), st.sampled_from(["people", "spot", ""])),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(anything, max_size=12))
def test_nothing_heard_raises_or_leaves_nobody_answered(said: list[str | Heard]) -> None:
    talk = Talk()
    talk.hear(*said)
    assert talk.step.finished or talk.asked is not None
    if talk.step.finished:
        assert filled_from(talk.answers).total >= 0
