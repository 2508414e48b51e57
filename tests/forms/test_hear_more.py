"""rank, range, dateTime, video and file, and words of one's own beside the choices."""

from __future__ import annotations

import pytest

from forms import HeardKind
from tests.forms.talk import Talk, form

RANK = """
type | name | label | required |
rank topic | order | เรียงจากสำคัญสุดค่ะ | yes |
"""
TOPICS = """
| choices |
| | list_name | name | label |
| | topic | water | น้ำ |
| | topic | road | ถนน |
| | topic | light | ไฟ |
"""
RANGE = "type | name | label | parameters | required |\nrange | sure | มั่นใจแค่ไหนคะ | {} | yes |"
MOMENT = "type | name | label |\ndateTime | at | เริ่มเมื่อไรคะ |"
OTHER = """
type | name | label |
select_one topic or_other | main | เรื่องไหนคะ |
text | last | จบ |
"""


def ranking() -> Talk:
    return Talk(form(RANK, more=TOPICS))


def scale(parameters: str) -> Talk:
    return Talk(form(RANGE.format(parameters)))


def test_choices_are_tapped_in_their_order() -> None:
    talk = ranking().taps("light", "water")
    assert talk.asked.extras["ranked"] == "1 ไฟ, 2 น้ำ, 3 ถนน"
    assert talk.next().answers == {"order": ["light", "water", "road"]}


def test_what_has_its_place_is_no_button_any_more() -> None:
    assert ranking().taps("light").choices == ["water", "road", "wethi:undo"]


def test_the_last_tap_can_be_taken_back() -> None:
    assert ranking().taps("light", "wethi:undo").choices == ["water", "road", "light"]


def test_taking_back_a_whole_order_takes_the_last_tap() -> None:
    talk = ranking().taps("light", "water", "wethi:undo")
    assert talk.asked.extras["ranked"] == "1 ไฟ"


def test_an_order_is_typed_as_numbers_or_words() -> None:
    assert ranking().types("3 1 2").answers == {"order": ["light", "water", "road"]}
    assert ranking().types("ไฟ, ถนน, น้ำ").answers == {"order": ["light", "road", "water"]}
    assert ranking().types("ไฟ แล้วก็ ถนน").answers == {"order": ["light", "road", "water"]}


def test_numbers_mean_the_buttons_that_are_shown() -> None:
    assert ranking().taps("water").types("2").answers == {"order": ["water", "light", "road"]}


@pytest.mark.parametrize("words", ["1 1 2", "เสา", "9", "4 1"])
def test_what_is_no_order_is_asked_again(words: str) -> None:
    assert ranking().types(words).asked.complaint == "กดเรียงทีละข้อ หรือพิมพ์ลำดับแบบ 3 1 2 นะคะ"


def test_half_an_order_is_no_answer() -> None:
    assert ranking().taps("light").next().asked.complaint


def test_half_an_order_is_not_kept_by_going_back() -> None:
    rows = "type | name | label |\ntext | a | ก |\nrank topic | order | เรียง |"
    talk = Talk(form(rows, more=TOPICS)).types("x").taps("light").back()
    assert talk.answers == {"a": "x"}


def test_few_values_of_a_range_are_buttons() -> None:
    assert scale("start=1 end=5 step=1").choices == ["1", "2", "3", "4", "5"]
    assert scale("start=0 end=1 step=0.5").choices == ["0", "0.5", "1"]


def test_many_values_of_a_range_are_typed() -> None:
    talk = scale("start=0 end=100 step=5")
    assert talk.choices == []
    assert talk.asked.extras["scale"] == "ขอเป็นเลขตั้งแต่ 0 ถึง 100 ทีละ 5 ค่ะ"
    assert talk.types("๓๕").answers == {"sure": 35}


def test_a_range_runs_down_too() -> None:
    assert scale("start=3 end=1 step=1").choices == ["3", "2", "1"]


def test_a_button_of_a_range_is_a_number() -> None:
    assert scale("start=1 end=5 step=1").taps("4").answers == {"sure": 4}


@pytest.mark.parametrize("words", ["6", "0", "2.5", "มาก"])
def test_what_is_off_the_scale_is_asked_again(words: str) -> None:
    talk = scale("start=1 end=5 step=1").types(words)
    assert talk.asked.complaint == "ขอเป็นเลขตั้งแต่ 1 ถึง 5 ค่ะ"


