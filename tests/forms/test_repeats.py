"""Repeats: adding, correcting and removing entries, counted ones, entries inside entries."""

from __future__ import annotations

import pytest

import forms
from forms import Heard, HeardKind
from tests.forms.talk import YES_NO, Talk, form, now
from tools.pressing import offered

ISSUES = """
type | name | label | required | relevant |
begin repeat | issue | เรื่อง | | |
text | what | เรื่องอะไรคะ | yes | |
select_one yn | solved | แก้ได้ไหมคะ | | |
end repeat | | | | |
text | last | มีอะไรอีกไหมคะ | | |
"""
COUNTED = """
type | name | label | repeat_count |
integer | many | กี่คนคะ | |
begin repeat | child | คนที่ | ${many} |
text | who | ชื่ออะไรคะ | |
end repeat | | | |
"""


def issues() -> Talk:
    return Talk(form(ISSUES, more=YES_NO))


def two_issues() -> Talk:
    return issues().taps("wethi:add").types("น้ำ", "ใช่").taps("wethi:add").types("ไฟ", "ไม่ใช่")


def test_it_is_asked_whether_there_is_a_first_entry() -> None:
    assert issues().asked.text == "เรื่อง มีไหมคะ"
    assert issues().choices == ["wethi:add", "wethi:enough"]


def test_no_entry_at_all_is_an_answer() -> None:
    assert issues().types("ไม่มี", "จบ").send().answers == {"last": "จบ"}


def test_each_entry_has_answers_of_its_own() -> None:
    found = two_issues().types("หมดแล้ว").skip().send().answers
    assert found == {
        "issue[1]/what": "น้ำ",
        "issue[1]/solved": "y",
        "issue[2]/what": "ไฟ",
        "issue[2]/solved": "n",
    }


def test_after_each_entry_it_is_asked_whether_there_is_another() -> None:
    talk = issues().taps("wethi:add").types("น้ำ", "ใช่")
    assert talk.asked.text == "เรื่อง จดไว้ 1 รายการแล้วค่ะ มีอีกไหมคะ"
    assert [one.label for one in talk.asked.choices] == ["มีอีก", "หมดแล้ว", "ดูหรือแก้ที่จดไว้"]


def test_an_entry_is_named_before_its_first_question() -> None:
    assert two_issues().taps("wethi:add").asked.before == ("เรื่อง 3",)


def test_who_tells_the_next_one_at_once_is_not_asked_whether_there_is_one() -> None:
    talk = issues().types("น้ำประปาไม่ไหล")
    assert talk.name == "solved"
    assert talk.answers == {"issue[1]/what": "น้ำประปาไม่ไหล"}


def test_a_number_picks_a_button_of_the_question_after_the_entries() -> None:
    assert two_issues().types("2").name == "last"


def test_a_sticker_there_is_asked_again() -> None:
    assert issues().hear(HeardKind.STICKER).asked.complaint


@pytest.mark.parametrize("said", ["ส่ง", "ผม", "ครับ", "ขอบคุณค่ะ", "9", "👍", "ok", "ย้อนกลับ"])
def test_words_that_name_nothing_are_asked_back_there_with_the_labels_shown(said: str) -> None:
    asked = issues().types(said).asked
    assert (asked.path, asked.wrong) == ("issue[+]", 1)
    assert asked.complaint == "กด «มี» หรือ «ไม่มี» นะคะ"
    later = issues().taps("wethi:add").types("น้ำ", "ใช่", said).asked
    assert later.complaint == "กด «มีอีก» หรือ «หมดแล้ว» นะคะ"


@pytest.mark.parametrize("said", ["ใช่", "ใช่ค่ะ", "ผม", "ส่ง", "yes"])
def test_nor_is_an_entry_called_so(said: str) -> None:
    talk = issues().taps("wethi:add").types(said)
    assert (talk.asked.path, talk.asked.wrong) == ("issue[1]/what", 1)
    assert talk.types("น้ำ").answers == {"issue[1]/what": "น้ำ"}


def test_who_said_there_is_one_may_still_say_there_is_none() -> None:
    talk = issues().taps("wethi:add").types("ไม่มีค่ะ")
    assert (talk.asked.path, talk.answers) == ("issue[+]", {})


