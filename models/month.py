"""LINE's own figures of a month as they were last asked for, and how ours compared with them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from models.facts import fact, learn

FIGURES, COMPARED = "month_figures", "month_compared"


@dataclass(frozen=True, slots=True)
class Figures:
    """`limit` None: there is none. `used` messages were counted at the moment `at`."""

    limit: int | None
    used: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Compared:
    """At the moment `at` LINE had counted `line` messages since the month began and we `ours`; of
    `unsure` nobody could say yet whether, or in which month, LINE counts them."""

    line: int
    ours: int
    unsure: int
    at: datetime

    @property
    def differs(self) -> bool:
        return abs(self.line - self.ours) > self.unsure


def month_of(moment: datetime, zone: ZoneInfo) -> datetime:
    """Its first moment, where the office is."""
    return moment.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def figures_known(session: Session, now: datetime, zone: ZoneInfo) -> Figures | None:
    """Of the present month; None: LINE was not asked in it yet."""
    found = _read(fact(session, FIGURES))
    figures = Figures(**found) if found else None
    same = figures is not None and month_of(figures.at, zone) == month_of(now, zone)
    return figures if same else None


def learn_figures(session: Session, figures: Figures) -> None:
    learn(session, FIGURES, _written(figures))


def last_compared(session: Session) -> Compared | None:
    found = _read(fact(session, COMPARED))
    return Compared(**found) if found else None


def learn_compared(session: Session, compared: Compared) -> None:
    learn(session, COMPARED, _written(compared))


def _written(what: Figures | Compared) -> str:
    return json.dumps(asdict(what) | {"at": what.at.isoformat()})


def _read(text: str | None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text) if text else {}
    return found | {"at": datetime.fromisoformat(found["at"])} if found else {}
