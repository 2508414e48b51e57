"""An answer that waits until somebody else has come to the phone is not shown to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.golden.cast.sharing import uncle_on_it
from tests.golden.conversation import Player, Step
from tests.golden.test_golden import cast_and_phones
from tests.support.deployment import deployed

START = datetime.fromisoformat("2026-07-16T12:15:00+07:00")
SECRET_WORDS = "ให้มาคุยที่จังหวัดได้ค่ะ"
ANSWER: list[Step] = [
    {"as": "officer"},
    {"say": f"ตอบ 1 {SECRET_WORDS}"},
    {"bot": "any"},
    {"tap": "ส่ง"},
    {"bot": "any"},
    {"as": "kham"},
]


def _player(url: str, folder: Path, case: str) -> Iterator[Player]:
    golden = {"cast": ["nonsommut", "kham", "officer", case], "phone": "kham"}
    with deployed(url, folder, START) as deployment:
        player = Player(deployment, cast_and_phones(deployment, golden, START), "kham")
        deployment.control.faults(quota=0)
        player.play(ANSWER)
        yield player


@pytest.fixture
def withheld(sqlite_url: str, tmp_path: Path) -> Iterator[Player]:
    """The month is used up, and an answer to a withheld case waits."""
    yield from _player(sqlite_url, tmp_path, "restricted_case")


@pytest.fixture
def under_a_name(sqlite_url: str, tmp_path: Path) -> Iterator[Player]:
    yield from _player(sqlite_url, tmp_path, "open_case")


def join(player: Player) -> None:
    with player.deployment.house.database.write() as session:
        uncle_on_it(session, START)


def heard(player: Player) -> str:
    """All that the phone shows once the month is over."""
    player.deployment.control.faults(quota=None)
    player.play([{"wait": "17d"}])
    return shown(player)


def shown(player: Player) -> str:
    return str(player.deployment.control.chat(player.phone.user_id))


def test_what_was_held_until_another_joined_is_only_announced(withheld: Player) -> None:
    join(withheld)
    said = heard(withheld)
    assert (SECRET_WORDS in said, "มีคำตอบจากเจ้าหน้าที่ค่ะ" in said) == (False, True)


def test_who_is_alone_on_the_phone_reads_it_in_full(withheld: Player) -> None:
    assert SECRET_WORDS in heard(withheld)


def test_what_was_told_under_a_name_is_answered_in_full(under_a_name: Player) -> None:
    join(under_a_name)
    assert SECRET_WORDS in heard(under_a_name)