def test_such_words_are_text_where_no_entry_begins() -> None:
    inside = "text | a | A |\ntext | b | B |"
    rows = f"type | name | label |\nbegin repeat | r | R |\n{inside}\nend repeat | | |"
    assert Talk(form(rows)).taps("wethi:add").types("น้ำ", "ผม").answers["r[1]/b"] == "ผม"


def test_going_back_takes_an_empty_entry_away_again() -> None:
    talk = two_issues().taps("wethi:add").back()
    assert talk.asked.path == "issue[+]"
    assert talk.types("หมดแล้ว").name == "last"


def test_going_back_leads_into_the_entry_before() -> None:
    assert two_issues().back().asked.path == "issue[2]/solved"


def test_an_entry_is_corrected_from_the_question_after_it() -> None:
    talk = two_issues().taps("wethi:list", "issue[1]", "issue[1]/what").types("น้ำไม่ไหล")
    assert talk.asked.path == "issue[+]"
    assert talk.answers["issue[1]/what"] == "น้ำไม่ไหล"


def test_a_removed_entry_is_asked_about_first_and_the_others_move_up() -> None:
    talk = two_issues().taps("wethi:list", "issue[1]", "wethi:remove")
    assert talk.asked.text == "ลบ เรื่อง 1 เลยไหมคะ ที่ตอบไว้จะหายไป"
    talk.types("ลบเลย")
    assert talk.asked.before == ("ลบ เรื่อง 1 แล้วค่ะ",)
    assert talk.answers == {"issue[1]/what": "ไฟ", "issue[1]/solved": "n"}


def test_who_does_not_want_to_remove_it_after_all_loses_nothing() -> None:
    talk = two_issues()
    before = talk.answers
    talk.taps("wethi:list", "issue[1]", "wethi:remove").types("ไม่ลบ")
    assert talk.asked.path == "issue[1]"
    assert talk.taps("wethi:none").answers == before


def test_the_review_has_a_line_for_each_entry() -> None:
    talk = two_issues().types("หมดแล้ว", "จบ")
    assert talk.asked.extras["summary"].splitlines() == [
        "เรื่อง 1: น้ำ, ใช่",
        "เรื่อง 2: ไฟ, ไม่ใช่",
        "มีอะไรอีกไหมคะ: จบ",
    ]


def test_the_review_leads_into_an_entry_and_back() -> None:
    talk = two_issues().types("หมดแล้ว", "จบ").edit("issue[2]").taps("issue[2]/solved").taps("y")
    assert talk.name == "review"
    assert talk.answers["issue[2]/solved"] == "y"


def test_an_entry_can_be_added_at_the_review() -> None:
    talk = two_issues().types("หมดแล้ว", "จบ").edit("issue[+]").types("ถนน", "ใช่", "หมดแล้ว")
    assert talk.name == "review"
    assert talk.answers["issue[3]/what"] == "ถนน"


def test_whoever_leaves_in_an_entry_comes_back_to_it() -> None:
    talk = issues().taps("wethi:add").types("น้ำ")
    again = forms.resume(talk.form, talk.last.state, talk.at)
    assert again.questions[0].path == "issue[1]/solved"


def test_a_count_makes_as_many_entries() -> None:
    found = Talk(form(COUNTED)).types("2", "ก", "ข").send().answers
    assert found == {"many": 2, "child[1]/who": "ก", "child[2]/who": "ข"}


def test_a_count_of_none_asks_nothing() -> None:
    assert Talk(form(COUNTED)).types("0").name == "review"


def test_a_higher_count_asks_only_for_the_new_entries() -> None:
    talk = Talk(form(COUNTED)).types("1", "ก").edit("many").types("2")
    assert talk.asked.path == "child[2]/who"


def test_a_lower_count_is_asked_about_before_answers_are_lost() -> None:
    talk = Talk(form(COUNTED)).types("2", "ก", "ข").edit("many").types("1")
    assert [one.label for one in talk.asked.choices] == ["ลบออก", "ไม่ลบ ใช้จำนวนเดิม"]
    assert talk.answers["many"] == 2
    assert talk.taps("wethi:lose").answers == {"many": 1, "child[1]/who": "ก"}


def test_who_wants_to_keep_them_keeps_the_count_too() -> None:
    talk = Talk(form(COUNTED)).types("2", "ก", "ข").edit("many").types("1", "ไม่ใช่")
    assert talk.answers == {"many": 2, "child[1]/who": "ก", "child[2]/who": "ข"}


