"""Who facilitates a cohort and deletes their data is named nowhere as one."""

from __future__ import annotations

import sqlalchemy as sa

import bootstrap
from models.facilitators import Facilitator
from tests.golden.cast.base import user_id
from tests.golden.cast.waves import another_facilitator
from tests.handlers.conftest import cast_in
from tests.support.chat import Chat


def test_they_are_none_any_more(any_house: bootstrap.WorkerHouse) -> None:
    cast_in(any_house)
    with any_house.database.write() as session:
        another_facilitator(session, any_house.clock.now())
    chat = Chat(any_house, user_id("another_facilitator"))
    chat.say("ลบข้อมูลของฉัน")
    chat.press("ลบเลย")
    chat.deliver()
    with any_house.database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Facilitator)) == 0
