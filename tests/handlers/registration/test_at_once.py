"""Two phones want one name in the same moment: one of them gets it, the other is told."""

from __future__ import annotations

import threading

import sqlalchemy as sa

import bootstrap
from bot.inbox.handle import claim, handle
from models.people import AccountPerson, PersonalCode, account_of
from tests.golden.cast import base as cast
from tests.handlers.conftest import cast_in
from tests.support.chat import Chat

PHONES = ("stranger", "friend")


def _ready(house: bootstrap.WorkerHouse) -> list[Chat]:
    """Each has typed the code and sees [ใช่ ฉันเอง]."""
    come = cast_in(house)
    come("saifon")
    chats = [come(name) for name in PHONES]
    for chat in chats:
        chat.say("ลงชื่อ AD7K")
    return chats


def _both_at_once(house: bootstrap.WorkerHouse) -> None:
    """Two workers, each with one of the two events in hand."""
    together, claimed = threading.Barrier(2), [claim(house.database, house.context) for _ in "ab"]

    def work(event_id: int, token: str) -> None:
        together.wait(60)
        handle(house.database, house.context, event_id, token)

    workers = [threading.Thread(target=work, args=one) for one in claimed if one]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert len(workers) == 2


def test_one_code_pressed_on_two_phones_at_once_claims_the_name_once(
    any_house: bootstrap.WorkerHouse,
) -> None:
    chats = _ready(any_house)
    for chat in chats:
        [yes, *_] = [action["data"] for _, action in chat.buttons()]
        chat.store({"type": "postback", "postback": {"data": yes}})
    _both_at_once(any_house)
    with any_house.database.read() as session:
        taken = session.scalars(sa.select(AccountPerson.account_id)).all()
        used = session.get_one(PersonalCode, "AD7K").used_by
        accounts = [account_of(session, cast.user_id(name)) for name in PHONES]
    assert taken == [used]
    assert used in [one.id for one in accounts if one]
    assert len({chat.last() for chat in chats}) == 2
