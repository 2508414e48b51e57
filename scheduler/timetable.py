"""The timetable: every moment at which the clock plans work, in one place.

A job here only inserts the ScheduledTasks of a moment (unique by kind, subject and time); it never
works and never sends. Times are Asia/Bangkok, or whatever TIMEZONE says.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slot:
    """`kind` is planned with subject "all" each day at `hour`:`minute`."""

    kind: str
    hour: int
    minute: int


DAILY = (
    Slot("staff.overdue", 7, 0),
    Slot("staff.digest", 8, 30),
    Slot("villages.silent", 9, 50),
    Slot("filling.nudges", 17, 40),
    Slot("retention.empty", 2, 30),
    Slot("menus.check", 3, 10),
    Slot("month.look", 3, 10),
    Slot("surveys.drafts", 3, 20),
    Slot("announcement.files", 3, 20),
)
