"""Forms about a withheld case: while they are open and when they are over no row says whose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from base.thai.unbroken import NO_BREAK
from tests.golden.conversation import Player, Step
from tests.golden.test_golden import cast_and_phones
from tests.support.deployment import deployed
from tests.support.searching import rows_of

START = datetime.fromisoformat("2026-07-16T10:40:00+07:00")
ANY: Step = {"bot": "any"}
ANSWERED: list[Step] = [
    {"as": "officer"},
    {"say": "ตอบ 1 เรื่อง 1 กำลังดูให้ค่ะ"},
    {"tap": "ส่ง"},
    {"as": "kham"},
    ANY,
]
CLOSED: list[Step] = [
    *({"as": "officer"}, {"say": "เรื่อง 1"}, {"tap": "ปิดเรื่อง"}, {"say": "เรียกมาคุยแล้วค่ะ"}),
    *({"tap": "ส่ง"}, {"as": "kham"}, ANY),
]
# What the filer does, and what ends the form.
WAYS: dict[str, list[Step]] = {
    "added": [{"say": "เรื่อง 1"}, {"tap": "เพิ่มข้อมูล"}, {"say": "มีใบเสร็จ"}, {"say": "ส่ง"}],
    "tossed": [
        *({"say": "เรื่อง 1"}, {"tap": "เพิ่มข้อมูล"}, {"say": "มีใบเสร็จ"}),
        *({"say": "เก็บไว้ก่อน"}, ANY, {"until": "2026-07-17T17:46:00+07:00"}, ANY),
        {"tap": "ทิ้ง"},
    ],
    "add_cancelled": [{"say": "เรื่อง 1"}, {"tap": "เพิ่มข้อมูล"}, {"say": "ยกเลิก"}],
    "said": [*ANSWERED, {"tap": "มีคำถาม"}, {"say": "เมื่อไรคะ"}],
    "typed": [*ANSWERED, {"say": "เมื่อไรจะเสร็จ"}],
    "read": [*ANSWERED, {"say": "ตกลง"}],
    "stuck": [*CLOSED, {"tap": "ยังไม่แก้"}, {"say": "ยังเก็บอยู่"}],
    "stuck_cancelled": [*CLOSED, {"tap": "ยังไม่แก้"}, {"say": "ยกเลิก"}],
    "solved": [*CLOSED, {"say": "แก้แล้ว"}],
    "mine": [{"say": "เรื่อง 77"}, {"tap": "เรื่องที่แจ้งไว้"}],
    "withdrawn": [{"say": "เรื่อง 1"}, {"tap": "ถอนเรื่อง"}, {"tap": "ถอนเลย"}],
}


@pytest.fixture
def player(sqlite_url: str, tmp_path: Path) -> Iterator[Player]:
    golden = {"cast": ["nonsommut", "kham", "officer", "restricted_case"], "phone": "kham"}
    with deployed(sqlite_url, tmp_path, START) as deployment:
        player = Player(deployment, cast_and_phones(deployment, golden, START), "kham")
        yield player


def _found(player: Player) -> dict[str, list[dict[str, Any]]]:
    return rows_of(player.deployment.house.database)


def _forms(found: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [row for row in found["conversation"] if row["room"].startswith("case_")]


@pytest.mark.parametrize("way", WAYS)
def test_a_form_that_is_over_names_neither_account_nor_case(player: Player, way: str) -> None:
    player.play([*WAYS[way], ANY])
    named = [
        (row["account_id"], row["mailbox_key"], row["subject"]) for row in _forms(_found(player))
    ]
    assert set(named) <= {(None, None, "")}


@pytest.mark.parametrize("way", WAYS)
def test_no_answer_about_the_case_keeps_its_words(player: Player, way: str) -> None:
    player.play([*WAYS[way], ANY])
    found = _found(player)
    (case,) = found["case"]
    kham = player.phones["kham"].user_id
    bodies = [row["body"] or "" for row in found["outgoing"] if row["to"] == kham]
    plain = [body.replace(NO_BREAK, " ") for body in bodies]
    assert [body for body in plain if case["id"] in body or "เรื่อง 1" in body] == []


@pytest.mark.parametrize("way", WAYS)
def test_no_event_of_the_filers_names_the_case(player: Player, way: str) -> None:
    player.play([*WAYS[way], ANY])
    found = _found(player)
    (case,) = found["case"]
    chat = f"user:{player.phones['kham'].user_id}"
    said = [row["payload"] or "" for row in found["event"] if row["mailbox_key"] == chat]
    assert [one for one in said if case["id"] in one or '"เรื่อง 1"' in one] == []


@pytest.mark.parametrize("way", ["added", "said", "stuck"])
def test_a_form_that_is_open_names_the_case_by_a_hash(player: Player, way: str) -> None:
    player.play(WAYS[way][:-2] if way == "added" else WAYS[way][:-1])
    found = _found(player)
    (form,) = _forms(found)
    assert form["account_id"] is not None
    assert form["subject"].startswith("sealed:")
    assert found["case"][0]["id"] not in str([*found["kept"], form])


def test_a_word_of_which_is_asked_whether_it_is_for_the_case_does_not_name_it(
    player: Player,
) -> None:
    player.play([*ANSWERED, {"wait": "61m"}, {"say": "ป้าข้างบ้านก็โดน"}, ANY])
    found = _found(player)
    assert found["case"][0]["id"] not in str(found["kept"])
    player.play([{"tap": "ใช่"}, ANY])
    (row,) = [row for row in _found(player)["kept"] if row["text"] == "ป้าข้างบ้านก็โดน"]
    assert (row["account_id"], row["mailbox_key"]) == (None, None)
