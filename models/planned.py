"""A forum that is to be held: «นัดเวที»."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.columns import Base, UTCDateTime, choice_type
from models.forums import Forum, reports_of_forum
from models.tasks import plan
from models.words import PlanState

EVE, AFTER = "planning.eve", "planning.after"
EVENING = time(17, 45)
SAME_EVENING = time(19, 0)
LATEST_START = time(16, 0)  # what begins later is asked about the day after
DAY = timedelta(days=1)

Stands = Literal["to_come", "called_off", "open"]


class PlannedForum(Base):
    """`forum` has the village and the day. `eve_at` and `after_at` are when its planner is reminded
    and asked; a task of another moment counts no more. `before_json` is what it was before the last
    change, so that it can be undone."""

    __tablename__ = "planned_forum"
    forum_id: Mapped[str] = mapped_column(sa.ForeignKey("forum.id"), primary_key=True)
    starts: Mapped[time | None] = mapped_column(sa.Time)
    place: Mapped[str | None] = mapped_column(sa.Text)
    topic: Mapped[str | None] = mapped_column(sa.Text)
    state: Mapped[PlanState] = mapped_column(choice_type(PlanState))
    account_id: Mapped[str | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    planned_by: Mapped[str | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    before_json: Mapped[str | None] = mapped_column(sa.Text)
    eve_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    after_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    forum: Mapped[Forum] = relationship()


@dataclass(frozen=True)
class Foretold:
    """What was told of a forum before it was said that it is one to come. `words` are as typed: a
    time and a place may stand in them."""

    held_on: date
    village_code: str = ""
    topic: str = ""
    words: str = ""


def plan_tasks(session: Session, planned: PlannedForum, now: datetime, zone: ZoneInfo) -> None:
    """The evening before, and the evening after it has begun; what is past already is left out."""
    day, starts = planned.forum.held_on, planned.starts
    eve = datetime.combine(day - DAY, EVENING, zone)
    early = starts is not None and starts <= LATEST_START
    after = datetime.combine(day, SAME_EVENING, zone) if early else None
    planned.eve_at = eve if eve > now else None
    planned.after_at = after or datetime.combine(day + DAY, EVENING, zone)
    if planned.eve_at is not None:
        plan(session, EVE, planned.forum_id, planned.eve_at, now)
    plan(session, AFTER, planned.forum_id, planned.after_at, now)


def held(session: Session, forum_id: str) -> None:
    """A report of it has come: nobody asks how it was."""
    planned = session.get(PlannedForum, forum_id)
    if planned is not None and planned.state is PlanState.PLANNED:
        planned.state, planned.eve_at, planned.after_at = PlanState.HELD, None, None


def stands(session: Session, forum: Forum, today: date) -> Stands:
    """Whether it can be told how a forum was: "open" from its day on, unless it was cancelled or
    not held. A report of it says more than its plan."""
    planned = session.get(PlannedForum, forum.id)
    ended = planned is not None and planned.state in (PlanState.CANCELLED, PlanState.NOT_HELD)
    if ended and not reports_of_forum(session, forum.id):
        return "called_off"
    return "to_come" if forum.held_on > today else "open"


def remember(planned: PlannedForum) -> None:
    """What it is now, before it is changed or cancelled."""
    starts = planned.starts.isoformat() if planned.starts else None
    told = {"held_on": planned.forum.held_on.isoformat(), "starts": starts}
    told |= {"place": planned.place, "topic": planned.topic, "state": planned.state.value}
    planned.before_json = json.dumps(told, ensure_ascii=False)


def put_back(planned: PlannedForum) -> bool:
    """Undo the last change; False when there is none, or it is undone."""
    if planned.before_json is None:
        return False
    told = json.loads(planned.before_json)
    planned.before_json = None
    planned.forum.held_on = date.fromisoformat(told["held_on"])
    planned.starts = time.fromisoformat(told["starts"]) if told["starts"] else None
    planned.place, planned.topic = told["place"], told["topic"]
    planned.state = PlanState(told["state"])
    return True
