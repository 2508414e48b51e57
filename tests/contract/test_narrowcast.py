"""Narrowcasts: accepted first, sent later, with the month's messages reserved meanwhile."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.contract.line import TEXT, Answer, Line, eventually

NARROWCAST = "/v2/bot/message/narrowcast"
PROGRESS = "/v2/bot/message/progress/narrowcast"
MONTHLY = "You have reached your monthly limit."
WOMEN = {"demographic": {"type": "gender", "oneOf": ["female"]}}


def _send(line: Line, key: str | None = None, **body: Any) -> Answer:
    return line.call("POST", NARROWCAST, {"messages": [TEXT], **body}, key=key)


def _progress(line: Line, sent: Answer) -> Any:
    request_id = sent.headers["x-line-request-id"]
    return line.call("GET", f"{PROGRESS}?requestId={request_id}").json


def _pass(line: Line, phases: int = 1) -> None:
    for _ in range(phases):
        line.advance(600)


def _slow(line: Line, **more: Any) -> None:
    """Phases that end only when a test moves the clock."""
    line.faults(narrowcast_waiting_s=600, narrowcast_sending_s=600, **more)


def _friends(line: Line, number: int, **attributes: Any) -> list[str]:
    people = [line.join() for _ in range(number)]
    for user in people if attributes else []:
        line.control("PUT", f"users/{user}/attributes", attributes)
    return people


def _audience(line: Line, people: list[str]) -> int:
    body = {"description": f"รายชื่อ {uuid.uuid4()}", "audiences": [{"id": one} for one in people]}
    made = line.call("POST", "/v2/bot/audienceGroup/upload", body)
    line.advance(5)
    return int(made.json["audienceGroupId"])


def _in(audience_id: int) -> dict[str, object]:
    return {"type": "audience", "audienceGroupId": audience_id}


def test_a_narrowcast_is_accepted_and_goes_through_its_phases(line: Line, user: str) -> None:
    """Messaging API reference, §Send narrowcast message, §Get narrowcast message status."""
    _slow(line)
    sent = _send(line)
    assert (sent.status, sent.json) == (202, {})
    assert (_progress(line, sent)["phase"], line.shown(user)) == ("waiting", [])
    _pass(line)
    found = _progress(line, sent)
    assert (found["phase"], found["targetCount"], line.shown(user)) == ("sending", 1, [TEXT])
    _pass(line)
    found = _progress(line, sent)
    assert (found["phase"], found["successCount"], found["failureCount"]) == ("succeeded", 1, 0)
    assert found["acceptedTime"] < found["completedTime"]
    assert line.usage() == 1


def test_a_narrowcast_is_sent_though_nobody_asks_how_far_it_is(line: Line, user: str) -> None:
    """Messaging API reference, §Send narrowcast message: sent asynchronously."""
    line.faults(narrowcast_waiting_s=0, narrowcast_sending_s=0)
    _send(line)
    assert eventually(lambda: line.shown(user)) == [TEXT]


def test_a_narrowcast_reserves_for_everybody_and_a_push_meanwhile_is_429(line: Line) -> None:
    """Messaging API reference, §Send narrowcast message, note on remaining messages: phantom."""
    people = _friends(line, 3)
    _slow(line, quota=5)
    sent = _send(line, recipient=_in(_audience(line, people[:1])))
    _pass(line)
    assert _progress(line, sent)["phase"] == "sending"
    assert [line.push(people[0]).status for _ in range(2)] == [200, 200]
    refused = line.push(people[0])
    assert (refused.status, refused.message, line.usage()) == (429, MONTHLY, 2)
    _pass(line)
    assert _progress(line, sent)["phase"] == "succeeded"
    assert (line.push(people[0]).status, line.usage()) == (200, 4)


def test_a_month_too_short_for_the_target_reach_fails_when_the_sending_starts(line: Line) -> None:
    """Messaging API reference, §Send narrowcast message: an error when starting to deliver."""
    people = _friends(line, 3)
    line.faults(quota=2, narrowcast_waiting_s=0)
    sent = _send(line, recipient=_in(_audience(line, people[:1])))
    line.advance(1)
    found = _progress(line, sent)
    assert (found["phase"], found["failedDescription"]) == ("failed", MONTHLY)
    assert [line.shown(one) for one in people] == [[], [], []]


def test_31_a_month_used_up_refuses_a_narrowcast_at_once(line: Line, user: str) -> None:
    """Messaging API reference, §Send narrowcast message, 429."""
    line.faults(quota=0)
    assert (_send(line).status, _send(line).message) == (429, MONTHLY)


def test_a_limit_sends_to_some(line: Line) -> None:
    """Messaging API reference, §Limit objects, the table of reservations."""
    people = _friends(line, 4)
    line.faults(quota=3, narrowcast_waiting_s=0, narrowcast_sending_s=0)
    sent = _send(line, limit={"upToRemainingQuota": True})
    line.advance(1)
    assert _progress(line, sent)["successCount"] == 3
    assert sum(len(line.shown(one)) for one in people) == 3


def test_all_or_none_is_error_code_5(line: Line) -> None:
    """Messaging API reference, §Limit objects, forbidPartialDelivery."""
    people = _friends(line, 4)
    line.faults(quota=3, narrowcast_waiting_s=0)
    sent = _send(line, limit={"upToRemainingQuota": True, "forbidPartialDelivery": True})
    line.advance(1)
    found = _progress(line, sent)
    assert (found["phase"], found["errorCode"]) == ("failed", 5)
    assert [line.shown(one) for one in people] == [[]] * 4


def test_all_or_none_needs_the_remaining_quota(line: Line) -> None:
    """Messaging API reference, §Send narrowcast message, error response example."""
    answer = _send(line, limit={"forbidPartialDelivery": True})
    expected = "The option forbidPartialDelivery must be used with upToRemainingQuota."
    assert (answer.status, answer.json) == (400, {"message": expected})


def test_recipients_are_combined(line: Line) -> None:
    """Messaging API reference, §Recipient objects, logical operators."""
    people = _friends(line, 4)
    first, second = _audience(line, people[:3]), _audience(line, people[2:])
    line.faults(narrowcast_waiting_s=0)
    without = {"type": "operator", "not": _in(second)}
    _progress(line, _send(line, recipient={"type": "operator", "and": [_in(first), without]}))
    assert [len(line.shown(one)) for one in people] == [1, 1, 0, 0]


def test_those_who_got_one_can_be_named_by_its_request(line: Line) -> None:
    """Messaging API reference, §Redelivery object."""
    people = _friends(line, 2)
    line.faults(narrowcast_waiting_s=0, narrowcast_sending_s=0)
    first = _send(line, recipient=_in(_audience(line, people[:1])))
    assert _progress(line, first)["phase"] == "succeeded"
    again = {"type": "redelivery", "requestId": first.headers["x-line-request-id"]}
    _progress(line, _send(line, recipient={"type": "operator", "not": again}))
    assert [len(line.shown(one)) for one in people] == [1, 1]


@pytest.mark.parametrize(
    ("recipient", "message"),
    [
        ({"type": "audience", "audienceGroupId": 7}, "Invalid audience group id: 7"),
        ({"type": "redelivery", "requestId": "x"}, "Invalid request id: x"),
    ],
)
def test_a_recipient_that_is_not_there_is_400(line: Line, recipient: object, message: str) -> None:
    """Messaging API reference, §Send narrowcast message, error response example."""
    answer = _send(line, recipient=recipient)
    assert (answer.status, answer.json) == (400, {"message": message})


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"recipient": {"type": "operator"}}, "recipient"),
        ({"recipient": {"type": "operator", "or": []}}, "recipient.or"),
        ({"recipient": {"type": "everybody"}}, "recipient.type"),
        ({"filter": {"demographic": {"type": "age"}}}, "filter.demographic"),
        (
            {"filter": {"demographic": {"type": "age", "gte": "age_21"}}},
            "filter.demographic.gte",
        ),
        (
            {"filter": {"demographic": {"type": "gender", "oneOf": ["other"]}}},
            "filter.demographic.oneOf",
        ),
    ],
)
def test_a_strange_recipient_or_filter_names_its_place(
    line: Line, body: dict[str, Any], place: str
) -> None:
    """Messaging API reference, §Recipient objects, §Demographic filter objects."""
    answer = _send(line, **body)
    assert (answer.status, answer.json["details"][0]["property"]) == (400, place)


def test_attributes_need_a_hundred_friends(line: Line) -> None:
    """Messaging API reference, §Restrictions on sending messages using attributes."""
    _friends(line, 2)
    answer = _send(line, filter=WOMEN)
    expected = {"message": "Your account does not have enough friends"}
    assert (answer.status, answer.json) == (403, expected)


def test_attributes_choose_and_fifty_are_the_fewest(line: Line) -> None:
    """Messaging API reference, §Restrictions on sending messages using attributes: errorCode 2."""
    women, men = _friends(line, 51, gender="female"), _friends(line, 49, gender="male")
    line.control("PUT", f"users/{women[0]}/attributes", {"gender": "female", "age": 17})
    line.faults(narrowcast_waiting_s=0, narrowcast_sending_s=0)
    assert _progress(line, _send(line, filter=WOMEN))["successCount"] == 50
    some = {"demographic": {"type": "operator", "not": WOMEN["demographic"]}}
    found = _progress(line, _send(line, filter=some))
    assert (found["phase"], found["errorCode"]) == ("failed", 2)
    assert [len(line.shown(one)) for one in (women[0], women[1], men[0])] == [0, 1, 0]


def test_29_a_repeated_key_is_409_and_sends_nothing(line: Line, user: str) -> None:
    """Retrying an API request, §409."""
    line.faults(narrowcast_waiting_s=0, narrowcast_sending_s=0)
    key = str(uuid.uuid4())
    first, again = _send(line, key=key), _send(line, key=key)
    assert (first.status, again.status) == (202, 409)
    assert again.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert (_progress(line, first)["phase"], line.shown(user)) == ("succeeded", [TEXT])


def test_progress_can_be_read_for_14_days(line: Line, user: str) -> None:
    """Messaging API reference, §Get narrowcast message status, window of availability."""
    sent = _send(line)
    line.advance(14 * 86_400 + 1)
    assert _progress(line, sent) == {"message": "Not found"}
    push = line.push(user)
    assert _progress(line, push) == {"message": "Not found"}
    assert line.call("GET", f"{PROGRESS}?requestId=x").status == 400


def test_a_narrowcast_under_way_is_saved_and_goes_on(line: Line, user: str) -> None:
    """The simulator's own: its state is saved and loaded."""
    _slow(line)
    sent = _send(line)
    line.control("PUT", "state", line.control("GET", "state"))
    _pass(line)
    assert (_progress(line, sent)["phase"], line.shown(user)) == ("sending", [TEXT])