def test_values_of_a_range_may_have_names() -> None:
    labels = "| choices |\n| | list_name | name | label |\n| | s | 1 | ไม่เลย |\n| | s | 5 | มาก |"
    rows = RANGE.format("start=1 end=5 step=1 tick_labelset=s")
    talk = Talk(form(rows, more=labels))
    assert [one.label for one in talk.asked.choices] == ["1 ไม่เลย", "2", "3", "4", "5 มาก"]
    assert talk.types("มาก").answers == {"sure": 5}


def test_a_picked_moment_keeps_its_zone() -> None:
    talk = Talk(form(MOMENT)).hear(HeardKind.DATETIME, "2026-07-12T09:30")
    assert talk.answers == {"at": "2026-07-12T09:30+07:00"}


def test_a_day_and_a_time_are_typed_together() -> None:
    assert Talk(form(MOMENT)).types("เมื่อวาน 9.30").answers == {"at": "2026-07-12T09:30+07:00"}


def test_after_the_day_the_time_is_asked() -> None:
    talk = Talk(form(MOMENT)).types("เมื่อวาน")
    assert talk.asked.text == "อาทิตย์ 12 ก.ค. 2569 กี่โมงคะ"
    assert talk.types("บ่ายสาม").answers == {"at": "2026-07-12T15:00+07:00"}


def test_a_moment_is_shown_with_weekday_and_time() -> None:
    talk = Talk(form(MOMENT)).hear(HeardKind.DATETIME, "2026-07-12T09:30")
    assert "09.30 น." in talk.asked.extras["summary"]


def test_two_readings_of_the_time_are_offered() -> None:
    talk = Talk(form(MOMENT)).types("เมื่อวาน", "หกโมง")
    assert len(talk.choices) == 2
    assert talk.taps(talk.choices[0]).answers["at"].startswith("2026-07-12T")


def test_a_video_is_wanted_where_the_form_says_video() -> None:
    talk = Talk(form("type | name | label |\nvideo | clip | ขอวิดีโอค่ะ |"))
    assert talk.hear(HeardKind.IMAGE, "f1").asked.complaint == "ข้อนี้ขอเป็นวิดีโอค่ะ"
    assert talk.hear(HeardKind.VIDEO, "f2").answers == {"clip": "f2"}


@pytest.mark.parametrize("kind", [HeardKind.FILE, HeardKind.IMAGE])
def test_a_file_may_be_a_photo_of_the_page(kind: HeardKind) -> None:
    talk = Talk(form("type | name | label |\nfile | list | ขอใบรายชื่อค่ะ |"))
    assert talk.hear(kind, "f1").answers == {"list": "f1"}


def test_the_button_of_other_asks_for_the_words() -> None:
    talk = Talk(form(OTHER, more=TOPICS)).taps("other")
    assert talk.asked.text == "อื่น ๆ คืออะไรคะ"
    assert talk.types("เสียงดัง").answers == {"main": "other", "main_other": "เสียงดัง"}


def test_words_that_no_choice_has_may_be_taken_as_they_are() -> None:
    talk = Talk(form(OTHER, more=TOPICS)).types("เสียงดัง").taps("wethi:typed")
    assert talk.name == "last"
    assert talk.answers == {"main": "other", "main_other": "เสียงดัง"}


def test_other_is_offered_only_where_the_form_asks_for_it() -> None:
    rows = """
    type | name | label |
    select_one topic | first | เรื่องไหนคะ |
    rank topic | order | เรียงค่ะ |
    select_one topic or_other | main | เรื่องไหนอีกคะ |
    """
    talk = Talk(form(rows, more=TOPICS))
    assert talk.choices == ["water", "road", "light"]
    assert talk.taps("road").choices == ["water", "road", "light"]
    assert talk.types("1 2 3").choices == ["water", "road", "light", "other"]


def test_a_choice_called_other_of_the_authors_own_stays() -> None:
    rows = "type | name | label |\nselect_one topic | a | A |\nselect_one topic or_other | b | B |"
    own = TOPICS + "| | topic | other | Other |\n"
    assert Talk(form(rows, more=own)).choices[-1] == "other"


