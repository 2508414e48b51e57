"""An officer's words that still wait when whoever filed the case leaves a phone that others use:
they go along, and stay with nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

import bootstrap
from commands.move import command
from handlers.handover.service import unwanted
from models.handover import Handover
from models.outbox import Outgoing
from models.words import OutboxKind, OutboxState
from tests.golden.cast import base, feedback, sharing
from tests.handlers.conftest import cast_in
from tests.support.chat import Chat

WORDS = "ช่างไปถึงพรุ่งนี้เช้านะคะ"
NEW = base.user_id("friend")


@pytest.fixture
def kham(any_house: bootstrap.WorkerHouse) -> Chat:
    """ลุงคำ, whose phone ป้าแดง uses too; what an officer just wrote to him was not sent yet."""
    come = cast_in(any_house)
    come("officer")
    come("friend")
    before = any_house.clock.now() - timedelta(days=1)
    with any_house.database.write() as session:
        feedback.kham(session, before)
        feedback.open_case(session, before)
        sharing.uncle_on_it(session, before)
    officer = Chat(any_house, base.user_id("officer"))
    officer.press("ดูเรื่อง")
    officer.press("คุยเอง")
    officer.say(WORDS)
    return Chat(any_house, base.user_id("kham"))


def _words(chat: Chat) -> Outgoing:
    with chat.house.database.read() as session:
        mine = Outgoing.dedupe_key.startswith("talk:to-")
        return session.scalars(sa.select(Outgoing).where(mine)).one()


def _moved(chat: Chat) -> None:
    house = chat.house
    move = command(lambda: house.database, lambda: house.clock, lambda: house.context.secret_key)
    done = CliRunner().invoke(move, ["ลุงคำ", NEW])
    assert done.exit_code == 0, done.output


def _change(chat: Chat, **values: object) -> None:
    with chat.house.database.write() as session:
        row = session.get_one(Outgoing, _words(chat).id)
        for name, value in values.items():
            setattr(row, name, value)


def test_words_that_wait_go_to_the_new_phone(kham: Chat) -> None:
    _moved(kham)
    assert (_words(kham).to, _words(kham).mailbox_key) == (NEW, f"user:{NEW}")


def test_that_a_talk_is_over_is_told_on_the_new_phone(kham: Chat) -> None:
    Chat(kham.house, base.user_id("officer")).press("คืนให้น้องเวที")
    _moved(kham)
    with kham.house.database.read() as session:
        over = Outgoing.dedupe_key.regexp_match("^talk:end-[0-9]+$")
        assert session.scalars(sa.select(Outgoing.to).where(over)).all() == [NEW]


def test_words_that_may_have_come_to_the_old_phone_come_to_the_new_one_too(kham: Chat) -> None:
    """LINE says «sent already» to a key that it has seen, whatever phone it was for."""
    before = _words(kham).retry_key
    _change(kham, attempts=1, unclear_tries=1, first_try_at=kham.house.clock.now())
    _moved(kham)
    row = _words(kham)
    assert (row.to, row.attempts, row.unclear_tries, row.first_try_at) == (NEW, 0, 0, None)
    assert row.retry_key != before


def test_words_in_a_senders_hand_are_not_tried_on_the_old_phone_again(kham: Chat) -> None:
    _change(kham, token="somebody")
    _moved(kham)
    with kham.house.database.read() as session:
        row = session.get_one(Outgoing, _words(kham).id)
        assert row.to == kham.user
        assert unwanted(session, row) == "said elsewhere"


def test_words_to_who_stays_are_wanted(kham: Chat) -> None:
    with kham.house.database.read() as session:
        assert unwanted(session, session.get_one(Outgoing, _words(kham).id)) is None


def test_whoever_deletes_their_data_on_that_phone_hears_no_more_of_the_officer(kham: Chat) -> None:
    kham.say("เปลี่ยนคน")
    kham.press("ลุงคำ")
    kham.say("ลบข้อมูลของฉัน")
    kham.press("ลบเลย")
    row = _words(kham)
    assert (row.kind, row.state, row.body) == (OutboxKind.PUSH, OutboxState.WITHDRAWN, None)
    with kham.house.database.read() as session:
        assert session.scalars(sa.select(Handover)).all() == []
