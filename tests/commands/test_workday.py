"""The demonstration's clock: a working day at 10:00, later on from there, never back."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from commands.workday import first_start, later_start

ZONE = ZoneInfo("Asia/Bangkok")


@pytest.mark.parametrize(
    ("real", "start"),
    [
        ("2026-07-15T14:20", "2026-07-15T10:00"),  # a Wednesday afternoon
        ("2026-07-15T00:05", "2026-07-15T10:00"),
        ("2026-07-18T09:00", "2026-07-20T10:00"),  # Saturday: Monday
        ("2026-07-27T23:30", "2026-07-27T10:00"),
        ("2026-07-28T08:00", "2026-07-31T10:00"),  # three holidays, two of them by the moon
        ("2026-12-31T12:00", "2027-01-04T10:00"),  # two holidays and a weekend
    ],
)
def test_a_first_start_is_at_ten_on_a_working_day(real: str, start: str) -> None:
    assert _said(first_start(_at(real), ZONE)) == start


def test_the_day_is_the_offices_and_not_the_machines() -> None:
    """Sunday evening in Greenwich is Monday in Bangkok."""
    assert _said(first_start(datetime.fromisoformat("2026-07-19T20:00Z"), ZONE)) == (
        "2026-07-20T10:00"
    )


@pytest.mark.parametrize(
    ("shown", "start"),
    [
        ("2026-07-15T10:40", "2026-07-15T10:40"),  # in office hours: on
        ("2026-07-15T08:30", "2026-07-15T08:30"),
        ("2026-07-15T07:10", "2026-07-15T10:00"),  # before they open
        ("2026-07-15T16:30", "2026-07-16T10:00"),
        ("2026-07-15T23:59", "2026-07-16T10:00"),
        ("2026-07-17T18:00", "2026-07-20T10:00"),  # Friday evening: Monday
        ("2026-07-18T11:00", "2026-07-20T10:00"),
        ("2026-07-28T11:00", "2026-07-31T10:00"),  # three holidays
    ],
)
def test_a_later_start_goes_on_or_forward(shown: str, start: str) -> None:
    assert _said(later_start(_at(shown), ZONE)) == start


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("day", range(13, 20))
def test_a_later_start_never_goes_back(day: int, hour: int) -> None:
    shown = datetime(2026, 7, day, hour, 15, tzinfo=ZONE)
    assert later_start(shown, ZONE) >= shown


def _at(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=ZONE)


def _said(moment: datetime) -> str:
    return moment.astimezone(ZONE).isoformat(timespec="minutes")[:16]
