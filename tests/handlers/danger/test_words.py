from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from handlers.danger.chat import is_night
from handlers.danger.words import Danger, danger_words

TABLE: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "words.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("text", TABLE["danger"])
def test_danger_is_heard(text: str) -> None:
    assert danger_words().in_text(text) == {Danger.OTHER}


@pytest.mark.parametrize("text", TABLE["safe"])
def test_what_only_looks_like_danger_is_not(text: str) -> None:
    assert not danger_words().in_text(text)


def test_danger_is_heard_at_the_end_of_the_longest_message() -> None:
    assert danger_words().in_text("ก" * 4_950 + " มีเสียงปืน")


def test_a_changed_list_changes_what_is_heard(tmp_path: Path) -> None:
    listed = tmp_path / "words.txt"
    listed.write_text("# ours\nช้างป่า\n- รูปช้างป่า\n", encoding="utf-8")
    assert danger_words(listed).in_text("มีช้างป่าเข้าสวน")
    assert not danger_words(listed).in_text("ส่งรูปช้างป่ามาให้ดู")


def test_an_empty_list_hears_nothing(tmp_path: Path) -> None:
    listed = tmp_path / "words.txt"
    listed.write_text("", encoding="utf-8")
    assert not danger_words(listed).in_text("เสียงปืน")


@pytest.mark.parametrize(
    ("hour", "night"), [("06:59", True), ("07:00", False), ("19:59", False), ("20:00", True)]
)
def test_night_is_from_eight_to_seven(hour: str, night: bool) -> None:
    moment = datetime.fromisoformat(f"2026-07-18T{hour}:00+07:00")
    assert is_night(moment, ZoneInfo("Asia/Bangkok")) is night


@pytest.mark.parametrize("text", TABLE["despair"])
def test_who_may_take_their_own_life_is_heard_as_such(text: str) -> None:
    assert danger_words().in_text(text) == {Danger.DESPAIR}


def test_a_weapon_beside_despair_is_both() -> None:
    assert danger_words().in_text("อยากตาย มีปืนอยู่ในมือ") == {Danger.DESPAIR, Danger.OTHER}
