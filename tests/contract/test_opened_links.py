"""Links that people opened, in LINE's statistics. REF is the page "Messaging API reference"."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.line import Line
from tests.contract.test_statistics import DAY, LINK

URL = "https://example.com/"
NOTHING = {"click": None, "uniqueClick": None, "uniqueClickOfRequest": None}


def broadcast(line: Line, *messages: object) -> str:
    answer = line.call("POST", "/v2/bot/message/broadcast", {"messages": list(messages)})
    return answer.headers["x-line-request-id"]


def opened(line: Line, user: str, **parts: object) -> bool:
    told = line.control("POST", f"users/{user}/opened", {"url": URL, **parts})
    return bool(told["counted"])


def of_request(line: Line, request_id: str) -> Any:
    return line.call("GET", f"/v2/bot/insight/message/event?requestId={request_id}").json


@pytest.fixture
def people(line: Line) -> list[str]:
    line.control("PUT", "webhook", {"url": None})
    return [line.join() for _ in range(21)]


def test_below_twenty_people_nothing_is_told_of_a_link(line: Line, people: list[str]) -> None:
    """REF §Get user interaction statistics, note: also where it was opened more often."""
    request_id = broadcast(line, LINK)
    for user in people:
        line.say(user)
    for user in [*people[:19], *people[:19]]:
        opened(line, user)
    found = of_request(line, request_id)
    assert found["overview"]["uniqueClick"] is None
    assert found["clicks"] == [{"seq": 1, "url": URL, **NOTHING}]


def test_from_twenty_people_on_links_are_counted(line: Line, people: list[str]) -> None:
    """REF §Get user interaction statistics, clicks: in the bubble, and in any of the message."""
    request_id = broadcast(line, LINK, LINK)
    for user in people[:20]:
        opened(line, user)
    opened(line, people[0])
    opened(line, people[20], bubble=2)
    found = of_request(line, request_id)
    assert (found["overview"]["uniqueClick"], found["overview"]["uniqueImpression"]) == (21, 21)
    assert found["clicks"] == [
        {"seq": 1, "url": URL, "click": 21, "uniqueClick": 20, "uniqueClickOfRequest": 21},
        {"seq": 2, "url": URL, **NOTHING, "uniqueClickOfRequest": 21},
    ]


def test_a_link_counts_for_who_got_it_and_for_fourteen_days(line: Line, people: list[str]) -> None:
    """REF §Get user interaction statistics, note: updated for only 14 days."""
    user = people[0]
    before = opened(line, user)
    broadcast(line, LINK)
    told = [opened(line, user), opened(line, user, bubble=2), opened(line, line.join())]
    line.advance(14 * DAY + 60)
    assert (before, told, opened(line, user)) == (False, [True, False, False], False)


def test_a_unit_of_several_days_names_each_link_once(line: Line, people: list[str]) -> None:
    """REF §Get statistics per unit: aggregated together."""
    line.control("PUT", "clock", {"at": "2030-08-07T03:00:00Z"})
    body = {"to": people, "messages": [LINK], "customAggregationUnits": ["promo"]}
    for _ in range(2):
        line.call("POST", "/v2/bot/message/multicast", body)
        for user in people:
            opened(line, user)
        line.advance(DAY)
    query = "customAggregationUnit=promo&from=20300807&to=20300809"
    found = line.call("GET", f"/v2/bot/insight/message/event/aggregation?{query}").json
    assert found["overview"]["uniqueClick"] == 21
    expected = {"click": 42, "uniqueClick": 21, "uniqueClickOfRequest": 21}
    assert found["clicks"] == [{"seq": 1, "url": URL, **expected}]


@pytest.mark.parametrize("body", [{}, {"url": 7}, {"url": URL, "bubble": "1"}], ids=str)
def test_a_link_has_an_address(line: Line, people: list[str], body: dict[str, Any]) -> None:
    """A control call of the simulator's own."""
    line.control("POST", f"users/{people[0]}/opened", body, status=400)
