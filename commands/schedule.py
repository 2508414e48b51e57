"""`flask schedule list`: a cohort's whole life, past and to come, and what each step costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from base.i18n import LANGUAGES, say
from base.thai.format import Lang, short_date
from commands.cohorts import one_cohort
from commands.columns import line
from commands.ledger import baht
from handlers.roster.cohorts import all_cohorts
from models.database import Database
from models.programme import Cohort
from models.schedule import CLOSE, OPEN, Step, reachable, steps

WIDTHS = (20, 5, 18, 11, -8, -8)
LONGEST = 8  # letters of a survey's key
STEPS = {OPEN: "open", CLOSE: "close"}


def group(
    open_database: Callable[[], Database],
    zone: Callable[[], ZoneInfo],
    price: Callable[[], Decimal],
) -> click.Group:
    """What is given is called when a command runs, not before."""

    @click.group(name="schedule", help="What the clock does for each cohort, and what it costs.")
    def schedule() -> None: ...

    @schedule.command(name="list", help="COHORT is an id or a number; all of them without it.")
    @click.argument("cohort", required=False)
    @click.option("--language", type=click.Choice(LANGUAGES), default="th", show_default=True)
    def list_(cohort: str | None, language: Lang) -> None:
        with open_database().read() as session:
            wanted = [one_cohort(session, cohort)] if cohort else all_cohorts(session)
            for one in wanted:
                for told in _life(session, one, zone(), price(), language):
                    click.echo(told)

    return schedule


def _life(
    session: Session, cohort: Cohort, zone: ZoneInfo, price: Decimal, language: Lang
) -> Iterator[str]:
    people, reached = reachable(session, cohort)
    name = cohort.programme.name_th if language == "th" else cohort.programme.name_en
    yield say(
        "schedule.cohort", language, number=cohort.number, name=name, people=people, reached=reached
    )
    found = steps(session, cohort)
    if not found:
        yield say("schedule.nothing", language)
        return
    heads = ("day", "time", "step", "outcome", "messages", "baht")
    yield line([say(f"schedule.{one}", language) for one in heads], WIDTHS)
    for step in found:
        yield from _step(step, zone, price, language)
    spent = sum(one.messages for one in found if one.outcome is not None)
    to_come = sum(one.messages for one in found if one.outcome is None)
    for key, count in (("spent", spent), ("to_come", to_come)):
        yield say(f"schedule.{key}", language, count=count, baht=baht(count, price))


def _step(step: Step, zone: ZoneInfo, price: Decimal, language: Lang) -> Iterator[str]:
    at = step.at.astimezone(zone)
    does = say(f"schedule.{STEPS.get(step.kind, f'remind_{step.round}')}", language)
    became = say(f"schedule.{step.outcome or 'planned'}", language)
    costs = [f"{step.messages:,}", baht(step.messages, price)] if step.kind != CLOSE else ["", ""]
    day = short_date(at.date(), language)
    named = f"{step.survey[:LONGEST]} {does}"
    yield line([day, f"{at:%H.%M}", named, became, *costs], WIDTHS)
    if step.reason:
        yield f"  {step.reason}"[:80]
    if step.free:
        yield "  " + say("schedule.free", language, count=step.free)