def several(*said: str) -> Talk:
    return Talk(form(OTHER.replace("select_one", "select_multiple"), more=TOPICS)).types(*said)


def test_own_words_beside_choices_are_offered_and_written_down_with_them() -> None:
    talk = several("1 กับ มะม่วง ค่ะ")
    assert talk.asked.text == "จด น้ำ กับ «มะม่วง» เลยไหมคะ"
    assert talk.choices == ["wethi:typed", "wethi:none"]
    talk.taps("wethi:typed")
    assert talk.answers == {"main": ["water", "other"], "main_other": "มะม่วง"}


def test_own_words_alone_join_what_was_ticked() -> None:
    talk = Talk(form(OTHER.replace("select_one", "select_multiple"), more=TOPICS)).taps("road")
    talk.types("หมา จรจัด").taps("wethi:typed")
    assert talk.answers == {"main": ["road", "other"], "main_other": "หมา จรจัด"}


def test_what_is_not_to_be_written_down_is_not() -> None:
    talk = several("1 กับ มะม่วง").taps("wethi:none")
    assert (talk.name, talk.answers) == ("main", {})


def test_own_words_without_other_are_no_answer() -> None:
    plain = OTHER.replace("select_one topic or_other", "select_multiple topic")
    assert Talk(form(plain, more=TOPICS)).types("1 กับ มะม่วง").asked.complaint


ECHO = """
type | name | label | calculation |
select_one topic or_other | main | เรื่องไหนคะ | |
text | why | ทำไม ${main} คะ | |
calculate | told | | jr:choice-name(${main}, '${main}') |
text | last | ${told} ใช่ไหมคะ | |
"""


def test_other_is_repeated_in_the_words_that_were_typed() -> None:
    talk = Talk(form(ECHO, more=TOPICS)).taps("other").types("ฝรั่ง")
    assert talk.asked.text == "ทำไม ฝรั่ง คะ"
    assert talk.types("อร่อย").asked.text == "ฝรั่ง ใช่ไหมคะ"
    assert "เรื่องไหนคะ: ฝรั่ง" in talk.types("x").asked.extras["summary"]
    assert talk.answers["told"] == "ฝรั่ง"


def test_other_is_called_so_before_its_words_are_told() -> None:
    talk = Talk(form(ECHO, more=TOPICS)).taps("other").skip()
    assert talk.asked.text == "ทำไม อื่น ๆ คะ"


def test_other_has_words_of_its_own_in_each_entry() -> None:
    rows = """
    type | name | label |
    begin repeat | one | ต้น |
    select_one topic or_other | main | เรื่องไหนคะ |
    text | why | ทำไม ${main} คะ |
    end repeat | | |
    """
    talk = Talk(form(rows, more=TOPICS)).taps("wethi:add").types("ฝรั่ง").taps("wethi:typed")
    assert talk.asked.text == "ทำไม ฝรั่ง คะ"
    talk.types("x").taps("wethi:add").types("มะม่วง").taps("wethi:typed")
    assert talk.asked.text == "ทำไม มะม่วง คะ"
    assert [talk.answers[f"one[{n}]/main_other"] for n in (1, 2)] == ["ฝรั่ง", "มะม่วง"]


def when(said: str, faces: str = "future") -> Talk:
    rows = f"type | name | label | wethi::faces |\ndate | d | D | {faces} |"
    return Talk(form(rows)).types(said)


def test_the_end_of_the_month_is_offered_as_its_last_day() -> None:
    talk = when("สิ้นเดือนนี้ค่ะ")
    assert (talk.choices, talk.asked.wrong) == (["2026-07-31", "wethi:none"], 0)
    assert talk.types("ใช่").answers == {"d": "2026-07-31"}


def test_next_week_is_offered_day_by_day() -> None:
    talk = when("อาทิตย์หน้า")
    assert talk.choices == [f"2026-07-{day}" for day in range(20, 27)]
    assert talk.types("24").answers == {"d": "2026-07-24"}


def test_a_week_that_lies_where_the_question_does_not_look_is_not_offered() -> None:
    assert when("อาทิตย์หน้า", "past").asked.wrong == 1
