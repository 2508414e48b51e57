"""Buttons that were never sent to whoever presses them: refused, nothing told, nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.cases import Case
from models.kept import Kept
from models.staff import AuditEntry
from models.words import CaseState
from tests.golden.conversation import Player
from tests.golden.test_golden import cast_and_phones
from tests.support.deployment import deployed

START = datetime.fromisoformat("2026-07-16T10:40:00+07:00")
SECRETS = ("ผู้นำ", "ใบเสร็จ", "ลุงคำ", "69/00001", "โนนสมมุติ")
STAFF_ACTS = ("staff.case", "staff.answer", "staff.close")
FILER_ACTS = (
    "case.state",
    "case.add",
    "case.withdraw",
    "case.withdraw_yes",
    "case.word",
    "case.fine",
)


@pytest.fixture
def player(sqlite_url: str, tmp_path: Path) -> Iterator[Player]:
    """A restricted case of ลุงคำ's; a villager and a district officer who may not see it."""
    cast = ["nonsommut", "kham", "friend", "officer", "district_officer", "restricted_case"]
    golden = {"cast": cast, "phone": "friend"}
    with deployed(sqlite_url, tmp_path, START) as deployment:
        yield Player(deployment, cast_and_phones(deployment, golden, START), "friend")


def _case(player: Player) -> Case:
    with player.deployment.house.database.read() as session:
        case: Case = session.scalars(sa.select(Case)).one()
        return case


def _press(player: Player, data: str) -> str:
    """All that the bot says to a forged button, drawn or not."""
    before = len(player.deployment.control.chat(player.phone.user_id))
    player.deployment.control.postback(player.phone.user_id, {"data": data})
    player.deployment.settle()
    said = player.deployment.control.chat(player.phone.user_id)[before:]
    return str([item for item in said if item["from"] == "bot"])


@pytest.mark.parametrize("who", ["friend", "district_officer"])
def test_whoever_may_not_see_a_case_learns_nothing_from_its_buttons(
    player: Player, who: str
) -> None:
    player.do_as(who)
    case = _case(player)
    said = [_press(player, f"x:{act}:{case.id}:") for act in STAFF_ACTS]
    assert all(said)
    assert not any(secret in one for one in said for secret in SECRETS)


def test_an_officers_buttons_say_the_same_of_a_case_that_does_not_exist(player: Player) -> None:
    player.do_as("district_officer")
    real, invented = (
        _press(player, f"x:staff.case:{one}:") for one in (_case(player).id, "0" * 32)
    )
    assert "ไม่พบเรื่องนี้" in real
    assert "ไม่พบเรื่องนี้" in invented


def test_a_filers_buttons_do_nothing_for_anybody_else(player: Player) -> None:
    case = _case(player)
    said = [_press(player, f"x:{act}:{case.id}:") for act in FILER_ACTS]
    said.append(_press(player, f"x:case.checked:{case.id}:solved"))
    assert not any(secret in one for one in said for secret in SECRETS)
    assert _case(player).state is CaseState.NEW


def test_a_view_of_a_restricted_case_is_audited_and_a_refused_one_is_no_view(
    player: Player,
) -> None:
    case = _case(player)
    for who in ("district_officer", "officer"):
        player.do_as(who)
        _press(player, f"x:staff.case:{case.id}:")
    with player.deployment.house.database.read() as session:
        entries = session.scalars(sa.select(AuditEntry)).all()
    assert [(entry.action, entry.subject) for entry in entries] == [("case.view", case.id)]


@pytest.mark.parametrize("number", ["9" * 30, "²", "๙", "-1"])
def test_a_number_that_no_row_can_have_is_answered_like_words_that_are_gone(
    player: Player, number: str
) -> None:
    assert "ข้อความนั้นไม่อยู่แล้ว" in _press(player, f"x:danger.keep:{number}:")


def test_somebody_elses_kept_words_are_not_to_be_had(player: Player) -> None:
    player.do_as("kham")
    player.do_say("มีเสียงปืนหลังบ้าน")
    with player.deployment.house.database.read() as session:
        kept = session.scalars(sa.select(Kept)).one()
    player.do_as("friend")
    assert "ข้อความนั้นไม่อยู่แล้ว" in _press(player, f"x:danger.keep:{kept.id}:")
    assert _case(player).urgent is False


@pytest.mark.parametrize("who", ["friend", "district_officer"])
def test_what_was_left_for_the_office_is_read_by_nobody_else(player: Player, who: str) -> None:
    player.do_as("officer")
    player.do_say("คุยกับเจ้าหน้าที่")
    player.do_say("เรื่องเอกสารที่ดิน")
    with player.deployment.house.database.read() as session:
        number = session.scalar(sa.select(sa.func.max(Kept.id)))
    player.do_as(who)
    said = [_press(player, f"x:{act}:{number}:") for act in ("staff.kept", "staff.word")]
    assert all("ไม่พบข้อความนี้" in one and "ที่ดิน" not in one for one in said)


def test_every_look_at_what_was_left_is_audited(player: Player) -> None:
    player.do_as("kham")
    player.do_say("คุยกับเจ้าหน้าที่")
    player.do_say("เรื่องเอกสารที่ดิน")
    with player.deployment.house.database.read() as session:
        number = session.scalar(sa.select(sa.func.max(Kept.id)))
    player.do_as("officer")
    assert "เรื่องเอกสารที่ดิน" in _press(player, f"x:staff.kept:{number}:")
    with player.deployment.house.database.read() as session:
        entries = session.scalars(sa.select(AuditEntry)).all()
        assert [(one.action, one.subject) for one in entries] == [("kept.view", str(number))]
