"""Design §3, "Claim and turn": order within a chat, lateness, tries, and a lost claim."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from bot.inbox import dead, handle
from bot.inbox.turn import Context, Turn
from models.database import TooSlow
from models.inbox import Event
from models.kept import Kept
from models.outbox import Outgoing
from models.words import EventState, OutboxState
from tests.support.desk import Desk


def _claim(desk: Desk) -> tuple[int, str] | None:
    return handle.claim(desk.site.house.database, desk.site.house.context)


def _handle(desk: Desk, context: Context | None = None) -> bool:
    claimed = _claim(desk)
    if claimed is not None:
        house = desk.site.house
        handle.handle(house.database, context or house.context, *claimed)
    return claimed is not None


def _broken(desk: Desk) -> Context:
    """A context whose every word fails, after it has written something."""

    def fail(turn: Turn) -> bool:
        kept = Kept(mailbox_key=turn.mailbox.key, kind="text", state="loose", said_at=turn.now)
        turn.session.add(kept)
        turn.session.flush()
        raise ZeroDivisionError

    context = desk.site.house.context
    return replace(context, routes=replace(context.routes, first=[fail]))


def _events(desk: Desk) -> list[Event]:
    return desk.rows(Event)


def _older(desk: Desk, event_id: int, seconds: float) -> None:
    with desk.site.house.database.write() as session:
        event = session.get_one(Event, event_id)
        event.occurred_at = event.occurred_at.fromtimestamp(
            event.occurred_at.timestamp() - seconds, event.occurred_at.tzinfo
        )


def test_one_chats_events_are_handled_one_after_the_other(any_desk: Desk) -> None:
    any_desk.say("หนึ่ง")
    any_desk.say("สอง")
    assert _claim(any_desk) is not None
    assert _claim(any_desk) is None


def test_two_chats_events_are_handled_side_by_side(any_desk: Desk) -> None:
    any_desk.say("หนึ่ง")
    any_desk.site.control.person("คำ")
    any_desk.delivered()
    assert _claim(any_desk) is not None
    assert _claim(any_desk) is not None


def test_the_smallest_timestamp_goes_first(any_desk: Desk) -> None:
    any_desk.say("หนึ่ง")
    any_desk.say("สอง")
    second = _events(any_desk)[1].id
    _older(any_desk, second, 3600)
    claimed = _claim(any_desk)
    assert claimed is not None
    assert claimed[0] == second


def test_what_is_older_than_the_last_one_handled_is_late(any_desk: Desk) -> None:
    any_desk.say("หนึ่ง")
    _handle(any_desk)
    any_desk.say("สอง")
    _older(any_desk, _events(any_desk)[1].id, 3600)
    _handle(any_desk)
    assert [one.late for one in _events(any_desk)] == [False, True]


def test_what_fails_is_tried_five_times_and_is_dead_then(any_desk: Desk) -> None:
    any_desk.say()
    tries = 0
    for _ in range(20):
        tries += _handle(any_desk, _broken(any_desk))
        any_desk.site.advance(1)
    assert tries == 5
    assert [one.state for one in _events(any_desk)] == [EventState.DEAD]


def test_a_failed_turn_leaves_nothing_behind(any_desk: Desk) -> None:
    any_desk.say()
    _handle(any_desk, _broken(any_desk))
    assert any_desk.rows(Kept) == any_desk.rows(Outgoing) == []


def test_who_cannot_be_heard_is_told_once_and_so_are_staff(desk: Desk) -> None:
    _die(desk)
    desk.send_for(3)
    keys = [row.dedupe_key.split(":")[0] for row in desk.rows(Outgoing)]
    assert sorted(keys) == ["alarm", "sorry"]
    assert len(desk.said()) == 1
    assert all(row.state is OutboxState.SENT for row in desk.rows(Outgoing))


def test_a_dead_event_that_is_tried_again_is_answered_after_all(any_desk: Desk) -> None:
    _die(any_desk)
    _replay(any_desk)
    _handle(any_desk)
    any_desk.send_for(3)
    assert [one.state for one in _events(any_desk)] == [EventState.DONE]
    assert len(any_desk.said()) >= 2


def test_an_event_may_die_twice(any_desk: Desk) -> None:
    _die(any_desk)
    _replay(any_desk)
    _die(any_desk, say=False)
    any_desk.send_for(3)
    assert [one.state for one in _events(any_desk)] == [EventState.DEAD]
    assert len(any_desk.said()) == 1


def test_an_event_of_which_workers_die_is_not_tried_for_ever(desk: Desk) -> None:
    desk.say()
    for _ in range(handle.MOST_CLAIMS):
        assert _claim(desk) is not None  # and its worker dies
        desk.site.advance(11)
    _handle(desk)
    assert [one.state for one in _events(desk)] == [EventState.DEAD]


def test_a_worker_that_was_taken_for_dead_leaves_nothing_behind(any_desk: Desk) -> None:
    any_desk.say()
    slow = _claim(any_desk)
    any_desk.site.advance(11)  # its lease is over
    assert slow is not None
    assert _claim(any_desk) is not None
    house = any_desk.site.house
    handle.handle(house.database, house.context, *slow)
    assert any_desk.rows(Outgoing) == []
    assert [one.state for one in _events(any_desk)] == [EventState.WAITING]


def test_a_claim_lost_in_the_midst_of_a_turn_undoes_all_of_it(desk: Desk) -> None:
    desk.say()
    context = desk.site.house.context

    def robbed(turn: Turn) -> bool:
        turn.session.execute(
            sa.update(Event).values(token="x").execution_options(synchronize_session=False)
        )
        return False

    _handle(desk, replace(context, routes=replace(context.routes, first=[robbed])))
    assert desk.rows(Outgoing) == desk.rows(Kept) == []
    assert [one.state for one in _events(desk)] == [EventState.WAITING]


def test_an_event_is_answered_once_whoever_handles_it(any_desk: Desk) -> None:
    any_desk.say("เมนู")
    _handle(any_desk)
    assert not _handle(any_desk)
    any_desk.send_for(3)
    assert len([one for one in any_desk.sends("reply") if one["status"] == 200]) == 1


@pytest.mark.parametrize("kind", ["things", "activated", "membership", "somethingNew"])
def test_an_unknown_kind_of_event_is_kept_and_done(desk: Desk, kind: str) -> None:
    desk.say()
    with desk.site.house.database.write() as session:
        event = session.scalars(sa.select(Event)).one()
        event.kind = kind
        event.payload = json.dumps(json.loads(event.payload or "{}") | {"type": kind})
    _handle(desk)
    assert [one.state for one in _events(desk)] == [EventState.DONE]


def _die(desk: Desk, *, say: bool = True) -> None:
    if say:
        desk.say("เมนู")
    for _ in range(12):
        _handle(desk, _broken(desk))
        desk.site.advance(1)


def _replay(desk: Desk) -> None:
    event: Any = _events(desk)[0]
    with desk.site.house.database.write() as session:
        assert dead.replay(session, event.id, desk.now)


def test_in_standby_nothing_is_said(desk: Desk) -> None:
    desk.site.control.faults(standby=True)
    desk.say("สวัสดี")
    assert _handle(desk)
    assert desk.rows(Outgoing) == []


def test_an_event_held_for_foreign_can_be_handled_after_all(desk: Desk) -> None:
    desk.say("สวัสดี")
    with desk.site.house.database.write() as session:
        event = session.scalars(sa.select(Event)).one()
        event.state = EventState.FOREIGN
        assert dead.replay(session, event.id, desk.now)
    assert _handle(desk)
    assert _events(desk)[0].state is EventState.DONE


def test_an_event_that_is_always_too_slow_is_dead_after_five_tries(desk: Desk) -> None:
    def slow(_turn: Turn) -> bool:
        raise TooSlow

    context = desk.site.house.context
    context = replace(context, routes=replace(context.routes, first=[slow]))
    desk.say("สวัสดี")
    for _ in range(5):
        _handle(desk, context)
        desk.site.advance(5)
    assert _events(desk)[0].state is EventState.DEAD
