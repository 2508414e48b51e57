"""Anonymous means: no row that was written on the way says who, on either engine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from models import Base
from models.database import Database
from models.people import account_of
from tests.golden.cast.base import user_id
from tests.golden.conversation import Player, Step
from tests.golden.test_golden import cast_and_phones
from tests.support.deployment import Deployment, deployed

START = datetime.fromisoformat("2026-07-16T12:15:00+07:00")
MARK = "คำที่ไม่มีใครพูดซ้ำ"
LOOSE = "คำลอยก่อนหน้า"
STEPS: list[Step] = [
    {"burst": [{"send": {"photos": 1}}, {"say": LOOSE}]},
    {"bot": "any"},
    {"tap": "แจ้งเรื่อง"},
    {"bot": "any"},
    {"say": MARK},
    {"bot": "any"},
    {"tap": "ส่งเรื่อง"},
    {"tap": "ที่อื่น"},
    {"say": f"หลังวัด {MARK}"},
    {"say": "ไม่บอกใครเลย"},
    {"tap": "ได้ ไม่บอกใครเลย"},
    {"tap": "ไม่เกี่ยว"},
    {"bot": "any"},
]
WHO = {"account", "account_person", "membership", "person", "mailbox"}


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def played(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Deployment, Player]]:
    """The whole conversation, its photo sent before it began, with an officer on duty.

    Played once an engine; no test depends on what another one adds to it.
    """
    folder = tmp_path_factory.mktemp("anonymity")
    url = _sqlite(request, folder) if request.param == "sqlite" else _postgres(request)
    golden = {"cast": ["nonsommut", "kham", "friend", "officer"], "phone": "kham"}
    with deployed(url, folder, START) as deployment:
        player = Player(deployment, cast_and_phones(deployment, golden, START), "kham")
        player.play(STEPS)
        yield deployment, player


def _sqlite(request: pytest.FixtureRequest, folder: Path) -> str:
    path = folder / "wethi.db"
    shutil.copy(request.getfixturevalue("template_file"), path)
    return f"sqlite:///{path}"


def _postgres(request: pytest.FixtureRequest) -> str:
    server = request.getfixturevalue("postgres_server")
    template = request.getfixturevalue("postgres_template")
    return str(server.create("wethi_anonymity", template))


def tables(database: Database) -> dict[str, list[dict[str, Any]]]:
    with database.read() as session:
        return {
            table.name: [dict(row) for row in session.execute(sa.select(table)).mappings()]
            for table in Base.metadata.sorted_tables
        }


def tables_with(found: dict[str, list[dict[str, Any]]], *marks: str) -> set[str]:
    return {name for name, rows in found.items() if any(mark in str(rows) for mark in marks)}


def _filer(database: Database) -> tuple[str, str]:
    with database.read() as session:
        account = account_of(session, user_id("kham"))
        assert account is not None
        return account.id, user_id("kham")


def test_the_words_stand_in_the_case_alone(played: tuple[Deployment, Player]) -> None:
    found = tables(played[0].house.database)
    assert tables_with(found, MARK, LOOSE) == {"case"}
    assert found["case"][0]["identity_mode"] == "anonymous"


def test_no_row_of_the_conversation_names_the_account(played: tuple[Deployment, Player]) -> None:
    database = played[0].house.database
    found = tables(database)
    assert tables_with(found, *_filer(database)) <= WHO


def test_the_code_is_stored_nowhere(played: tuple[Deployment, Player]) -> None:
    deployment, player = played
    code = player._code_told()
    assert len(code) == 6
    assert tables_with(tables(deployment.house.database), code) == set()


def test_the_photo_stays_with_the_case_and_forgets_its_message(
    played: tuple[Deployment, Player],
) -> None:
    found = tables(played[0].house.database)
    (file,) = found["file"]
    assert file["case_id"] == found["case"][0]["id"]
    assert (file["message_id"], file["sent_at"], file["account_id"]) == (None, None, None)


def test_events_and_answers_keep_the_day_only(played: tuple[Deployment, Player]) -> None:
    found = tables(played[0].house.database)
    moments = [row["occurred_at"] for row in found["event"] if row["payload"] is None]
    moments += [row["created_at"] for row in found["outgoing"] if row["body"] is None]
    assert len(moments) > len(STEPS) // 2
    assert {moment.astimezone(UTC).time() for moment in moments} == {time(0)}


def test_the_officer_hears_at_the_full_hour(played: tuple[Deployment, Player]) -> None:
    _, player = played
    player.play([{"as": "officer"}, {"bot": []}, {"until": "2026-07-16T13:00:01+07:00"}])
    notice = "มีเรื่องใหม่ค่ะ เลขที่ สร 69/00001\nยังไม่ได้บอกหมู่บ้าน"
    player.play([{"bot": [{"text": notice, "buttons": ["ดูเรื่อง"]}]}])


def test_asking_with_the_code_leaves_no_trace_of_who_asked(
    played: tuple[Deployment, Player],
) -> None:
    deployment, player = played
    player.play([{"say": "เรื่อง 1 รหัส <code>"}, {"bot": "any"}, {"say": "เรื่อง 1"}, {"bot": "any"}])
    database = deployment.house.database
    found = tables(database)
    assert tables_with(found, *_filer(database)) <= WHO
    assert tables_with(found, player._code_told()) == set()
