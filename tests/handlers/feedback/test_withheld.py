"""A withheld name: hidden in every row but the sealed one, and gone when the filer asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from models.people import account_of
from tests.golden.cast.base import user_id
from tests.golden.conversation import Player, Step
from tests.golden.test_golden import cast_and_phones
from tests.support.deployment import deployed
from tests.support.searching import files_with, rows_of, tables_with

START = datetime.fromisoformat("2026-07-16T12:15:00+07:00")
MARK = "zebramark คำที่มีแค่ศูนย์ดำรงธรรมรู้"
STEPS: list[Step] = [
    {"menu": "แจ้งเรื่อง"},
    {"bot": "any"},
    {"say": MARK},
    {"send": {"photos": 1}},
    {"bot": "any"},
    {"tap": "ส่งเรื่อง"},
    {"tap": "โนนสมมุติ ม.94"},
    {"say": "2"},
    {"tap": "เกี่ยว"},
    {"bot": "any"},
]


@pytest.fixture
def player(sqlite_url: str, tmp_path: Path) -> Iterator[Player]:
    golden = {"cast": ["nonsommut", "kham", "officer"], "phone": "kham"}
    with deployed(sqlite_url, tmp_path, START) as deployment:
        player = Player(deployment, cast_and_phones(deployment, golden, START), "kham")
        player.play(STEPS)
        yield player


def test_what_was_told_and_sent_no_longer_says_by_whom(player: Player) -> None:
    database = player.deployment.house.database
    with database.read() as session:
        account = account_of(session, user_id("kham"))
        assert account is not None
    found = rows_of(database)
    told = [row for row in found["kept"] if row["used_for"].startswith("case:")]
    assert [row["account_id"] for row in [*told, *found["file"]]] == [None] * 3
    assert {row["account_id"] for row in found["case"]} == {None}


def test_the_answer_with_the_number_is_emptied_when_it_is_sent(player: Player) -> None:
    found = rows_of(player.deployment.house.database)
    assert "69/00001" not in str([row["body"] for row in found["outgoing"] if row["answer"]])


def test_erasing_finds_the_words_of_a_withheld_case(player: Player, tmp_path: Path) -> None:
    database = player.deployment.house.database
    assert "case" in tables_with(database, MARK)
    assert MARK in files_with(tmp_path, MARK)
    player.play([{"say": "ลบข้อมูลของฉัน"}, {"bot": "any"}, {"tap": "ลบเลย"}, {"bot": "any"}])
    assert tables_with(database, MARK) == set()
    assert files_with(tmp_path, MARK) == {}
    assert [row["number"] for row in rows_of(database)["case"]] == ["สร 69/00001"]
