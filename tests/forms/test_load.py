"""What is refused when a form is loaded, and where the fault is said to stand."""

from __future__ import annotations

import warnings
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

import forms
from forms import Fault, FormRefused, QuestionType, Reading
from tests.forms.talk import YES_NO, form


def faults(survey: str, more: str = "") -> list[tuple[int, str, str]]:
    with pytest.raises(FormRefused) as refused:
        form(survey, more=more)
    return [(fault.row, fault.column, fault.code) for fault in refused.value.faults]


def refusal(source: bytes | str) -> Fault:
    with pytest.raises(FormRefused) as refused:
        forms.load(source)
    return refused.value.faults[0]


def workbook(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in rows:
        sheet.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_a_form_tells_its_name_title_version_and_languages() -> None:
    settings = (
        "| settings |\n| | form_title | form_id | version | default_language |\n"
        "| | เวที | forum | 3 | ไทย (th) |\n"
    )
    rows = "type | name | label::ไทย (th) | label::English (en) |\ntext | a | ก | A |"
    f = form(rows, more=settings)
    assert (f.name, f.title, f.version) == ("forum", "เวที", "3")
    assert (f.languages, f.default_language) == (("th", "en"), "th")


def test_the_digest_changes_with_every_byte() -> None:
    rows = "type | name | label |\ntext | a | A |"
    assert form(rows).digest == form(rows).digest
    assert form(rows).digest != form(rows, more=" ").digest


def test_questions_stand_in_order_with_their_rows() -> None:
    f = form("type | name | label |\nnote | n | N |\ntext | a | A |\nimage | b | B |")
    assert [(item.name, item.row, item.type) for item in f.questions] == [
        ("a", 3, QuestionType.TEXT),
        ("b", 4, QuestionType.IMAGE),
    ]


def test_xlsx_bytes_are_read_like_markdown() -> None:
    content = workbook([["type", "name", "label"], ["text", "a", "A"]])
    assert forms.load(content).questions[0].name == "a"


def test_rows_of_xlsx_are_counted_with_the_empty_ones() -> None:
    content = workbook([["type", "name", "label", "relevant"], [], ["text", "a", "A", "1 +"]])
    assert (refusal(content).row, refusal(content).column) == (3, "relevant")


def test_rows_of_markdown_are_counted_with_the_empty_ones() -> None:
    rows = (
        "type | name | label | relevant |\n| | | |\ntext | a | A | |\n| | | |\ntext | b | B | 1 + |"
    )
    assert faults(rows) == [(5, "relevant", "syntax")]


def test_comments_and_rules_in_markdown_are_no_rows() -> None:
    source = (
        "| survey | | | |\n| | type | name | relevant |\n|---|---|---|---|\n# a comment\n"
        "| | text | a | 1 + |\n"
    )
    assert refusal(source).row == 2


def test_empty_rows_of_choices_are_counted_too() -> None:
    more = YES_NO + "| | | | |\n| | yn | z | ${nobody} |\n"
    rows = "type | name | label |\nselect_one yn | a | A |"
    assert faults(rows, more) == [(5, "label", "unknown_name")]


def test_a_path_is_read(tmp_path: Path) -> None:
    path = tmp_path / "f.md"
    path.write_text("| survey |\n| | type | name | label |\n| | text | a | A |\n", "utf-8")
    assert forms.load(path).questions[0].name == "a"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ("text | a | A | 1 + | |", "syntax"),
        ("text | a | A | nosuch(1) | |", "unknown_function"),
        ("text | a | A | selected('a') | |", "arity"),
        ("text | a | A | ${b} = 1 | |", "unknown_name"),
        ("text | a | A | /data/b = 1 | |", "unknown_name"),
        ("text | a | A | instance('b')/root/item | |", "unknown_instance"),
        ("text | a | A | jr:choice-name(1, .) = '' | |", "not_literal"),
        ("text | a | A | regex(., '(') | |", "bad_pattern"),
    ],
)
def test_a_broken_expression_is_refused_with_row_and_column(cells: str, code: str) -> None:
    rows = f"type | name | label | relevant |\ntext | first | F | |\n{cells}"
    assert faults(rows) == [(3, "relevant", code)]


@pytest.mark.parametrize("column", ["constraint", "required", "calculation", "choice_filter"])
def test_every_column_of_expressions_is_compiled(column: str) -> None:
    rows = f"type | name | label | {column} |\nselect_one yn | a | A | if(1) |"
    assert faults(rows, YES_NO) == [(2, column, "arity")]


def test_a_broken_default_is_refused() -> None:
    assert faults("type | name | label | default |\ntext | a | A | foo(1) |") == [
        (2, "default", "unknown_function")
    ]


