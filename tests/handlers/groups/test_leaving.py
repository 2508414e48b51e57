"""A group that the bot must leave is closed; nothing is ever pushed into one."""

from __future__ import annotations

import pytest

import bootstrap
from models.words import OutboxState
from tests.handlers.conftest import cast_in
from tests.support.group import Group


@pytest.fixture
def group(any_house: bootstrap.WorkerHouse) -> Group:
    return Group(any_house)


def states(group: Group) -> list[OutboxState]:
    return [row.state for row in group.rows()]


def test_what_still_waited_to_be_said_is_withdrawn(group: Group) -> None:
    group.call("เมนู", ago=30)
    group.leave()
    assert states(group) == [OutboxState.WITHDRAWN]


def test_what_comes_late_from_a_group_that_is_left_is_not_answered(group: Group) -> None:
    group.leave()
    group.call("เมนู", ago=30)
    group.event({"type": "postback", "postback": {"data": "x:talk.menu::"}}, ago=20)
    assert group.answers() == []


def test_invited_again_it_greets_again_and_answers(group: Group) -> None:
    group.join(ago=90)
    group.leave(ago=60)
    group.join(ago=30)
    group.call("เมนู")
    assert states(group)[0] is OutboxState.WITHDRAWN
    assert "ในกลุ่มเราไม่อ่านตาม" in group.last()


def test_a_leaving_that_is_delivered_after_the_new_invitation_closes_nothing(
    group: Group,
) -> None:
    group.join()
    group.leave(ago=60)
    group.call("เมนู")
    assert OutboxState.WITHDRAWN not in states(group)
    assert "ในกลุ่มเราไม่อ่านตาม" in group.last()


def test_whoever_calls_after_the_leaving_has_let_it_in_again(group: Group) -> None:
    group.leave(ago=60)
    group.call("เมนู")
    assert len(group.answers()) == 1


def test_two_groups_know_nothing_of_each_other(any_house: bootstrap.WorkerHouse) -> None:
    first, second = Group(any_house, "1"), Group(any_house, "2")
    first.call("เมนู", ago=30)
    second.leave()
    second.call("เมนู", ago=30)
    assert (len(first.answers()), second.answers()) == (1, [])
    assert states(first) == [OutboxState.WAITING]


def test_what_is_said_in_a_group_does_nothing_to_a_form_that_is_open_in_private(
    group: Group,
) -> None:
    friend = cast_in(group.house)("friend")
    friend.say("ลงชื่อ")
    group.call("ยกเลิก", by=friend.user)
    friend.say("แม่บัวลอย")
    assert friend.last() == "อยู่อำเภอไหนคะ"
