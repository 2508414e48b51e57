"""Statistics of rich menus."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.contract.line import Answer, Line
from tests.contract.menus import TAP, WHOLE, link, whole

DAY_S = 24 * 3600


def day(line: Line, ago: int = 0) -> str:
    """Japan's day, so long before the simulator's now."""
    now = datetime.fromisoformat(line.control("GET", "clock")["now"]).astimezone(UTC)
    return (now + timedelta(hours=9) - timedelta(days=ago)).strftime("%Y%m%d")


def insight(line: Line, menu_id: str, kind: str, first: str, last: str) -> Answer:
    path = f"/v2/bot/insight/richmenu/{menu_id}/{kind}"
    return line.call("GET", f"{path}?from={first}&to={last}")


def tapped_by(line: Line, menu_id: str, number: int, area: int = 0) -> None:
    for _ in range(number):
        user = line.join()
        link(line, user, menu_id)
        seen: dict[str, Any] = {"richMenuId": menu_id}
        line.control("POST", f"users/{user}/menu/seen", seen)
        line.control("POST", f"users/{user}/menu/tap", {"area": area})


@pytest.fixture
def menu_id(line: Line) -> str:
    """The day is young enough, in Japan too, to stay the same until the test's end."""
    line.control("PUT", "clock", {"at": "2030-08-07T03:00:00Z"})
    line.control("PUT", "webhook", {"url": None})
    return whole(line, TAP, {**TAP, "data": "other"})


def test_below_twenty_people_nothing_is_told(line: Line, menu_id: str) -> None:
    """Messaging API reference, §Get rich menu insight summary: the privacy threshold."""
    tapped_by(line, menu_id, 19)
    today = day(line)
    for kind in ("summary", "daily"):
        assert insight(line, menu_id, kind, today, today).json == {"richMenuId": menu_id}


def test_a_summary_counts_taps_and_people_over_the_days(line: Line, menu_id: str) -> None:
    """Messaging API reference, §Get rich menu insight summary."""
    tapped_by(line, menu_id, 15)
    line.advance(DAY_S)
    tapped_by(line, menu_id, 6, area=1)
    answer = insight(line, menu_id, "summary", day(line, 1), day(line)).json
    assert answer["impression"]["metrics"] == {"count": 21, "uniqueUsers": 21}
    assert answer["clicks"] == [
        {"bounds": WHOLE, "metrics": {"count": 15, "uniqueUsers": 15}},
        {"bounds": WHOLE, "metrics": {"count": 6, "uniqueUsers": 6}},
    ]


def test_the_days_are_told_apart(line: Line, menu_id: str) -> None:
    """Messaging API reference, §Get rich menu insight daily."""
    tapped_by(line, menu_id, 20)
    line.advance(DAY_S)
    tapped_by(line, menu_id, 1)
    yesterday, today = day(line, 1), day(line)
    answer = insight(line, menu_id, "daily", yesterday, today).json
    expected = [
        {"date": yesterday, "count": 20, "uniqueUsers": 20},
        {"date": today, "count": 1, "uniqueUsers": 1},
    ]
    assert answer["impression"]["metrics"] == expected
    assert answer["clicks"][0]["metrics"] == expected
    assert answer["clicks"][1]["metrics"] == []


@pytest.mark.parametrize(
    ("kind", "first", "last", "status"),
    [
        ("summary", 396, 0, 200),
        ("summary", 397, 0, 400),
        ("daily", 99, 0, 200),
        ("daily", 100, 0, 400),
        ("daily", 0, 1, 400),
        ("daily", 1200, 1190, 400),
    ],
)
def test_a_period_has_limits(
    line: Line, menu_id: str, kind: str, first: int, last: int, status: int
) -> None:
    """Messaging API reference, §Get rich menu insight summary, daily: 396 and 99 days, 3 years."""
    answer = insight(line, menu_id, kind, day(line, first), day(line, last))
    assert answer.status == status


@pytest.mark.parametrize("query", ["", "?from=20260801", "?from=x&to=20260801"])
def test_a_period_is_needed(line: Line, menu_id: str, query: str) -> None:
    """Messaging API reference, §Get rich menu insight summary, error response."""
    path = f"/v2/bot/insight/richmenu/{menu_id}/summary{query}"
    assert line.call("GET", path).status == 400


def test_an_unknown_menu_is_404(line: Line) -> None:
    """Messaging API reference, §Get rich menu insight summary, error response."""
    today = day(line)
    assert insight(line, "richmenu-" + "0" * 32, "daily", today, today).status == 404
