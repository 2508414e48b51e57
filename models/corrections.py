"""What was changed in a sent report: by whom, when, and in which of its answers."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.forums import ReportHistory

CORRECTED = "corrected"
FILLED = "filled"  # the rest of it was told
HELPED = ("for_whom", "on_behalf_of")  # answers that say for whom a report was sent

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
    "issues": ("issues",),
    "resolutions": ("resolutions",),
    "level": ("level",),
    "secret": ("secret",),
    "more": ("more",),
}


@dataclass(frozen=True)
class Correction:
    """`answers` are names of `_ANSWERS`; empty where the words of before were taken back since.
    `first`: the rest of the report was told, nothing was corrected."""

    at: datetime
    person_id: str | None
    answers: tuple[str, ...]
    first: bool = False


def corrections(session: Session, report_id: str) -> list[Correction]:
    """The oldest first."""
    rows = session.scalars(
        sa.select(ReportHistory)
        .where(ReportHistory.report_id == report_id, ReportHistory.what.in_([CORRECTED, FILLED]))
        .order_by(ReportHistory.id)
    )
    return [Correction(one.at, one.person_id, _changed(one), one.what == FILLED) for one in rows]


def forget_answers(session: Session, report_ids: Sequence[str], names: Collection[str]) -> None:
    """What these reports said before and after each correction no longer has these answers, nor
    photos with these ids."""
    rows = sa.select(ReportHistory).where(ReportHistory.report_id.in_(report_ids))
    for row in session.scalars(rows):
        row.before, row.after = _without(row.before, names), _without(row.after, names)


def once_sent_for(session: Session, person_ids: Sequence[str]) -> list[str]:
    """The ids of reports that were sent for any of these people, before a correction or after."""
    said = [
        column.contains(f'"{person_id}"', autoescape=True)
        for column in (ReportHistory.before, ReportHistory.after)
        for person_id in person_ids
    ]
    found = sa.select(ReportHistory.report_id).where(sa.or_(sa.false(), *said)).distinct()
    return list(session.scalars(found))


def _without(told: str | None, names: Collection[str]) -> str | None:
    if told is None or not told.startswith("{"):
        return told
    kept = {name: value for name, value in json.loads(told).items() if name not in names}
    kept["photos"] = [one for one in kept.get("photos", []) if one not in names]
    return json.dumps(kept, ensure_ascii=False)


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
