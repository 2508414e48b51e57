"""`flask schedule list`: a cohort's whole life, past and to come, and what each step costs."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from base.clock import Clock
from base.i18n import LANGUAGES, MissingSentence, say
from base.thai.format import Lang, short_date
from commands.cohorts import one_cohort
from commands.columns import line
from commands.ledger import baht
from commands.quota import MonthAhead, beside_quota
from handlers.roster.cohorts import all_cohorts
from models.announced import NEWS
from models.database import Database
from models.nudged import HALF_FILLED, LATER, REST, SILENT
from models.planned import AFTER, EVE
from models.programme import Cohort
from models.promises import REMIND as PROMISE
from models.schedule import CLOSE, OPEN, reachable, steps
from models.steps import Step

WIDTHS = (18, 5, 20, 11, -8, -8)
LONGEST = 8  # letters of a survey's key
STEPS = {
    OPEN: "open",
    CLOSE: "close",
    HALF_FILLED: "half_filled",
    LATER: "later",
    REST: "full_report",
    SILENT: "village",
    EVE: "planned_forum",
    AFTER: "not_reported",
    PROMISE: "promise",
}


@dataclass(frozen=True, slots=True)
class Told:
    """In which language, in which zone, at which price; `free`: the plan's messages of a month."""

    language: Lang
    zone: ZoneInfo
    price: Decimal
    free: int

    def say(self, key: str, **values: object) -> str:
        return say(f"schedule.{key}", self.language, **values)


def group(
    open_database: Callable[[], Database],
    clock: Callable[[], Clock],
    zone: Callable[[], ZoneInfo],
    price: Callable[[], Decimal],
    free: Callable[[], int],
) -> click.Group:
    """What is given is called when a command runs, not before."""

    @click.group(name="schedule", help="What the clock does for each cohort, and what it costs.")
    def schedule() -> None: ...

    @schedule.command(name="list", help="COHORT is an id or a number; all of them without it.")
    @click.argument("cohort", required=False)
    @click.option("--language", type=click.Choice(LANGUAGES), default="th", show_default=True)
    def list_(cohort: str | None, language: Lang) -> None:
        told = Told(language, zone(), price(), free())
        now = clock().now()
        with open_database().read() as session:
            wanted = [one_cohort(session, cohort)] if cohort else all_cohorts(session)
            for one in wanted:
                for words in _life(session, one, told, now):
                    click.echo(words)

    return schedule


def _life(session: Session, cohort: Cohort, told: Told, now: datetime) -> Iterator[str]:
    people, reached = reachable(session, cohort)
    name = cohort.programme.name_th if told.language == "th" else cohort.programme.name_en
    yield told.say("cohort", number=cohort.number, name=name, people=people, reached=reached)
    found = steps(session, cohort)
    if not found:
        yield told.say("nothing")
        return
    heads = ("day", "time", "step", "outcome", "messages", "baht")
    yield line([told.say(one) for one in heads], WIDTHS)
    for step in found:
        yield from _step(step, told)
    yield from _totals(session, found, told, now)


def _totals(session: Session, found: Sequence[Step], told: Told, now: datetime) -> Iterator[str]:
    spent = sum(one.messages for one in found if one.outcome is not None)
    to_come = [(one.at, one.messages) for one in found if one.outcome is None]
    for key, count in (("spent", spent), ("to_come", sum(count for _, count in to_come))):
        yield told.say(key, count=f"{count:,}", baht=baht(count, told.price))
    for month in beside_quota(session, to_come, told.free, now, told.zone):
        yield told.say(
            _beside(month),
            month=f"{month.first.year + 543 * (told.language == 'th')}-{month.first:%m}",
            used=f"{month.used:,}",
            more=f"{month.more:,}",
            limit=f"{month.limit or 0:,}",
            left=f"{month.left:,}",
            over=f"{month.over:,}",
            baht=baht(month.over, told.price),
        )


def _beside(month: MonthAhead) -> str:
    if month.limit is None:
        return "month_unlimited"
    return "month_over" if month.over else "month"


def _step(step: Step, told: Told) -> Iterator[str]:
    at = step.at.astimezone(told.zone)
    became = told.say(step.outcome or "planned")
    asks = step.kind != CLOSE
    costs = [f"{step.messages:,}", baht(step.messages, told.price)] if asks else ["", ""]
    day = short_date(at.date(), told.language)
    yield line([day, f"{at:%H.%M}", _named(step, told), became, *costs], WIDTHS)
    if step.reason:
        yield f"  {_why(step.reason, told)}"[:80]
    if step.free:
        yield "  " + told.say("free", count=step.free)


def _named(step: Step, told: Told) -> str:
    """«T2 reminder 1», «announcement 12», «promises, 3 people»."""
    if step.kind == NEWS:
        key = "news_again" if step.round else "news"
        return told.say(key, number=step.name, round=step.round)
    does = told.say(STEPS.get(step.kind, f"remind_{step.round}"))
    if step.name:
        return f"{step.name[:LONGEST]} {does}"
    return does if step.tasks == 1 else told.say("of_many", does=does, count=step.tasks)


def _why(reason: str, told: Told) -> str:
    """In words of the language where there are some; else as the row has it."""
    slug = re.sub(r"[^a-z]+", "_", reason.lower()).strip("_")
    with contextlib.suppress(MissingSentence):
        return told.say(f"why_{slug}")
    return reason
