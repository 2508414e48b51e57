"""`flask send` to more than one may send to alone: nobody gets it until an officer agrees."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

import bootstrap
from commands import holding, send
from models.many import Addressee, Mailing
from models.outbox import Outgoing
from models.people import Account
from models.staff import AuditEntry, Staff
from models.words import AddresseeState, MailingState, OutboxState
from tests.golden.cast.base import user_id
from tests.golden.cast.staff import plain_admin
from tests.handlers.conftest import cast_in
from tests.support.chat import Chat

WORDS = "พรุ่งนี้ประชุมเก้าโมงค่ะ"
MANY = 4
ZONE = ZoneInfo("Asia/Bangkok")


class Office:
    """An officer's phone, and an operator who may send to three alone."""

    def __init__(self, house: bootstrap.WorkerHouse, folder: Path) -> None:
        self.house, self.file = house, folder / "people.csv"
        self.come = cast_in(house)
        self.officer = self.come("officer")
        now, users = house.clock.now(), [f"U{number:032}" for number in range(MANY)]
        with house.database.write() as session:
            for user in users:
                session.add(Account(id=user[-5:], line_user_id=user, friend=True, created_at=now))
        self.file.write_text("\n".join(["line_user_id", *users]) + "\n", encoding="utf-8")

    def colleague(self) -> Chat:
        with self.house.database.write() as session:
            plain_admin(session, self.house.clock.now())
        return Chat(self.house, user_id("plain_admin"))

    def run(self, *words: str, alone: int = MANY - 1) -> Result:
        database, clock = self.house.database, self.house.clock
        group = send.group(lambda: database, lambda: clock, lambda: ZONE, lambda: alone)
        group.add_command(holding.release(lambda: database, lambda: clock))
        return CliRunner().invoke(group, list(words))

    def send(self, *more: str, alone: int = MANY - 1) -> Result:
        return self.run("text", str(self.file), "--text", WORDS, "--yes", *more, alone=alone)

    def mailing(self) -> Mailing:
        with self.house.database.read() as session:
            return session.scalars(sa.select(Mailing)).one()

    def waiting(self) -> list[str]:
        """Who would get it now, and who waits for somebody's word."""
        with self.house.database.read() as session:
            rows = sa.select(Outgoing.state).where(Outgoing.mailing_id.is_not(None))
            return list(session.scalars(rows))

    def log(self) -> list[tuple[str, str | None]]:
        with self.house.database.read() as session:
            chosen = sa.select(AuditEntry).where(AuditEntry.action.startswith("send."))
            rows = session.scalars(chosen.order_by(AuditEntry.id))
            return [(row.action, row.staff_id) for row in rows]


@pytest.fixture
def office(any_house: bootstrap.WorkerHouse, tmp_path: Path) -> Office:
    return Office(any_house, tmp_path)


def test_up_to_the_size_nobody_else_is_asked(office: Office) -> None:
    done = office.send(alone=MANY)
    assert "It goes out as send:" in done.output, done.output
    assert (office.mailing().state, office.officer.rows()) == (MailingState.ASKING, [])


def test_above_the_size_it_waits_until_an_officer_has_seen_it_and_agrees(office: Office) -> None:
    done = office.send()
    assert "an officer has to agree in LINE (1 are asked)" in done.output, done.output
    assert (office.mailing().state, office.waiting()) == (MailingState.WRITING, [OutboxState.HELD])
    office.officer.press("ดูก่อนอนุมัติ")
    assert WORDS in office.officer.answers()
    assert office.officer.last() == f"ถึง {MANY} เครื่อง ส่งเลย\nให้ส่งไหมคะ"
    office.officer.press("อนุมัติ")
    assert office.mailing().state is MailingState.ASKING
    staff = next(one for action, one in office.log() if action == "send.approve")
    assert staff is not None


def test_no_hand_lets_it_go_before(office: Office) -> None:
    office.send()
    office.run("release", office.mailing().key)
    office.run("release", "pushes")
    assert (office.mailing().state, office.waiting()) == (MailingState.WRITING, [OutboxState.HELD])


def test_what_an_officer_refuses_goes_to_nobody(office: Office) -> None:
    office.send()
    office.officer.press("ดูก่อนอนุมัติ")
    office.officer.press("ไม่อนุมัติ")
    office.officer.say("วันผิดค่ะ")
    assert office.officer.last() == "ไม่อนุมัติแล้วค่ะ ไม่มีใครได้รับข้อความนี้"
    assert office.mailing().reason == "วันผิดค่ะ"
    assert "an officer said no: วันผิดค่ะ" in office.run("show", office.mailing().key).output
    assert (office.mailing().state, office.waiting()) == (
        MailingState.WITHDRAWN,
        [OutboxState.WITHDRAWN],
    )


