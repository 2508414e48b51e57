"""Who answered about a forum, and about which one, stands nowhere beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.database import wake
from models.forums import Forum
from models.planned import PlannedForum
from models.surveys import Response
from models.tasks import plan
from models.words import PlanState
from tests.golden.conversation import Player, Step
from tests.golden.test_golden import cast_and_phones
from tests.support.deployment import deployed
from tests.support.searching import tables_with

START = datetime.fromisoformat("2026-07-12T20:10:00+07:00")
CODE = "K3M9"
ANY: Step = {"bot": "any"}
ASKED: list[Step] = [{"say": f"เวที {CODE.lower()}"}, ANY]
ANSWERED: list[Step] = [
    *({"tap": "ไทย"}, ANY, {"tap": "ตอบเอง"}, ANY),
    *({"tap": "🙂 1 ได้พูด"}, ANY, {"say": "2"}, ANY, {"tap": "🙂 1 มา"}, ANY),
]


@pytest.fixture
def player(any_url: str, tmp_path: Path) -> Iterator[Player]:
    golden = {"cast": ["nonsommut", "forum", "friend"], "phone": "friend"}
    with deployed(any_url, tmp_path, START) as deployment:
        yield Player(deployment, cast_and_phones(deployment, golden, START), "friend")


def test_the_code_that_was_typed_before_the_form_is_forgotten_with_it(player: Player) -> None:
    player.play(ASKED)
    database = player.deployment.house.database
    assert tables_with(database, CODE, CODE.lower()) > {"forum_code"}
    player.play(ANSWERED)
    assert tables_with(database, CODE, CODE.lower()) == {"forum_code"}


def _swept(player: Player, moment: str) -> set[str]:
    """The tables in which the code still stands after that night."""
    database = player.deployment.house.database
    player.play([{"until": moment}])
    now = datetime.fromisoformat(moment)
    with database.write() as session:
        plan(session, "surveys.drafts", "all", now, now)
        wake(session)
    player.play([{"until": (now + timedelta(minutes=5)).isoformat()}])
    return tables_with(database, CODE, CODE.lower())


def test_what_is_cancelled_is_forgotten_at_once(player: Player) -> None:
    player.play([*ASKED, *ANSWERED[:4], {"say": "ยกเลิก"}, ANY])
    database = player.deployment.house.database
    assert tables_with(database, CODE, CODE.lower()) == {"forum_code"}


def test_who_chooses_no_language_is_forgotten_after_a_day_and_nothing_else(
    player: Player,
) -> None:
    player.play([*ASKED, {"say": "ข้อมูลของฉัน"}, ANY])
    database = player.deployment.house.database
    player.play([{"until": "2026-07-13T19:00:00+07:00"}])
    assert tables_with(database, CODE, CODE.lower()) > {"forum_code"}
    player.play([{"until": "2026-07-13T21:05:00+07:00"}])
    assert tables_with(database, CODE, CODE.lower()) == {"forum_code"}
    assert "event" in tables_with(database, "ข้อมูลของฉัน")


def test_a_code_of_a_forum_that_is_called_off_is_forgotten_after_a_day(player: Player) -> None:
    database = player.deployment.house.database
    with database.write() as session:
        forum = session.scalars(sa.select(Forum)).one()
        planned = PlannedForum(forum_id=forum.id, state=PlanState.CANCELLED)
        planned.created_at = planned.changed_at = START
        session.add(planned)
    player.play([*ASKED, {"until": "2026-07-13T21:05:00+07:00"}])
    assert tables_with(database, CODE, CODE.lower()) == {"forum_code"}


def test_a_language_that_is_chosen_on_the_day_begins_the_questions(player: Player) -> None:
    player.play([*ASKED, {"until": "2026-07-13T12:00:00+07:00"}, *ANSWERED])
    database = player.deployment.house.database
    player.play([{"until": "2026-07-13T21:05:00+07:00"}])
    assert tables_with(database, CODE, CODE.lower()) == {"forum_code"}
    with database.read() as session:
        assert len(session.scalars(sa.select(Response)).all()) == 1


def test_what_is_never_sent_is_forgotten_after_a_week_and_nothing_else(player: Player) -> None:
    later: Step = {"until": "2026-07-13T09:00:00+07:00"}
    player.play([*ASKED, *ANSWERED[:4], later, {"say": "ข้อมูลของฉัน"}, ANY])
    assert _swept(player, "2026-07-19T03:20:00+07:00") > {"forum_code"}
    assert _swept(player, "2026-07-20T03:20:00+07:00") == {"forum_code"}
    assert "event" in tables_with(player.deployment.house.database, "ข้อมูลของฉัน")
