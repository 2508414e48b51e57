"""`month.look`: LINE's figures of the month, asked each night and while something is held for them.

What is kept for urgent news is reckoned from them (reserve.py), and each night they are held
against our own ledger.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from base.clock import Clock
from base.files import Files
from bot.inbox.turn import Context
from bot.line.answers import LineTrouble
from bot.line.client import LineClient
from bot.outbox import reserve
from bot.outbox.month import ASK_AGAIN, limit_and_used
from bot.tasks import Lateness, Outcome, TaskKind
from models.counted import unsure_since
from models.database import Database, wake
from models.ledger import spent
from models.month import Compared, Figures, learn_compared, learn_figures, month_of
from models.outbox import RESERVE
from models.tasks import ScheduledTask, plan

DAILY = "all"  # the subject that the clock plans
LEDGER = "ledger"  # the kind of alarm
# LINE does not say in which zone its month begins: between Japan's midnight and that of UTC.
EARLIER, LATER = timedelta(hours=2), timedelta(hours=7)


@dataclass(frozen=True)
class MonthLook:
    """`reserve`: percent of the month that only urgent news may use."""

    client: LineClient
    clock: Clock
    reserve: int

    def kind(self) -> TaskKind:
        return TaskKind(reserve.LOOK, self.step, Lateness.LATEST, outside=self.ask)

    def ask(self, _database: Database, _files: Files, _subject: str) -> str:
        """As JSON: limit, used, and the moment before LINE was asked; or what went wrong."""
        at = self.clock.now()
        try:
            limit, used = limit_and_used(self.client)
        except LineTrouble as fault:
            return json.dumps({"trouble": fault.cause})
        return json.dumps({"limit": limit, "used": used, "at": at.isoformat()})

    def step(
        self, session: Session, context: Context, task: ScheduledTask, now: datetime
    ) -> Outcome:
        told = json.loads(task.cursor or "{}")
        released = 0
        if "used" in told:
            figures = Figures(told["limit"], told["used"], datetime.fromisoformat(told["at"]))
            released = self._learnt(session, context, figures, task, now)
        if reserve.some_held(session):
            self._held(session, context, now)
        if "used" not in told:
            return Outcome(dropped=True, result=f"LINE gave no figures: {told.get('trouble')}")
        return Outcome(progress=released)

    def _learnt(
        self,
        session: Session,
        context: Context,
        figures: Figures,
        task: ScheduledTask,
        now: datetime,
    ) -> int:
        learn_figures(session, figures)
        if task.subject == DAILY:
            _compare(session, context, figures, now)
        released = reserve.release(session, reserve.room(session, figures, self.reserve), now)
        wake(session)
        return released

    def _held(self, session: Session, context: Context, now: datetime) -> None:
        """Staff hear once a month; LINE is asked until there is room, or another month."""
        month = _named(now, context.zone)
        context.alarm(session, RESERVE, month, now)
        plan(session, reserve.LOOK, reserve.HELD, now + ASK_AGAIN, now)


def _compare(session: Session, context: Context, figures: Figures, now: datetime) -> None:
    """Not on the first day, when LINE may still be in the month before."""
    month = month_of(figures.at, context.zone)
    if figures.at - month < timedelta(days=1):
        return
    compared = Compared(
        line=figures.used,
        ours=_counted(session, month, now),
        unsure=unsure_since(session, month, figures.at)
        + _counted(session, month - EARLIER, month + LATER),
        at=figures.at,
    )
    learn_compared(session, compared)
    if compared.differs:
        context.alarm(session, LEDGER, _named(now, context.zone), now)


def _counted(session: Session, since: datetime, until: datetime) -> int:
    return sum(one.counted for one in spent(session, since, until))


def _named(now: datetime, zone: ZoneInfo) -> str:
    """«2569-07»."""
    month = month_of(now, zone)
    return f"{month.year + 543}-{month:%m}"
