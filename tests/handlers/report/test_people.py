"""Men, women, all together: read, weighed, asked back, amended; from a table of answers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from forms.question import At, Choice, Heard, HeardKind, Json, Question, QuestionType, Reading
from handlers.report.people import amended, read_heads

TABLE = yaml.safe_load(Path(__file__).with_name("people.yaml").read_text(encoding="utf-8"))
AT = At(
    now=datetime.fromisoformat("2026-07-13T19:05:00+07:00"),
    zone=ZoneInfo("Asia/Bangkok"),
    seed=1,
    language="th",
    known={},
    rows=lambda _table, _filters: [],
)
ASKED = Question(
    path="people",
    name="people",
    type=QuestionType.SELECT_ONE,
    text="ชายกี่คน หญิงกี่คนคะ",
    hint="พิมพ์แบบ ช20 ญ31",
    choices=(Choice("uncounted", "ไม่ได้นับแยก"),),
)


def read(text: str, known: dict[str, Json] | None = None, memory: Json = None) -> Reading:
    return read_heads(Heard(HeardKind.TEXT, text), ASKED, known or {}, memory, AT)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['typed']}-{len(row)}")
def test_an_answer_gives_its_numbers_or_asks_back(row: dict[str, Any]) -> None:
    reading = read(row["typed"], row.get("known"), row.get("memory_before"))
    asked = [choice.value for choice in reading.ask.choices] if reading.ask else None
    assert reading.values == row.get("values", {})
    assert asked == row.get("asks")
    assert bool(reading.complaint) == row.get("complains", False)
    if "memory" in row:
        assert reading.memory == row["memory"]


@pytest.mark.parametrize(
    ("button", "values"),
    [
        ("use_sum", {"people": "counted", "men": 20, "women": 31}),
        ("use_total", {"people": "uncounted", "men": None, "women": None, "total": 54}),
        ("retype", {}),
    ],
)
def test_a_sum_that_does_not_add_is_decided_by_a_button(button: str, values: Any) -> None:
    memory: Json = {"men": 20, "women": 31, "total": 54}
    reading = read_heads(Heard(HeardKind.CHOICE, button), ASKED, {}, memory, AT)
    assert reading.values == values
    assert reading != Reading()


def test_one_of_two_counts_is_taken_by_its_button() -> None:
    known: Json = {"men": None, "women": None, "total": None}
    reading = read_heads(Heard(HeardKind.CHOICE, "total:1500"), ASKED, {}, known, AT)
    assert reading.memory == {"men": None, "women": None, "total": 1500}


def test_typing_again_forgets_the_numbers_but_not_the_total() -> None:
    memory: Json = {"men": 20, "women": 31, "total": 54}
    reading = read_heads(Heard(HeardKind.CHOICE, "retype"), ASKED, {}, memory, AT)
    assert reading.memory == {"men": None, "women": None, "total": 54}


def test_a_picture_in_place_of_numbers_gets_the_hint_and_keeps_what_was_said() -> None:
    memory: Json = {"men": 20, "women": None, "total": None}
    reading = read_heads(Heard(HeardKind.STICKER), ASKED, {}, memory, AT)
    assert (reading.complaint, reading.memory) == (ASKED.hint, memory)


def test_numbers_are_put_right_at_a_later_question() -> None:
    known: dict[str, Json] = {"men": 20, "women": 31}
    reading = amended(Heard(HeardKind.TEXT, "ญ 34 พิมพ์ผิด"), known, AT)
    assert reading is not None
    assert reading.values == {"people": "counted", "men": 20, "women": 34}
    assert "รวม 54" in reading.echo


@pytest.mark.parametrize("text", ["ญ 34", "ถนนพัง แก้ไม่ได้", "พิมพ์ผิด", "แก้ปัญหาน้ำ 3 จุด"])
def test_ordinary_words_at_a_later_question_change_no_numbers(text: str) -> None:
    assert amended(Heard(HeardKind.TEXT, text), {"men": 20, "women": 31}, AT) is None


@given(st.text(max_size=80), st.none() | st.fixed_dictionaries({"men": st.integers(0, 99)}))
def test_no_text_raises(text: str, memory: Json) -> None:
    reading = read(text, memory=memory)
    assert reading != Reading()
