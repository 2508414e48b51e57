"""What was changed in a sent report: by whom, when, and in which of its answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.forums import ReportHistory

CORRECTED = "corrected"

# The answers of a report by what people call them; one that was changed is named once.
_ANSWERS: Mapping[str, tuple[str, ...]] = {
    "day": ("held_on",),
    "village": ("village_code",),
    "people": ("men", "women", "total"),
    "topic": ("topic", "topic_voice"),
    "top": ("top",),
    "photos": ("photos",),
    "guard": ("internal",),
    "whom": ("for_whom", "helping"),
}


@dataclass(frozen=True)
class Correction:
    """`answers` are of day, village, people, topic, top, photos, guard, whom; empty where the words
    of before were taken back since."""

    at: datetime
    person_id: str | None
    answers: tuple[str, ...]


def corrections(session: Session, report_id: str) -> list[Correction]:
    """The oldest first."""
    rows = session.scalars(
        sa.select(ReportHistory)
        .where(ReportHistory.report_id == report_id, ReportHistory.what == CORRECTED)
        .order_by(ReportHistory.id)
    )
    return [Correction(one.at, one.person_id, _changed(one)) for one in rows]


def _changed(row: ReportHistory) -> tuple[str, ...]:
    before, after = _read(row.before), _read(row.after)
    return tuple(
        name
        for name, keys in _ANSWERS.items()
        if any(before.get(key) != after.get(key) for key in keys)
    )


def _read(told: str | None) -> Mapping[str, Any]:
    found = json.loads(told) if told else {}
    return found if isinstance(found, dict) else {}
