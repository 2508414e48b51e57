"""Text, numbers, dates, times, pictures, recordings and places."""

from __future__ import annotations

from typing import Any

import pytest

from forms import HeardKind, QuestionType
from tests.forms.talk import Talk, form


def ask(kind: str, **columns: str) -> Talk:
    heads = "".join(f"{name.replace('__', '::')} | " for name in columns)
    cells = "".join(f"{value} | " for value in columns.values())
    return Talk(form(f"type | name | label | {heads}\n{kind} | a | ถามค่ะ | {cells}"))


def test_text_is_kept_as_typed_without_the_space_around() -> None:
    assert ask("text").types("  น้ำไม่ไหล\nสามวันแล้วค่ะ ").answers == {"a": "น้ำไม่ไหล\nสามวันแล้วค่ะ"}


@pytest.mark.parametrize("said", ["", "   ", "\x00", "\ud800"])
def test_empty_text_is_refused(said: str) -> None:
    assert ask("text").types(said).asked.complaint


def test_what_no_database_stores_is_left_out_of_text() -> None:
    assert ask("text").types("ก\x00ข\ud83d").answers == {"a": "กข"}


def test_long_text_is_kept_whole() -> None:
    assert ask("text").types("😀" * 5000).answers == {"a": "😀" * 5000}


def test_a_recording_answers_a_text_question_that_allows_it() -> None:
    talk = ask("text", wethi__voice="yes")
    assert talk.asked.voice
    assert talk.hear(HeardKind.AUDIO, "f1").answers == {"a": {"audio": "f1"}}


def test_a_recording_answers_no_other_text_question() -> None:
    talk = ask("text").hear(HeardKind.AUDIO, "f1")
    assert talk.asked.complaint
    assert not talk.asked.voice


@pytest.mark.parametrize(
    ("said", "value"), [("25", 25), ("๒๕", 25), ("25 คนค่ะ", 25), ("ยี่สิบห้า", 25)]
)
def test_a_whole_number_is_read_as_villagers_write_it(said: str, value: int) -> None:
    assert ask("integer").types(said).answers == {"a": value}


@pytest.mark.parametrize("said", ["2.5", "เยอะ", "9" * 40, "😀" * 5000, "NaN", "1e5"])
def test_what_is_no_whole_number_is_refused(said: str) -> None:
    assert ask("integer").types(said).asked.complaint


def test_a_decimal_is_read() -> None:
    assert ask("decimal").types("2.5").answers == {"a": 2.5}


def test_two_readings_of_a_number_are_offered() -> None:
    talk = ask("integer").types("5-6 คน")
    assert talk.choices == ["5", "6"]
    assert talk.taps("6").answers == {"a": 6}


def test_a_constraint_answers_in_its_own_words() -> None:
    talk = ask("integer", constraint=". < 10", constraint_message="น้อยกว่า 10 ค่ะ").types("12")
    assert talk.asked.complaint == "น้อยกว่า 10 ค่ะ"
    assert talk.answers == {}
    assert talk.types("9").answers == {"a": 9}


def test_a_constraint_without_words_is_still_explained() -> None:
    assert ask("integer", constraint=". < 10").types("12").asked.complaint


def test_a_picker_gives_an_iso_date() -> None:
    assert ask("date").hear(HeardKind.DATE, "2026-07-12").answers == {"a": "2026-07-12"}


@pytest.mark.parametrize(
    "value", ["9999-01-01", "2026-02-31", "12 ก.ค.", "", None, 5, "2026-07-12T10:00"]
)
def test_a_date_that_cannot_be_is_refused(value: Any) -> None:
    assert ask("date").hear(HeardKind.DATE, value).asked.complaint


@pytest.mark.parametrize(
    "said", ["เมื่อวาน", "12 ก.ค. 69", "12 ก.ค. 2569", "๑๒ กรกฎาคม ๒๕๖๙", "2026-07-12"]
)
def test_a_date_is_read_as_villagers_write_it(said: str) -> None:
    assert ask("date", wethi__faces="past").types(said).answers == {"a": "2026-07-12"}


def test_a_date_whose_weekday_contradicts_it_is_offered_twice() -> None:
    talk = ask("date").types("วันจันทร์ที่ 12 ก.ค. 2569")
    assert len(talk.choices) == 2
    assert talk.types("1").answers == {"a": "2026-07-12"}


@pytest.mark.parametrize("said", ["24", "๒๔", "วันที่ 24", "ศุกร์ 24", "2", "24 ก.ค."])
def test_an_offered_day_is_taken_by_its_number(said: str) -> None:
    talk = ask("date").types("ศุกร์หน้า", said)
    assert talk.answers == {"a": "2026-07-24"}


def test_a_number_that_is_one_days_place_and_anothers_date_is_asked_back() -> None:
    talk = ask("date").types("1 ส.ค. หรือ 2 ส.ค.")
    assert talk.types("2").answers == {"a": "2026-08-02"}
    talk = ask("date").types("2 ส.ค. หรือ 3 ส.ค.")
    assert (talk.types("2").choices, talk.answers) == (["2026-08-02", "2026-08-03"], {})


