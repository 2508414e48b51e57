"""A danger sentence in a story belongs to both, and ties neither to whoever hides their name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from models.people import account_of
from tests.golden.cast.base import user_id
from tests.golden.conversation import Player, Step
from tests.golden.test_golden import cast_and_phones
from tests.handlers.feedback.test_anonymity import WHO
from tests.support.deployment import deployed
from tests.support.searching import Row, rows_of, tables_with

START = datetime.fromisoformat("2026-07-16T12:15:00+07:00")
SHOTS = "เมื่อคืนเขาเอาปืนมาขู่ยิงคนงานตัดไม้"
ANY: Step = {"bot": "any"}
TOLD: list[Step] = [{"menu": "แจ้งเรื่อง"}, {"say": "มีคนลักตัดไม้"}, ANY, {"say": SHOTS}, ANY]
SENT: list[Step] = [{"say": "ส่งเรื่อง"}, {"say": "ข้าม"}]
ANONYMOUS: list[Step] = [*SENT, {"say": "3"}, {"say": "1"}, {"say": "ไม่เกี่ยว"}, ANY]
WITHHELD: list[Step] = [*SENT, {"say": "2"}, {"say": "ไม่เกี่ยว"}, ANY]


@pytest.fixture
def player(sqlite_url: str, tmp_path: Path) -> Iterator[Player]:
    golden = {"cast": ["nonsommut", "kham", "officer"], "phone": "kham"}
    with deployed(sqlite_url, tmp_path, START) as deployment:
        player = Player(deployment, cast_and_phones(deployment, golden, START), "kham")
        player.play(TOLD)
        yield player


def _found(player: Player) -> dict[str, list[Row]]:
    return rows_of(player.deployment.house.database)


def test_an_anonymous_story_with_danger_in_it_stands_in_the_case_alone(player: Player) -> None:
    player.play(ANONYMOUS)
    database = player.deployment.house.database
    assert SHOTS in _found(player)["case"][0]["story"]
    assert tables_with(database, SHOTS) == {"case"}
    with database.read() as session:
        account = account_of(session, user_id("kham"))
        assert account is not None
    assert tables_with(database, account.id, user_id("kham")) <= WHO


def test_danger_said_at_a_later_question_of_an_anonymous_story_stays_nowhere(
    player: Player,
) -> None:
    later = "เขาถือปืนอยู่ตรงทางเข้าป่า"
    told: list[Step] = [{"say": "ส่งเรื่อง"}, ANY, {"say": later}, ANY, *ANONYMOUS[1:]]
    player.play(told)
    assert _found(player)["case"][0]["identity_mode"] == "anonymous"
    assert tables_with(player.deployment.house.database, later) == set()


def test_what_was_kept_for_the_officer_does_not_name_the_anonymous_case(player: Player) -> None:
    player.play([{"tap": "เก็บไว้ให้เจ้าหน้าที่"}, ANY, *ANONYMOUS])
    urgent, anonymous = _found(player)["case"]
    assert (urgent["urgent"], urgent["story"]) == (True, SHOTS)
    assert anonymous["story"] == "มีคนลักตัดไม้"


def test_a_withheld_story_leaves_no_copy_with_the_account(player: Player) -> None:
    player.play(WITHHELD)
    rows = [row for row in _found(player)["kept"] if row["text"] == SHOTS]
    assert [(row["account_id"], row["mailbox_key"]) for row in rows] == [(None, None)]


def test_an_unsent_sentence_leaves_the_story_and_the_offer(player: Player) -> None:
    player.play([{"unsend": 1}, *WITHHELD])
    assert _found(player)["case"][0]["story"] == "มีคนลักตัดไม้"
    assert tables_with(player.deployment.house.database, SHOTS) == set()
