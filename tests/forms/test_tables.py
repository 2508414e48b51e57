"""Choices from our own tables: district, subdistrict, village."""

from __future__ import annotations

from dataclasses import replace

from forms import At
from tests.forms.talk import VILLAGES, Tables, Talk, form, now

PLACES = """
type | name | label | choice_filter |
select_one sub | subdistrict | ตำบลไหนคะ | |
select_one_from_file village.csv | village | หมู่บ้านไหนคะ | subdistrict=${subdistrict} |
text | why | เพราะอะไรคะ | |
"""
SUBS = """
| choices |
| | list_name | name | label |
| | sub | a | ตำบลหนึ่ง |
| | sub | b | ตำบลสอง |
"""


def asking() -> tuple[At, Tables]:
    tables = Tables({"village": VILLAGES})
    return replace(now(), rows=tables), tables


def test_choices_come_from_our_table() -> None:
    talk = Talk(form(PLACES, more=SUBS)).taps("a")
    assert talk.choices == ["91", "92"]
    assert talk.asked.choices[0].label == "บ้านโนนสมมุติ"


def test_the_table_is_asked_only_for_the_rows_of_the_filter() -> None:
    at, tables = asking()
    Talk(form(PLACES, more=SUBS), at).taps("b")
    assert tables.asked == [("village", {"subdistrict": "b"})]


def test_a_filter_that_is_no_equality_is_applied_to_the_rows() -> None:
    rows = PLACES.replace("subdistrict=${subdistrict}", "moo > 91 and subdistrict=${subdistrict}")
    at, tables = asking()
    assert Talk(form(rows, more=SUBS), at).taps("a").choices == ["92"]
    assert tables.asked == [("village", {"subdistrict": "a"})]


def test_either_or_is_not_handed_to_the_table() -> None:
    rows = PLACES.replace("subdistrict=${subdistrict}", "subdistrict=${subdistrict} or moo=93")
    at, tables = asking()
    assert Talk(form(rows, more=SUBS), at).taps("a").choices == ["91", "92", "93"]
    assert tables.asked == [("village", {})]


def test_a_table_choice_can_be_typed() -> None:
    assert Talk(form(PLACES, more=SUBS)).types("1", "บ้านหนองจำลอง").answers["village"] == "92"


def test_a_changed_filter_asks_again_what_it_made_wrong() -> None:
    talk = Talk(form(PLACES, more=SUBS)).taps("a", "91").types("ใกล้").edit("subdistrict").taps("b")
    assert talk.name == "village"
    assert talk.taps("93").answers == {"subdistrict": "b", "village": "93", "why": "ใกล้"}


def test_an_unchanged_filter_keeps_the_choice() -> None:
    talk = Talk(form(PLACES, more=SUBS)).taps("a", "91").types("ใกล้").edit("subdistrict").taps("a")
    assert talk.answers["village"] == "91"


def test_three_levels_are_asked_again_down_to_the_last() -> None:
    rows = """
    type | name | label | choice_filter |
    select_one_from_file district.csv | d | D | |
    select_one_from_file subdistrict.csv | s | S | district=${d} |
    select_one_from_file village.csv | v | V | subdistrict=${s} |
    """
    tables = Tables(
        {
            "district": [{"name": "1", "label": "หนึ่ง"}, {"name": "2", "label": "สอง"}],
            "subdistrict": [
                {"name": "a", "label": "ก", "district": "1"},
                {"name": "b", "label": "ข", "district": "2"},
            ],
            "village": VILLAGES,
        }
    )
    talk = Talk(form(rows), replace(now(), rows=tables)).taps("1", "a", "91").edit("d").taps("2")
    assert talk.name == "s"
    assert talk.taps("b").name == "v"


def test_several_can_be_chosen_from_a_table() -> None:
    rows = "type | name | label |\nselect_multiple_from_file village.csv | v | V |"
    assert Talk(form(rows)).types("1 3").answers == {"v": ["91", "93"]}


def test_the_label_of_a_table_choice_can_be_said() -> None:
    rows = PLACES.replace("เพราะอะไรคะ", "${village} ใช่ไหมคะ")
    assert Talk(form(rows, more=SUBS)).taps("a", "91").asked.text == "บ้านโนนสมมุติ ใช่ไหมคะ"


def test_choice_name_gives_the_label_to_a_calculation() -> None:
    rows = """
    type | name | label | calculation |
    select_one_from_file village.csv | v | V | |
    calculate | c | | jr:choice-name(${v}, '${v}') |
    """
    assert Talk(form(rows)).taps("93").answers["c"] == "บ้านโคกนิทาน"


def test_pulldata_reads_another_column() -> None:
    rows = """
    type | name | label | calculation |
    select_one_from_file village.csv | v | V | |
    calculate | c | | pulldata('village', 'moo', 'name', ${v}) |
    """
    assert Talk(form(rows)).taps("92").answers["c"] == "92"


def test_choices_of_the_form_can_be_filtered() -> None:
    rows = """
    type | name | label | choice_filter |
    select_one sub | a | A | |
    select_one sub | b | B | name != ${a} |
    """
    assert Talk(form(rows, more=SUBS)).taps("a").choices == ["b"]


def test_a_table_without_rows_offers_nothing_and_breaks_nothing() -> None:
    talk = Talk(form(PLACES, more=SUBS), replace(now(), rows=Tables({}))).taps("a")
    assert talk.choices == []
    assert talk.types("บ้านโนน").asked.complaint


def test_a_required_choice_of_an_empty_list_holds_nobody_up() -> None:
    rows = """
    type | name | label | required |
    select_one_from_file nowhere.csv | v | V | yes |
    text | last | L | |
    """
    talk = Talk(form(rows)).skip()
    assert talk.types("x").send().answers == {"last": "x"}