def test_every_broken_default_is_listed_beside_other_faults() -> None:
    rows = """
    type | name | label | default | relevant |
    date | a | A | today( | |
    integer | b | B | ${a} + | |
    text | c | C | foo(1) | |
    text | d | D | ${nobody} | 1 + |
    """
    codes = [(row, column, code) for row, column, code in faults(rows)]
    assert codes == [
        (2, "default", "syntax"),
        (3, "default", "syntax"),
        (4, "default", "unknown_function"),
        (5, "default", "unknown_name"),
        (5, "relevant", "syntax"),
    ]


@pytest.mark.parametrize(
    ("kind", "cell"), [("date", "1/1/2020"), ("time", "later"), ("integer", "many")]
)
def test_a_default_that_can_be_no_answer_is_refused(kind: str, cell: str) -> None:
    rows = f"type | name | label | default |\n{kind} | a | A | {cell} |"
    assert faults(rows) == [(2, "default", "bad_default")]


@pytest.mark.parametrize(
    ("kind", "cell"),
    [("date", "2020-01-01"), ("text", "a-b"), ("integer", "12"), ("time", "08:00")],
)
def test_a_plain_default_is_taken(kind: str, cell: str) -> None:
    assert form(f"type | name | label | default |\n{kind} | a | A | {cell} |").items


def test_an_unknown_name_in_a_label_is_refused() -> None:
    assert faults("type | name | label |\ntext | a | สวัสดี ${who} |") == [
        (2, "label", "unknown_name")
    ]


def test_an_unknown_name_in_a_choice_is_refused_on_its_sheet() -> None:
    choices = "| choices |\n| | list_name | name | label |\n| | yn | y | ${who} |\n"
    with pytest.raises(FormRefused) as refused:
        form("type | name | label |\nselect_one yn | a | A |", more=choices)
    assert [(f.sheet, f.row) for f in refused.value.faults] == [("choices", 2)]


def test_all_faults_are_listed_in_the_order_of_the_rows() -> None:
    rows = """
    type | name | label | relevant | constraint |
    text | a | A | 1 + | foo() |
    geotrace | r | R | | |
    text | b | B ${zz} | | |
    """
    assert faults(rows, YES_NO) == [
        (2, "relevant", "syntax"),
        (2, "constraint", "unknown_function"),
        (3, "type", "unsupported_type"),
        (4, "label", "unknown_name"),
    ]


@pytest.mark.parametrize("kind", ["geotrace", "geoshape", "osm", "audit"])
def test_a_type_the_chat_cannot_ask_is_refused(kind: str) -> None:
    assert faults(f"type | name | label |\n{kind} | a | A |")[0] == (2, "type", "unsupported_type")


def test_a_repeat_whose_count_cannot_be_read_is_refused_there() -> None:
    rows = """
    type | name | label | repeat_count |
    begin_repeat | r | R | 1 + |
    text | a | A | |
    end_repeat | | | |
    """
    assert faults(rows)[0][:2] == (2, "repeat_count")


def test_what_pyxform_refuses_is_told_with_its_row() -> None:
    rows = "type | name | label |\ntext | a | A |\nnonsense | b | B |"
    assert faults(rows) == [(3, "type", "unknown_type")]


def test_two_questions_of_one_name_are_refused() -> None:
    rows = "type | name | label |\ntext | a | A |\ntext | a | B |"
    assert faults(rows) == [(3, "name", "same_name")]


def test_a_circle_of_calculations_is_refused() -> None:
    rows = """
    type | name | label | calculation |
    text | t | T | |
    calculate | a | | ${b} + 1 |
    calculate | b | | ${a} + 1 |
    """
    assert faults(rows) == [(3, "calculation", "circle")]


def test_a_circle_through_relevance_is_refused() -> None:
    rows = "type | name | label | relevant |\ntext | a | A | ${b} = 1 |\ntext | b | B | ${a} = 1 |"
    assert faults(rows) == [(2, "relevant", "circle")]


def test_a_circle_through_a_group_is_refused() -> None:
    rows = """
    type | name | label | relevant |
    begin_group | g | G | ${a} = 1 |
    text | a | A | |
    end_group | | | |
    """
    assert faults(rows)[0][2] == "circle"


@pytest.mark.parametrize("wrong", ["text | a | | | |", "select_one no | a | A | | |"])
def test_a_circle_is_told_with_what_pyxform_stops_at(wrong: str) -> None:
    rows = f"""
    type | name | label | calculation | relevant |
    {wrong}
    calculate | b | | ${{c}} + 1 | |
    calculate | c | | ${{b}} + 1 | |
    begin_group | g | G | | ${{d}} = 'x' |
    text | d | D | | |
    end_group | | | | |
    """
    found = faults(rows)
    assert [one[0] for one in found] == [2, 3, 5]
    assert [one[1:] for one in found[1:]] == [("calculation", "circle"), ("relevant", "circle")]


