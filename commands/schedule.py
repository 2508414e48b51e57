"""`flask schedule list`: a cohort's whole life, past and to come, and what each step costs."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from base.clock import Clock
from base.i18n import LANGUAGES, MissingSentence, say
from base.thai.format import Lang, short_date
from bot.outbox.budget import Budget, Purse, baht
from commands.cohorts import one_cohort
from commands.columns import line
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
    """In which language, and out of which months' free messages."""

    language: Lang
    purse: Purse

    @property
    def zone(self) -> ZoneInfo:
        return self.purse.zone

    @property
    def budget(self) -> Budget:
        return self.purse.budget

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
        now, budget = clock().now(), Budget(free(), price())
        with open_database().read() as session:
            wanted = [one_cohort(session, cohort)] if cohort else all_cohorts(session)
            for one in wanted:
                told = Told(language, Purse(session, budget, now, zone()))
                for words in _life(session, one, told):
                    click.echo(words)

    return schedule


def _life(session: Session, cohort: Cohort, told: Told) -> Iterator[str]:
    people, reached = reachable(session, cohort)
    name = cohort.programme.name_th if told.language == "th" else cohort.programme.name_en
    yield told.say("cohort", number=cohort.number, name=name, people=people, reached=reached)
    found = steps(session, cohort)
    if not found:
        yield told.say("nothing")
        return
    heads = ("day", "time", "step", "outcome", "messages", "baht")
    yield line([told.say(one) for one in heads], WIDTHS)
    beyond = [_beyond(step, told.purse) for step in found]
    for step, paid in zip(found, beyond, strict=True):
        yield from _step(step, paid, told)
    yield from _totals(session, found, beyond, told)


def _beyond(step: Step, purse: Purse) -> int:
    """How many of it the month's free messages do not cover; asked in order of time. What is late
    goes out now."""
    at = max(step.at, purse.now) if step.outcome is None else step.at
    return purse.beyond(at, step.messages) if step.messages else 0


def _totals(
    session: Session, found: Sequence[Step], beyond: Sequence[int], told: Told
) -> Iterator[str]:
    for key, is_past in (("spent", True), ("to_come", False)):
        these = [one for one in zip(found, beyond, strict=True) if _is_past(one[0]) is is_past]
        count, paid = sum(step.messages for step, _ in these), sum(more for _, more in these)
        named = {"count": f"{count:,}", "beyond": f"{paid:,}", "baht": _baht(paid, told)}
        yield told.say(key, **named)
    to_come = [(one.at, one.messages) for one in found if not _is_past(one)]
    for month in beside_quota(session, to_come, told.budget.free, told.purse.now, told.zone):
        yield told.say(
            _beside(month),
            month=f"{month.first.year + 543 * (told.language == 'th')}-{month.first:%m}",
            used=f"{month.used:,}",
            more=f"{month.more:,}",
            limit=f"{month.limit or 0:,}",
            left=f"{month.left:,}",
            over=f"{month.over:,}",
            baht=_baht(month.over, told),
        )


def _is_past(step: Step) -> bool:
    return step.outcome is not None


def _baht(messages: int, told: Told) -> str:
    return f"{baht(messages, told.budget.price):,}"


def _beside(month: MonthAhead) -> str:
    if month.limit is None:
        return "month_unlimited"
    return "month_over" if month.over else "month"


def _step(step: Step, paid: int, told: Told) -> Iterator[str]:
    """`paid`: how many of its messages are not free."""
    at = step.at.astimezone(told.zone)
    became = told.say(step.outcome or "planned")
    asks = step.kind != CLOSE
    costs = [f"{step.messages:,}", _baht(paid, told)] if asks else ["", ""]
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
