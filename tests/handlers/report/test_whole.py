"""A whole report in one message, from a table of what people send."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from handlers.report.whole import is_whole_report, looks_like_report, read_whole

MONDAY = date(2026, 7, 13)
TABLE = yaml.safe_load(Path(__file__).with_name("wholes.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["text"][:30] or "nothing")
def test_a_message_tells_what_it_says_and_no_more(row: dict[str, Any]) -> None:
    told = read_whole(row["text"], MONDAY)
    assert (told.days[0] if told.days else None) == row.get("day")
    people = {"men": told.people.men, "women": told.people.women}
    assert people == {"men": row.get("men"), "women": row.get("women")}
    assert (told.topic, told.moo) == (row.get("topic", ""), row.get("moo"))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["text"][:30] or "nothing")
def test_a_report_is_told_from_small_talk(row: dict[str, Any]) -> None:
    whole = is_whole_report(row["text"], MONDAY)
    part = looks_like_report(row["text"], MONDAY)
    assert {"whole": whole, "part": part and not whole, "none": not part}[row["kind"]]


def test_a_day_ahead_is_handed_on_as_unsure() -> None:
    told = read_whole("เวที พรุ่งนี้ คนมา 30", MONDAY)
    assert told.days == (date(2026, 7, 14),)
    assert told.held_on is None


def test_a_date_with_two_readings_is_none_until_it_is_asked() -> None:
    told = read_whole("เวที วันเสาร์ 12 ก.ค. ช20 ญ34 เรื่องน้ำ", MONDAY)
    assert told.held_on is None
    assert not told.complete


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    told = read_whole(text, MONDAY)
    assert told.complete in (True, False)
    assert isinstance(looks_like_report(text, MONDAY), bool)


def test_five_thousand_emoji_are_no_report() -> None:
    assert not is_whole_report("😀" * 5000, MONDAY)
    assert not looks_like_report("😀" * 5000, MONDAY)
