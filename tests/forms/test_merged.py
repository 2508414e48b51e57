"""Cells that an author merged over rows: what stands in them holds for each of the rows."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

import forms
from forms import Form, FormRefused
from tests.forms.files import Rows, xlsx

OLD = Path(__file__).parent / "merged.xls"  # Excel 97 to 2003 (BIFF8), as xlwt writes it
SURVEY: Rows = (
    ("type", "name", "label", "required"),
    ("select_one yn", "water", "น้ำพอไหมคะ", "yes"),
    ("integer", "homes", "กี่หลังคาเรือนคะ", ""),
)
CHOICES: Rows = (("list_name", "name", "label"), ("yn", "y", "พอ"), ("", "n", "ไม่พอ"))


def merged(**areas: str) -> bytes:
    """The sheets with one area of each merged."""
    book = openpyxl.load_workbook(BytesIO(xlsx(survey=SURVEY, choices=CHOICES)))
    for sheet, area in areas.items():
        book[sheet].merge_cells(area)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def choices(form: Form) -> list[str]:
    options = form.questions[0].options
    return [name for name, _ in options.listed] if options else []


@pytest.mark.parametrize("source", [merged(choices="A2:A3"), OLD.read_bytes()], ids=["new", "old"])
def test_a_choice_under_a_merged_list_name_is_on_the_list(source: bytes) -> None:
    assert choices(forms.load(source)) == ["y", "n"]


@pytest.mark.parametrize("source", [merged(survey="D2:D3"), OLD.read_bytes()], ids=["new", "old"])
def test_what_is_merged_beside_two_questions_holds_for_both(source: bytes) -> None:
    found = forms.load(source)
    assert [one.required is not None for one in found.questions[:2]] == [True, True]


def test_cells_merged_beside_each_other_hold_once() -> None:
    assert forms.load(merged(survey="C2:D2")).questions[0].required is None


def test_a_name_merged_over_two_questions_is_refused_with_its_row() -> None:
    with pytest.raises(FormRefused) as refused:
        forms.load(merged(survey="B2:B3"))
    assert ("survey", 3) in [(one.sheet, one.row) for one in refused.value.faults]
