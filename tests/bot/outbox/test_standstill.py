"""Design §3: after a standstill each chat gets one message, across many chats at once."""

from __future__ import annotations

import threading
from collections import Counter

from base.clock import monotonic, pause
from models.words import OutboxState
from tests.support.desk import Desk

CHATS = 60
EACH_SAID = 3
PATIENCE = 60.0


def test_after_a_standstill_each_of_many_chats_gets_one_message(any_desk: Desk) -> None:
    """By a whole worker with all its hands, and what goes to nobody's question beside it."""
    site = any_desk.site
    site.control.webhook_on(False)
    chats = [Desk(site, site.control.person(f"คนที่ {number}")) for number in range(CHATS)]
    site.control.webhook_on(True)
    for round_ in range(EACH_SAID):
        for chat in chats:
            chat.answer(f"คำตอบที่ {round_}")
    site.advance(300)
    _worked_off(any_desk)
    said = [chat.said() for chat in chats]
    assert said == [[f"คำตอบที่ {EACH_SAID - 1}"]] * CHATS
    states = Counter(row.state for row in any_desk.rows())
    assert states == {
        OutboxState.SENT: CHATS,
        OutboxState.SUPERSEDED: CHATS * (EACH_SAID - 1),
    }


def _worked_off(desk: Desk) -> None:
    """Until nothing waits."""
    thread = threading.Thread(target=desk.site.worker.run)
    thread.start()
    until = monotonic() + PATIENCE
    while any(row.state is OutboxState.WAITING for row in desk.rows()) and monotonic() < until:
        pause(0.1)
    desk.site.worker.stop()
    thread.join()
