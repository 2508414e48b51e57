"""What is typed after an announcement waits for its answer, however late it is heard."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from handlers.announce import service
from models.audience import parse
from models.many import Addressee
from models.outbox import Outgoing
from models.staff import Staff
from models.words import AddresseeState
from tests.handlers.conftest import Named
from tests.support.chat import Chat


def _announced(chat: Chat) -> None:
    """To the village leaders; LINE has taken it."""
    now = chat.house.clock.now()
    with chat.house.database.write() as session:
        draft = service.Draft("พรุ่งนี้ประชุมเก้าโมงค่ะ", parse("role:leader", []))
        service.propose(session, session.scalars(sa.select(Staff)).one(), draft, now)
    chat.run_tasks()
    with chat.house.database.write() as session:
        taken = {"state": AddresseeState.SENT, "finished_at": now}
        session.execute(sa.update(Addressee).values(**taken))


def test_what_is_heard_more_than_a_day_late_is_asked_about_all_the_same(people: Named) -> None:
    people("officer")
    chat = people("headman")
    _announced(chat)
    chat.say("ประกาศ")
    with chat.house.database.write() as session:
        session.execute(sa.update(Outgoing).values(first_try_at=chat.house.clock.now()))
    chat.store({"type": "message", "message": {"id": "1", "type": "text", "text": "เลื่อนเป็นบ่าย"}})
    chat.house.clock.advance(timedelta(hours=30).total_seconds())  # type: ignore[attr-defined]
    chat.handle()
    assert [label for label, _ in chat.buttons()] == ["ถามเรื่องประกาศนี้", "เรื่องอื่น"]
