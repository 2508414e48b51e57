from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from handlers.feedback.numbers import Asked, asked_number, code_in, running_in

TABLE: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "numbers.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(("text", "running", "year", "code"), TABLE["asked"])
def test_a_question_about_a_case_is_known_by_its_number(
    text: str, running: int, year: int | None, code: str
) -> None:
    assert asked_number(text) == Asked(running, year, code)


@pytest.mark.parametrize("text", TABLE["other"])
def test_other_words_with_numbers_are_no_question_about_a_case(text: str) -> None:
    assert asked_number(text) is None


@pytest.mark.parametrize("text", ["123", "เรื่อง 123", "สร 69/00123", "๑๒๓ ค่ะ"])
def test_the_number_is_read_when_it_was_asked_for(text: str) -> None:
    assert running_in(text) == 123


@pytest.mark.parametrize("text", ["482193", "482 193", "รหัส 482193 ค่ะ", "๔๘๒๑๙๓"])
def test_a_code_has_six_digits(text: str) -> None:
    assert code_in(text) == "482193"


@pytest.mark.parametrize("text", ["48219", "4821930", "สี่แปด", ""])
def test_anything_else_is_no_code(text: str) -> None:
    assert code_in(text) is None