def test_what_was_given_up_does_not_come_back() -> None:
    talk = Talk(form(COUNTED)).types("2", "ก", "ข").edit("many").types("1").taps("wethi:lose")
    assert talk.edit("many").types("2").asked.current is None


def test_entries_without_answers_go_without_a_question() -> None:
    talk = Talk(form(COUNTED)).types("3", "ก").skip().skip().edit("many").types("1")
    assert talk.name == "review"


def test_more_entries_than_a_chat_can_ask_are_refused() -> None:
    talk = Talk(form(COUNTED)).types("999999999")
    assert talk.asked.complaint == "ใส่ได้ไม่เกิน 200 รายการค่ะ"


def test_a_counted_entry_cannot_be_removed() -> None:
    talk = Talk(form(COUNTED)).types("2", "ก", "ข").edit("child[1]")
    assert talk.choices == ["child[1]/who", "wethi:none"]


SUMS = """
type | name | label | calculation | relevant | constraint |
begin repeat | buy | ของ | | | |
decimal | price | ราคา | | | |
integer | pieces | กี่ชิ้น | | | . <= ${price} |
calculate | cost | | ${price} * ${pieces} | | |
calculate | sofar | |\
 ${cost} + coalesce(indexed-repeat(${sofar}, ${buy}, position(..) - 1), 0) | | |
calculate | nth | | position(..) | | |
note | told | ชิ้นละ ${price} | | | |
end repeat | | | | | |
calculate | total | | sum(${cost}) | | |
calculate | count | | count(${buy}) | | |
calculate | second | | indexed-repeat(${price}, ${buy}, 2) | | |
text | why | รวม ${total} เพราะอะไรคะ | | ${total} > 100 | |
"""


def bought() -> Talk:
    return Talk(form(SUMS)).taps("wethi:add").types("10", "2").taps("wethi:add").types("50", "3")


def test_a_name_inside_an_entry_means_that_entrys_answer() -> None:
    found = bought().answers
    assert (found["buy[1]/cost"], found["buy[2]/cost"]) == (20, 150)


def test_a_name_outside_means_all_entries() -> None:
    found = bought().answers
    assert (found["total"], found["count"], found["second"]) == (170, 2, 50)


def test_an_entry_may_build_on_the_one_before_it() -> None:
    found = bought().answers
    assert (found["buy[1]/sofar"], found["buy[2]/sofar"]) == (20, 170)
    assert (found["buy[1]/nth"], found["buy[2]/nth"]) == (1, 2)


def test_what_follows_from_entries_follows_again_when_one_goes() -> None:
    talk = bought().taps("wethi:list", "buy[1]", "wethi:remove").types("ลบเลย")
    assert (talk.answers["total"], talk.answers["count"]) == (150, 1)
    assert (talk.answers["buy[1]/nth"], talk.answers["buy[1]/sofar"]) == (1, 150)


def test_relevance_and_labels_see_the_entries() -> None:
    assert bought().types("หมดแล้ว").asked.text == "รวม 170 เพราะอะไรคะ"


def test_a_constraint_sees_its_own_entry() -> None:
    talk = bought().taps("wethi:add").types("2", "3")
    assert talk.asked.path == "buy[3]/pieces"
    assert talk.asked.complaint


NESTED = """
type | name | label | repeat_count | calculation |
begin repeat | home | บ้าน | | |
text | owner | เจ้าของชื่ออะไรคะ | | |
begin repeat | child | ลูก | | |
text | name | ชื่ออะไรคะ | | |
calculate | of | | | ${owner} |
end repeat | | | | |
calculate | children | | | count(${child}) |
end repeat | | | | |
calculate | all | | | count(${child}) |
"""


def homes() -> Talk:
    talk = Talk(form(NESTED)).types("แดง").taps("wethi:add").types("หนึ่ง").types("สอง", "หมดแล้ว")
    return talk.types("ดำ", "สาม", "หมดแล้ว", "หมดแล้ว")


def test_entries_have_entries() -> None:
    found = homes().answers
    names = {key: value for key, value in found.items() if key.endswith("/name")}
    assert names == {
        "home[1]/child[1]/name": "หนึ่ง",
        "home[1]/child[2]/name": "สอง",
        "home[2]/child[1]/name": "สาม",
    }


def test_inside_an_outer_entry_only_its_own_inner_ones_count() -> None:
    found = homes().answers
    assert (found["home[1]/children"], found["home[2]/children"], found["all"]) == (2, 1, 3)
    assert found["home[2]/child[1]/of"] == "ดำ"