def test_what_an_entry_has_of_the_one_before_it_is_no_circle_in_a_refused_form_either() -> None:
    rows = """
    type | name | label | calculation | trigger |
    text | a | | | |
    begin_repeat | r | R | | |
    integer | n | N | | |
    calculate | all | | coalesce(${all}, 0) + ${n} | ${n} |
    calculate | sum | | ${n} + coalesce(indexed-repeat(${sum}, ${r}, position(..) - 1), 0) | |
    end_repeat | | | | |
    """
    assert [one[0] for one in faults(rows)] == [2]


def test_a_long_chain_is_no_circle() -> None:
    links = "\n".join(f"calculate | c{n} | | ${{c{n - 1}}} + 1 |" for n in range(1, 1200))
    f = form(f"type | name | label | calculation |\ninteger | c0 | A | |\n{links}")
    assert f.order.index("c1199") > f.order.index("c0")


def test_an_unknown_reader_is_refused() -> None:
    rows = "type | name | label | wethi::reader |\ntext | a | A | nobody |"
    assert faults(rows) == [(2, "wethi::reader", "unknown_reader")]


def test_a_known_reader_is_accepted() -> None:
    rows = "type | name | label | wethi::reader |\ntext | a | A | people |"
    assert form(rows, readers={"people": lambda *_: Reading()}).questions[0].reader == "people"


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("wethi::faces", "sideways", "unknown_faces"),
        ("wethi::voice", "maybe", "not_yes_or_no"),
        ("wethi::raeder", "people", "unsupported_column"),
    ],
)
def test_columns_of_our_own_are_checked(column: str, value: str, code: str) -> None:
    found = faults(f"type | name | label | {column} |\ntext | a | A | {value} |")
    assert code in [fault[2] for fault in found]


def test_a_picture_limit_must_be_a_number() -> None:
    rows = "type | name | label | parameters |\nimage | a | A | max=many |"
    assert faults(rows) == [(2, "parameters", "bad_max")]


def test_choices_from_a_file_that_is_no_table_are_refused() -> None:
    rows = "type | name | label |\nselect_one_from_file places.geojson | a | A |"
    assert faults(rows)[0][2] == "not_csv"


def test_a_form_that_asks_nothing_is_refused() -> None:
    assert faults("type | name | label |\nnote | n | N |") == [(1, "type", "no_questions")]


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00hello", b"hello", b"", b"%PDF-1.7 | | | | | |\x00"]
)
def test_bytes_that_are_no_form_are_refused(content: bytes) -> None:
    assert refusal(content).code == "no_form"


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"PK"])
def test_a_broken_zip_is_refused(content: bytes) -> None:
    assert refusal(content).code == "broken_file"


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert refusal(kept.getvalue()).code in ("not_read", "broken_file")


def test_a_zip_that_would_unpack_to_too_much_is_refused() -> None:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 61_000_000)
    assert refusal(kept.getvalue()).code == "too_large"


def test_a_missing_file_is_refused() -> None:
    assert refusal("/nowhere/form.md").code == "no_file"


def test_a_fault_has_a_sentence_in_both_languages() -> None:
    fault = refusal(b"hello")
    assert fault.reason != fault.in_language("en")
    assert fault.reason == fault.in_language("th")


def test_an_expression_that_is_far_too_deep_is_refused() -> None:
    deep = "(" * 300 + "1" + "+ 1)" * 300
    assert faults(f"type | name | label | relevant |\ntext | a | A | {deep} |")[0][2] == "too_deep"


def test_what_a_reader_of_workbooks_warns_of_is_not_said() -> None:
    """It speaks of parts of the sheet that it leaves out, in English and with a line of code."""
    extension = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    plain, made = BytesIO(workbook([["type", "name", "label"], ["text", "a", "A"]])), BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</worksheet>", extension))
    with pytest.warns(UserWarning, match="extension"):
        openpyxl.load_workbook(made)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert forms.load(made.getvalue()).items[0].name == "a"


@pytest.mark.parametrize("cell", ["1 +", "concat('a'", "${a} = "])
def test_a_formula_that_breaks_off_is_told_to_and_quotes_nothing(cell: str) -> None:
    with pytest.raises(FormRefused) as refused:
        form(f"type | name | label | relevant |\ntext | a | A | |\ntext | b | B | {cell} |")
    told = refused.value.faults[0].in_language("th")
    assert told.startswith("อ่าน «")
    assert "«»" not in told
    assert "ยังเขียนไม่จบ" in told