def test_pressed_twice_it_is_decided_once(office: Office) -> None:
    office.send()
    office.officer.press("ดูก่อนอนุมัติ")
    office.officer.press("อนุมัติ")
    office.officer.press("ไม่อนุมัติ")
    assert office.officer.last() == "ข้อความนี้ตัดสินไปแล้วค่ะ"
    assert office.mailing().state is MailingState.ASKING


def test_said_again_after_a_kill_it_asks_and_names_nobody_twice(office: Office) -> None:
    """Killed when all are named and nobody is asked yet, and once more after that."""
    office.send()
    with office.house.database.write() as session:
        session.execute(sa.update(Mailing).values(hold_reason=None))
        session.execute(sa.delete(Outgoing).where(Outgoing.mailing_id.is_(None)))
    for _ in range(2):
        assert "(1 are asked)" in office.send().output
    assert len(office.officer.rows()) == 1
    with office.house.database.read() as session:
        states = session.scalars(sa.select(Addressee.state)).all()
    assert states == [AddresseeState.WAITING] * MANY


def test_who_answers_for_it_or_looks_after_a_district_does_not_agree_to_it(office: Office) -> None:
    local = office.come("district_officer")
    done = office.send("--urgent-by", user_id("officer"))
    assert "there is none" in done.output
    assert (office.officer.rows(), local.rows()) == ([], [])


def test_whoever_is_no_officer_agrees_to_nothing(office: Office) -> None:
    office.send()
    office.officer.press("ดูก่อนอนุมัติ")
    with office.house.database.write() as session:
        session.execute(sa.update(Staff).values(ended_at=office.house.clock.now()))
    office.officer.press("อนุมัติ")
    assert office.mailing().state is MailingState.WRITING


def test_what_goes_to_everybody_waits_too(office: Office) -> None:
    done = office.run("everybody", "--text", WORDS, "--yes")
    assert "an officer has to agree" in done.output, done.output
    assert (office.mailing().state, office.waiting()) == (MailingState.WRITING, [OutboxState.HELD])
    office.officer.press("ดูก่อนอนุมัติ")
    office.officer.press("อนุมัติ")
    assert office.mailing().state is MailingState.ASKING


def test_a_list_that_is_taken_back_asks_nobody_any_more(office: Office) -> None:
    office.send()
    office.run("withdraw", office.mailing().key)
    chat: Chat = office.officer
    chat.press("ดูก่อนอนุมัติ")
    assert chat.last() == "ข้อความนี้ตัดสินไปแล้วค่ะ"


def test_whoever_asked_for_it_reads_why_and_never_agrees_themselves(office: Office) -> None:
    other = office.colleague()
    assert "(1 are asked)" in office.send("--by", user_id("plain_admin")).output
    assert other.rows() == []
    office.officer.press("ดูก่อนอนุมัติ")
    office.officer.press("ไม่อนุมัติ")
    office.officer.say("วันผิดค่ะ")
    assert "ไม่อนุมัติข้อความถึงหลายคนค่ะ ไม่มีใครได้รับ\nวันผิดค่ะ" in other.last()


def test_whoever_agrees_when_its_time_has_passed_reads_that_nobody_gets_it(office: Office) -> None:
    office.send("--until", "2026-07-13 10:30")
    office.officer.press("ดูก่อนอนุมัติ")
    office.house.clock.advance(3600)  # type: ignore[attr-defined]
    office.officer.press("อนุมัติ")
    assert office.officer.last() == "เลยเวลาของข้อความนี้แล้วค่ะ จึงไม่ได้ส่งให้ใคร"
    assert office.mailing().state is MailingState.WITHDRAWN


def test_what_would_rest_until_its_time_has_passed_is_too_late_at_night(office: Office) -> None:
    office.send("--until", "2026-07-13 21:30")
    office.house.clock.advance(10.5 * 3600)  # type: ignore[attr-defined]
    office.officer.press("ดูก่อนอนุมัติ")
    assert office.officer.last() == ("เลยเวลาที่ข้อความนี้มีประโยชน์แล้วค่ะ ถ้าอนุมัติตอนนี้ก็ไม่มีใครได้รับ")


def test_by_command_only_a_second_officer_agrees_and_is_written_down(office: Office) -> None:
    office.colleague()
    office.send("--by", user_id("officer"))
    key = office.mailing().key
    assert office.run("approve", key, "--by", user_id("officer")).exit_code == 1
    done = office.run("approve", key, "--by", user_id("plain_admin"))
    assert (done.exit_code, office.mailing().state) == (0, MailingState.ASKING), done.output
    by = dict(office.log())
    assert by["send.text"] == office.mailing().asked_by
    assert by["send.approve"] not in (None, by["send.text"])


def test_by_command_nobody_agrees_to_what_nobody_is_known_to_have_asked_for(office: Office) -> None:
    office.send()
    done = office.run("approve", office.mailing().key, "--by", user_id("officer"))
    assert "nobody knows who asked for it" in done.output
    assert office.mailing().state is MailingState.WRITING