def test_an_offered_number_is_taken_by_itself_before_its_place() -> None:
    assert ask("integer").types("2-3 คน", "2").answers == {"a": 2}


def test_a_day_on_either_side_is_offered_on_both() -> None:
    talk = ask("date", wethi__faces="past").types("1 มค")
    assert talk.choices == ["2026-01-01", "2027-01-01"]


def test_a_new_date_may_be_typed_instead_of_an_offered_one() -> None:
    talk = ask("date").types("วันจันทร์ที่ 12 ก.ค. 2569", "เมื่อวาน")
    assert talk.answers == {"a": "2026-07-12"}


def test_the_offered_dates_survive_leaving_and_coming_back() -> None:
    talk = ask("date").types("วันจันทร์ที่ 12 ก.ค. 2569")
    offered = talk.choices
    assert talk.taps(offered[1]).answers == {"a": offered[1]}


def test_a_constraint_knows_today() -> None:
    talk = ask("date", constraint=". <= today()").hear(HeardKind.DATE, "2026-07-14")
    assert talk.asked.complaint
    assert talk.hear(HeardKind.DATE, "2026-07-13").answers == {"a": "2026-07-13"}


def test_the_side_a_date_faces_is_handed_to_the_picker() -> None:
    assert ask("date", wethi__faces="past").asked.faces == "past"


@pytest.mark.parametrize(
    ("kind", "said"), [(HeardKind.TIME, "09:30"), (HeardKind.TEXT, "09.30 น.")]
)
def test_a_time_is_read(kind: HeardKind, said: str) -> None:
    assert ask("time").hear(kind, said).answers == {"a": "09:30"}


@pytest.mark.parametrize("value", ["25:00", "", None, "9"])
def test_a_time_that_cannot_be_is_refused(value: Any) -> None:
    assert ask("time").hear(HeardKind.TIME, value).asked.complaint


def test_one_picture_answers_a_plain_picture_question() -> None:
    assert ask("image").hear(HeardKind.IMAGE, "f1").answers == {"a": "f1"}


def test_pictures_are_gathered_until_done() -> None:
    talk = (
        ask("image", appearance="multiple").hear(HeardKind.IMAGE, "f1").hear(HeardKind.IMAGE, "f2")
    )
    assert talk.asked.gathering
    assert talk.asked.extras["count"] == "2"
    assert talk.next().answers == {"a": ["f1", "f2"]}


def test_pictures_end_at_their_limit() -> None:
    talk = ask("image", appearance="multiple", parameters="max=2")
    talk.hear(HeardKind.IMAGE, "f1").hear(HeardKind.IMAGE, "f2")
    assert talk.answers == {"a": ["f1", "f2"]}


def test_a_picture_sent_twice_counts_once() -> None:
    talk = (
        ask("image", appearance="multiple").hear(HeardKind.IMAGE, "f1").hear(HeardKind.IMAGE, "f1")
    )
    assert talk.next().answers == {"a": ["f1"]}


def test_words_between_pictures_lose_none() -> None:
    talk = ask("image", appearance="multiple").hear(HeardKind.IMAGE, "f1").types("รูปนี้นะ")
    assert talk.asked.complaint
    assert talk.next().answers == {"a": ["f1"]}


def test_only_a_recording_answers_an_audio_question() -> None:
    talk = ask("audio").types("พูดไม่ได้")
    assert talk.asked.complaint
    assert talk.hear(HeardKind.AUDIO, "f1").answers == {"a": "f1"}


def test_a_place_keeps_coordinates_and_name() -> None:
    place = {"latitude": 14.5, "longitude": 103.75, "title": "ศาลากลางบ้าน", "address": ""}
    talk = ask("geopoint").hear(HeardKind.LOCATION, place)
    assert talk.answers == {"a": {"geo": "14.5 103.75 0 0", "title": "ศาลากลางบ้าน"}}


def test_a_place_can_be_typed_as_coordinates() -> None:
    assert ask("geopoint").types("14.5, 103.75").answers == {"a": {"geo": "14.5 103.75 0 0"}}


@pytest.mark.parametrize(
    "place", [{}, {"latitude": 95, "longitude": 1}, {"latitude": "x"}, None, "วัด"]
)
def test_a_place_without_coordinates_is_refused(place: Any) -> None:
    assert ask("geopoint").hear(HeardKind.LOCATION, place).asked.complaint


def test_an_expression_sees_the_place_as_odk_writes_it() -> None:
    rows = """
    type | name | label | calculation |
    geopoint | a | A | |
    calculate | c | | selected-at(${a}, 1) |
    """
    talk = Talk(form(rows)).types("14.5, 103.75")
    assert talk.answers["c"] == "103.75"
    assert talk.asked.type is QuestionType.REVIEW
