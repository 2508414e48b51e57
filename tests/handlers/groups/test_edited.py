"""LINE reference, "Message edited event": the largest timestamp is the newest wording."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

import bootstrap
from models.inbox import Event
from models.words import OutboxState
from tests.support.group import Group, called
from tests.support.searching import columns_with

OLD, NEW = "zebramark", "lionmark"


@pytest.fixture
def group(any_house: bootstrap.WorkerHouse) -> Group:
    return Group(any_house)


def test_edited_so_that_it_names_the_bot_it_is_answered(group: Group) -> None:
    group.talk("เมนู")
    group.edit("77", "เมนู")
    assert len(group.answers()) == 1


def test_edited_so_that_it_asks_for_something_else_it_is_answered_anew(group: Group) -> None:
    message = group.call("เมนู", ago=30)
    group.deliver()
    group.edit(message, "คุยกับเจ้าหน้าที่")
    assert "เจ้าหน้าที่คุยกัน" in group.last()


def test_a_slip_that_is_put_right_is_not_answered_twice(group: Group) -> None:
    message = group.call(f"{OLD} ถึงไหน", ago=30)
    group.deliver()
    group.edit(message, f"{NEW} ถึงไหน")
    assert len(group.answers()) == 1
    assert columns_with(group.house.database, OLD) == set()
    assert columns_with(group.house.database, NEW) == {"event.payload"}


def test_an_answer_that_nobody_sent_yet_is_not_said_to_older_words(group: Group) -> None:
    message = group.call("เมนู", ago=30)
    group.edit(message, "คุยกับเจ้าหน้าที่")
    assert [row.state for row in group.rows()] == [OutboxState.WITHDRAWN, OutboxState.WAITING]


def test_an_answer_that_waits_stays_when_it_is_still_the_right_one(group: Group) -> None:
    message = group.call("เมนู", ago=30)
    group.edit(message, "ช่วยเหลือ")
    assert [row.state for row in group.rows()] == [OutboxState.WAITING]


def test_edited_so_that_it_names_the_bot_no_longer_it_is_forgotten(group: Group) -> None:
    message = group.call(OLD, ago=30)
    group.edit(message, NEW, calls=False)
    assert columns_with(group.house.database, OLD, NEW) == set()
    assert [row.state for row in group.rows()] == [OutboxState.WITHDRAWN]


def test_an_edit_that_comes_before_its_message_counts_all_the_same(group: Group) -> None:
    group.edit("41", NEW)
    group.event(said("41", OLD), ago=60)
    assert columns_with(group.house.database, OLD) == set()
    assert len(group.answers()) == 1


def test_a_message_that_was_not_for_the_bot_any_more_when_it_came_is_unread(group: Group) -> None:
    group.edit("41", NEW, calls=False)
    group.event(said("41", OLD), ago=60)
    assert columns_with(group.house.database, OLD, NEW) == set()
    assert group.answers() == []


def test_of_two_edits_in_the_wrong_order_the_newer_counts(group: Group) -> None:
    message = group.call("เมนู", ago=90)
    group.deliver()
    group.edit(message, "คุยกับเจ้าหน้าที่")
    group.edit(message, OLD, ago=60)
    assert len(group.answers()) == 2
    assert columns_with(group.house.database, OLD) == set()


def test_an_older_edit_without_a_name_does_not_undo_a_newer_one_with_it(group: Group) -> None:
    group.edit("41", NEW, ago=60, calls=False)
    group.edit("41", "เมนู")
    group.edit("41", NEW, ago=30, calls=False)
    assert len(group.answers()) == 1
    assert group.rows()[0].state is OutboxState.WAITING


def test_an_unsent_message_stays_unsent_whatever_edit_comes_late(group: Group) -> None:
    message = group.call(OLD, ago=60)
    group.unsend(message)
    group.edit(message, NEW, ago=30)
    assert columns_with(group.house.database, OLD, NEW) == set()


def test_unsent_though_it_was_never_for_the_bot(group: Group) -> None:
    group.talk(OLD)
    group.unsend("77")
    with group.house.database.read() as session:
        assert session.scalars(sa.select(Event.kind)).all() == ["unsend"]
    assert group.answers() == []


def said(message_id: str, words: str) -> dict[str, object]:
    return {"type": "message", "message": {"type": "text", "id": message_id, **called(words)}}
