"""`month.look`: LINE's figures of the month, asked each night and while something is held for them.

What is kept for urgent news is reckoned from them (reserve.py), and each night they are held
against our own ledger.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
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
    """`reserve`: percent of the month that only what is urgent or asked for may use."""

    client: LineClient
    clock: Clock
    zone: ZoneInfo
    reserve: int

    def kind(self) -> TaskKind:
        return TaskKind(reserve.LOOK, self.step, Lateness.LATEST, outside=self.ask)

    def ask(self, database: Database, _files: Files, subject: str) -> str:
        """As JSON: limit, used, and the moment before LINE was asked, each night with our own
        count beside them; or what went wrong."""
        at = self.clock.now()
        try:
            limit, used = limit_and_used(self.client)
        except LineTrouble as fault:
            return json.dumps({"trouble": fault.cause})
        told = {"limit": limit, "used": used, "at": at.isoformat()}
        return json.dumps(told | (self._ours(database, at) if subject == DAILY else {}))

    def _ours(self, database: Database, at: datetime) -> dict[str, int]:
        """Counted over the whole month, so not while others wait to write. Nothing on the first
        day, when LINE may still be in the month before."""
        month = month_of(at, self.zone)
        if at - month < timedelta(days=1):
            return {}
        with database.read() as session:
            unsure = unsure_since(session, month, at)
            unsure += _counted(session, month - EARLIER, month + LATER)
            return {"ours": _counted(session, month, self.clock.now()), "unsure": unsure}

    def step(
        self, session: Session, context: Context, task: ScheduledTask, now: datetime
    ) -> Outcome:
        told = json.loads(task.cursor or "{}")
        released = self._learnt(session, context, told, now) if "used" in told else 0
        if reserve.some_held(session):
            self._held(session, context, now)
        if "used" not in told:
            return Outcome(dropped=True, result=f"LINE gave no figures: {told.get('trouble')}")
        return Outcome(progress=released)

    def _learnt(
        self, session: Session, context: Context, told: dict[str, Any], now: datetime
    ) -> int:
        figures = Figures(told["limit"], told["used"], datetime.fromisoformat(told["at"]))
        learn_figures(session, figures)
        if "ours" in told:
            compared = Compared(figures.used, told["ours"], told["unsure"], figures.at)
            _compared(session, context, compared, now)
        released = reserve.release(session, reserve.room(session, figures, self.reserve), now)
        wake(session)
        return released

    def _held(self, session: Session, context: Context, now: datetime) -> None:
        """Staff hear once a month; LINE is asked until there is room, or another month."""
        month = _named(now, context.zone)
        context.alarm(session, RESERVE, month, now)
        plan(session, reserve.LOOK, reserve.HELD, now + ASK_AGAIN, now)


def _compared(session: Session, context: Context, compared: Compared, now: datetime) -> None:
    learn_compared(session, compared)
    if compared.differs:
        context.alarm(session, LEDGER, _named(now, context.zone), now)


def _counted(session: Session, since: datetime, until: datetime) -> int:
    return sum(one.counted for one in spent(session, since, until))


def _named(now: datetime, zone: ZoneInfo) -> str:
    """«2569-07»."""
    month = month_of(now, zone)
    return f"{month.year + 543}-{month:%m}"