def test_removing_an_outer_entry_takes_its_inner_ones_with_it() -> None:
    talk = homes().edit("home[1]").taps("wethi:remove").types("ลบเลย")
    assert talk.answers["home[1]/child[1]/name"] == "สาม"
    assert talk.answers["all"] == 1


def test_known_entries_are_not_asked_again() -> None:
    step = forms.start(form(ISSUES, more=YES_NO), now(), {"issue": [{"what": "น้ำ"}]})
    assert step.questions[0].path == "issue[1]/solved"


def test_a_group_that_is_not_relevant_asks_for_no_entry() -> None:
    rows = ISSUES.replace("เรื่อง | | |", "เรื่อง | | 1 = 2 |", 1)
    assert Talk(form(rows, more=YES_NO)).name == "last"


def test_a_list_can_be_the_entries_of_a_repeat() -> None:
    rows = """
    type | name | label |
    begin repeat | child | ลูก |
    text | who | ชื่ออะไรคะ |
    end repeat | | |
    select_one ${who} | eldest | ใครโตสุดคะ |
    """
    talk = Talk(form(rows)).types("แดง").types("ดำ", "หมดแล้ว")
    assert [one.label for one in talk.asked.choices] == ["แดง", "ดำ"]
    assert talk.types("ดำ").answers["eldest"] == "ดำ"


def test_a_default_is_set_in_each_new_entry() -> None:
    rows = """
    type | name | label | default |
    integer | base | ฐาน | |
    begin repeat | one | รายการ | |
    integer | fixed | ก | 5 |
    integer | moving | ข | ${base} + position(..) |
    end repeat | | | |
    """
    talk = Talk(form(rows)).types("10").taps("wethi:add").press("ใช้ 5").press("ใช้ 11")
    assert "ใช้ 12" in offered(talk.taps("wethi:add").press("ใช้ 5").asked, "th").presses


def test_a_state_of_the_first_version_goes_on() -> None:
    f = form(
        ISSUES.replace("begin repeat", "begin group").replace("end repeat", "end group"),
        more=YES_NO,
    )
    old = forms.start(f, now()).state
    old = {key: value for key, value in old.items() if key not in ("entries", "language")} | {
        "v": 1
    }
    step = forms.step(f, old, Heard(HeardKind.TEXT, "น้ำ"), now())
    assert step.questions[0].path == "issue/solved"
    assert step.state["v"] == 2


@pytest.mark.parametrize("path", ["issue[0]/what", "issue[201]/what"])
def test_an_entry_that_cannot_be_is_named_as_refused(path: str) -> None:
    step = forms.start(form(ISSUES, more=YES_NO), now(), {path: "x"})
    assert step.refused == (path,)


def test_answers_are_gathered_by_entry() -> None:
    found = homes().answers
    first, second = forms.entries_of(found, "home")
    assert (first["owner"], second["owner"]) == ("แดง", "ดำ")
    assert [one["name"] for one in forms.entries_of(first, "child")] == ["หนึ่ง", "สอง"]


def test_an_entry_without_answers_keeps_its_place() -> None:
    assert forms.entries_of({"a[2]/x": 1}, "a") == [{}, {"x": 1}]


def test_what_was_not_relevant_in_a_removed_entry_is_forgotten_with_it() -> None:
    rows = """
    type | name | label | relevant |
    begin repeat | one | รายการ | |
    text | a | ก | |
    text | b | ข | ${a} = 'y' |
    end repeat | | | |
    """
    talk = Talk(form(rows)).types("x").types("y", "ข้อความ")
    talk.taps("wethi:list", "one[1]", "wethi:remove").types("ลบเลย")
    assert talk.last.state["off"] == []
    assert talk.types("z").last.state["off"] == ["one[2]/b"]


def test_the_name_of_the_answers_may_count_the_entries() -> None:
    rows = "begin repeat | one | รายการ |\n| | text | what | อะไร |\n| | end repeat | | |"
    named = "| settings |\n| | instance_name |\n| | concat(count(${one}), ' เรื่อง') |\n"
    loaded = forms.load(f"| survey |\n| | type | name | label |\n| | {rows}\n{named}")
    talk = Talk(loaded).taps("wethi:add").types("ก").taps("wethi:add").types("ข")
    assert talk.answers["instanceName"] == "2 เรื่อง"
