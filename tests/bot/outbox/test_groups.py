"""LINE counts a push into a group once a member ("Messaging API pricing"): only replies go."""

from __future__ import annotations

from bot.messages.bubbles import Bubble
from bot.outbox.write import Push, Reply, put_push, put_reply
from models.outbox import Outgoing
from models.words import OutboxState, Priority
from tests.support.desk import Desk, Heard

GROUP = "C" + "1" * 32


def answered(desk: Desk, heard: Heard) -> int:
    """An answer in the group to an event that bore this token."""
    reply = Reply(
        mailbox_key=f"group:{GROUP}",
        to=GROUP,
        reply_token=heard.token,
        event_key=heard.key,
        event_at=heard.at,
        bubbles=[Bubble("ในกลุ่ม")],
    )
    with desk.site.house.database.write() as session:
        return put_reply(session, reply, desk.now).id


def ended(desk: Desk, row_id: int) -> Outgoing:
    desk.send_for(2)
    assert desk.sends("push") == []
    return desk.row(row_id)


def test_an_answer_in_a_group_goes_as_a_reply(any_desk: Desk) -> None:
    row = ended(any_desk, answered(any_desk, any_desk.hear()))
    assert row.state is OutboxState.SENT
    assert any_desk.said() == ["ในกลุ่ม"]


def test_an_answer_whose_token_line_refuses_is_not_pushed_into_the_group(any_desk: Desk) -> None:
    heard = any_desk.hear()
    any_desk.answer("ก่อนหน้า", heard)
    any_desk.send_for(1)
    other = Heard(heard.token, "another event", heard.at)
    row = ended(any_desk, answered(any_desk, other))
    assert (row.state, row.outcome) == (OutboxState.WITHDRAWN, "into a group only as a reply")


def test_an_answer_that_comes_too_late_to_be_a_reply_is_not_said(any_desk: Desk) -> None:
    row_id = answered(any_desk, any_desk.hear())
    any_desk.site.advance(21 * 60)
    assert ended(any_desk, row_id).state is OutboxState.WITHDRAWN
    assert any_desk.sends("reply") == []


def test_whoever_writes_a_push_into_a_group_pushes_nothing(any_desk: Desk) -> None:
    push = Push(
        to=GROUP,
        mailbox_key=f"group:{GROUP}",
        bubbles=[Bubble("ประกาศ")],
        dedupe_key="test:group",
        priority=Priority.ASKED,
        due_at=any_desk.now,
    )
    with any_desk.site.house.database.write() as session:
        row = put_push(session, push, any_desk.now)
        assert row is not None
        row_id = row.id
    assert ended(any_desk, row_id).state is OutboxState.WITHDRAWN
