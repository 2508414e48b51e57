"""Aggregation units, followers' ids, delivery counts, insight."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.line import TEXT, Answer, Line
from tests.contract.receiver import Receiver

DAY = 86_400
LINK = {
    "type": "template",
    "altText": "ก",
    "template": {
        "type": "buttons",
        "text": "ก",
        "actions": [{"type": "uri", "label": "ดู", "uri": "https://example.com/"}],
    },
}


def _get(line: Line, path: str, **query: object) -> Answer:
    text = "&".join(f"{key.rstrip('_')}={value}" for key, value in query.items())
    return line.call("GET", f"/v2/bot/{path}?{text}")


def _today(line: Line) -> str:
    """Noon in Japan of a day to come."""
    line.control("PUT", "clock", {"at": "2030-08-07T03:00:00Z"})
    return "20300807"


def _push(line: Line, user: str, unit: str) -> Answer:
    body = {"to": user, "messages": [TEXT], "customAggregationUnits": [unit]}
    return line.call("POST", "/v2/bot/message/push", body)


def _broadcast(line: Line, *messages: object) -> str:
    body = {"messages": list(messages or [TEXT])}
    answer = line.call("POST", "/v2/bot/message/broadcast", body)
    assert answer.status == 200
    return answer.headers["x-line-request-id"]


def test_units_are_counted_and_listed_once_each(line: Line, user: str) -> None:
    """Messaging API reference, §Get the number of unit name types, §Get a list of unit names."""
    for unit in ("promo_a", "promo_A", "promo_a"):
        assert _push(line, user, unit).status == 200
    assert _get(line, "message/aggregation/info").json == {"numOfCustomAggregationUnits": 2}
    expected = {"customAggregationUnits": ["promo_a", "promo_A"]}
    assert _get(line, "message/aggregation/list").json == expected


def test_units_are_listed_in_pages_and_a_token_lasts_a_day(line: Line, user: str) -> None:
    """Messaging API reference, §Get a list of unit names assigned during this month."""
    for number in range(3):
        _push(line, user, f"unit_{number}")
    first = _get(line, "message/aggregation/list", limit=2).json
    assert first["customAggregationUnits"] == ["unit_0", "unit_1"]
    rest = _get(line, "message/aggregation/list", limit=2, start=first["next"])
    assert rest.json == {"customAggregationUnits": ["unit_2"]}
    line.advance(DAY + 1)
    old = _get(line, "message/aggregation/list", start=first["next"])
    assert (old.status, old.json) == (400, {"message": "Invalid start param"})
    assert _get(line, "message/aggregation/list", start="made-up").status == 400
    assert _get(line, "message/aggregation/list", limit=101).status == 400


def test_the_1001st_name_of_a_month_is_sent_without_a_name(line: Line) -> None:
    """Messaging API reference, §Send push message, Unit names may not be assigned."""
    line.faults(rate_limits=False)
    nobody = ["U" + "0" * 32]
    for number in range(1_001):
        body = {"to": nobody, "messages": [TEXT], "customAggregationUnits": [f"n{number}"]}
        assert line.call("POST", "/v2/bot/message/multicast", body).status == 200
    assert _get(line, "message/aggregation/info").json == {"numOfCustomAggregationUnits": 1_000}


@pytest.mark.parametrize("units", [["a", "b"], ["a" * 31], ["ก"], ["a-b"], [7], "a"])
def test_a_unit_name_has_its_letters_and_its_length(line: Line, user: str, units: Any) -> None:
    """Messaging API reference, §Send push message, customAggregationUnits."""
    body = {"to": user, "messages": [TEXT], "customAggregationUnits": units}
    assert line.call("POST", "/v2/bot/message/push", body).status == 400
    assert line.shown(user) == []


def test_39_followers_are_for_verified_accounts(line: Line, user: str) -> None:
    """Messaging API reference, §Get a list of users who added …: 403."""
    refused = _get(line, "followers/ids")
    expected = {"message": "Access to this API is not available for your account"}
    assert (refused.status, refused.json) == (403, expected)
    line.faults(verified=True)
    assert _get(line, "followers/ids").json == {"userIds": [user]}


def test_39_followers_come_in_pages_that_may_be_short(line: Line, user: str) -> None:
    """Messaging API reference, §Get a list of users who added …: fewer than limit, and next."""
    line.faults(verified=True)
    blocker, hidden, last = line.join(), line.join(), line.join()
    line.control("POST", f"users/{blocker}/block")
    line.control("PUT", f"users/{hidden}", {"consents": False})
    first = _get(line, "followers/ids", limit=2).json
    assert first["userIds"] == [user]
    assert _get(line, "followers/ids", limit=2, start=first["next"]).json == {"userIds": [last]}
    assert _get(line, "followers/ids", limit=1001).status == 400
    wrong = _get(line, "message/aggregation/list", start=first["next"])
    assert wrong.message == "Invalid start param"


def test_what_was_sent_on_a_day_is_counted_when_it_is_over(
    line: Line, bot: Receiver, user: str
) -> None:
    """Messaging API reference, §Get number of sent reply messages and the three after it."""
    other, today = line.join(), _today(line)
    line.push(user, TEXT, TEXT)
    body = {"to": [user, other], "messages": [TEXT]}
    line.call("POST", "/v2/bot/message/multicast", body)
    _broadcast(line)
    line.say(user)
    line.reply(bot.one("message")["replyToken"])
    assert _get(line, "message/delivery/push", date=today).json == {"status": "unready"}
    line.advance(DAY)
    counts = {kind: _get(line, f"message/delivery/{kind}", date=today).json for kind in KINDS}
    sent = {"reply": 1, "push": 1, "multicast": 2, "broadcast": 2}
    assert counts == {kind: {"status": "ready", "success": n} for kind, n in sent.items()}


KINDS = ("reply", "push", "multicast", "broadcast")


@pytest.mark.parametrize("date", ["2026-01-01", "20260230", "", "yesterday"])
def test_a_day_that_is_none_is_400(line: Line, date: str) -> None:
    """Messaging API reference, §Get number of sent push messages, error response."""
    answer = _get(line, "message/delivery/push", date=date)
    expected = {"message": "The value for the 'date' parameter is invalid"}
    assert (answer.status, answer.json) == (400, expected)


def test_before_the_counting_began_it_is_out_of_service(line: Line) -> None:
    """Messaging API reference, §Get number of sent push messages, §Insights."""
    answers = [
        _get(line, "message/delivery/push", date="20180330"),
        _get(line, "insight/message/delivery", date="20170228"),
        _get(line, "insight/followers", date="20161031"),
    ]
    assert [one.json["status"] for one in answers] == ["out_of_service"] * 3


def test_insight_counts_deliveries_by_the_way_they_went(line: Line, user: str) -> None:
    """Messaging API reference, §Get number of message deliveries."""
    today = _today(line)
    line.push(user)
    _broadcast(line)
    assert _get(line, "insight/message/delivery", date=today).json == {"status": "unready"}
    line.advance(DAY)
    found = _get(line, "insight/message/delivery", date=today).json
    shown = [found[key] for key in ("status", "apiPush", "apiBroadcast", "apiMulticast")]
    assert shown == ["ready", 1, 1, 0]


def test_insight_counts_friends_and_blocks_of_a_day(line: Line, user: str) -> None:
    """Messaging API reference, §Get number of followers: never fewer, though some block."""
    today = _today(line)
    line.control("POST", f"users/{line.join()}/block")
    unready = {"status": "unready", "followers": None, "targetedReaches": None, "blocks": None}
    assert _get(line, "insight/followers", date=today).json == unready
    line.advance(DAY)
    line.join()
    expected = {"status": "ready", "followers": 2, "targetedReaches": 1, "blocks": 1}
    assert _get(line, "insight/followers", date=today).json == expected


def test_insight_needs_a_day(line: Line) -> None:
    """Messaging API reference, §Get number of followers, error response."""
    assert _get(line, "insight/followers").message == "date is required"
    assert _get(line, "insight/followers", date="1").message == "Bad Request"


def test_demographics_need_twenty_friends(line: Line) -> None:
    """Messaging API reference, §Get friend demographics; a Thai account shows nobody under 20."""
    people = [line.join() for _ in range(19)]
    keys = ("genders", "ages", "areas", "appTypes", "subscriptionPeriods")
    nothing = {"available": False, **{key: [] for key in keys}}
    assert _get(line, "insight/demographic").json == nothing
    line.join()
    known = {"gender": "female", "age": 67, "appType": "android", "area": "th_07"}
    line.control("PUT", f"users/{people[0]}/attributes", known)
    line.control("PUT", f"users/{people[1]}/attributes", {"age": 15})
    found = _get(line, "insight/demographic").json
    assert found["ages"] == [
        {"age": "unknown", "percentage": 95.0},
        {"age": "from65to69", "percentage": 5.0},
    ]
    assert {"area": "NorthEastern", "percentage": 5.0} in found["areas"]
    assert found["subscriptionPeriods"] == [
        {"subscriptionPeriod": "within7days", "percentage": 100.0}
    ]


def test_interactions_under_twenty_are_null(line: Line) -> None:
    """Messaging API reference, §Get user interaction statistics."""
    people = [line.join() for _ in range(20)]
    request_id = _broadcast(line, LINK)
    for user in people[:19]:
        line.say(user)
    few = _get(line, "insight/message/event", requestId=request_id).json
    assert (few["overview"]["delivered"], few["overview"]["uniqueImpression"]) == (20, None)
    assert (few["messages"], few["clicks"]) == ([], [])
    line.say(people[19])
    enough = _get(line, "insight/message/event", requestId=request_id).json
    assert enough["overview"]["uniqueImpression"] == 20
    assert [one["impression"] for one in enough["messages"]] == [20]
    assert [one["url"] for one in enough["clicks"]] == ["https://example.com/"]
    assert enough["clicks"][0]["uniqueClick"] is None


def test_interactions_of_a_push_have_no_request(line: Line, user: str) -> None:
    """Messaging API reference, §Get user interaction statistics: narrowcast and broadcast."""
    request_id = line.push(user).headers["x-line-request-id"]
    assert _get(line, "insight/message/event", requestId=request_id).status == 404


def test_a_unit_has_statistics_of_its_own(line: Line) -> None:
    """Messaging API reference, §Get statistics per unit."""
    people = [line.join() for _ in range(20)]
    today = _today(line)
    body = {"to": people, "messages": [TEXT, LINK], "customAggregationUnits": ["promo"]}
    line.call("POST", "/v2/bot/message/multicast", body)
    for user in people:
        line.say(user)
    query: dict[str, object] = {"customAggregationUnit": "promo", "from": today, "to": today}
    found = _get(line, "insight/message/event/aggregation", **query).json
    assert found["overview"]["uniqueImpression"] == 20
    assert [one["uniqueImpression"] for one in found["messages"]] == [20, 20]
    other = _get(
        line, "insight/message/event/aggregation", **query | {"customAggregationUnit": "Promo"}
    ).json
    assert (other["overview"]["uniqueImpression"], other["messages"]) == (None, [])


@pytest.mark.parametrize(
    "query",
    [
        {"from": "20260301", "to": "20260302"},
        {"customAggregationUnit": "a", "to": "20260302"},
        {"customAggregationUnit": "a", "from": "20260301", "to": "20260401"},
        {"customAggregationUnit": "a", "from": "20260302", "to": "20260301"},
    ],
)
def test_statistics_of_a_unit_need_a_name_and_a_window(
    line: Line, query: dict[str, object]
) -> None:
    """Messaging API reference, §Get statistics per unit, error response example."""
    answer = _get(line, "insight/message/event/aggregation", **query)
    nothing = {"message": None, "key": None, "stacktrace": None, "code": None}
    assert (answer.status, answer.json) == (400, nothing)
