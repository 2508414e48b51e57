"""`flask waves plan COHORT`: T0 to T4 on the cohort's own days, looked at first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import click

from base.i18n import say
from base.thai.format import Lang
from commands.cohorts import one_cohort
from commands.ledger import baht
from commands.own_wave import Rates, cohort_told, reach_told, second_told
from commands.second import planner
from handlers.surveys import course, own
from handlers.surveys.course import Step
from handlers.surveys.planning import Times
from models.database import Database


def plan(
    database: Database,
    wanted: str,
    now: datetime,
    zone: ZoneInfo,
    rates: Rates,
    *,
    yes: bool,
    language: Lang,
    by: str | None = None,
) -> None:
    with database.read() as session:
        planner(session, by)
        cohort = one_cohort(session, wanted)
        found = course.steps(session, cohort, now, zone)
        click.echo(cohort_told(session, cohort, language))
    states = _planned(database, wanted, found, now, by) if yes else {}
    for one in found:
        state = states.get(one.times.key, "") if one.cost.rounds else "over already"
        click.echo("\t".join([*_times(one.times), *_costing(one.cost, rates.price), state]))
    _end(found, rates, language)
    if not yes:
        click.echo(say("waves.only_looked", language))


def _planned(
    database: Database, wanted: str, found: list[Step], now: datetime, by: str | None
) -> Mapping[str, str]:
    """What became of each, by its key."""
    loaded = course.forms_of(found)
    with database.write() as session:
        cohort = one_cohort(session, wanted)
        asks = planner(session, by)
        course.plan(session, cohort, found, loaded, now, asks.id if asks else None)
        waves = course.standing(session, cohort.id)
        return {key: f"{one.state} as {one.id}" for key, one in waves.items()}


def _times(times: Times) -> list[str]:
    reminders = ", ".join(f"{at:%Y-%m-%d %H:%M}" for at in times.reminders)
    told = (f"opens {times.opens:%Y-%m-%d %H:%M}", f"reminds {reminders}")
    return [times.key, *told, f"closes {times.closes:%Y-%m-%d %H:%M}"]


def _costing(cost: own.Cost, price: Decimal) -> list[str]:
    return [f"{cost.messages:,} messages", f"{baht(cost.messages, price)} baht"]


def _end(steps: list[Step], rates: Rates, language: Lang) -> None:
    most = sum(one.cost.messages for one in steps)
    click.echo(say("waves.most", language, count=most, baht=baht(most, rates.price)))
    found = steps[0].cost.reach
    for told in (*reach_told(found, language), *second_told(found, rates.alone, language)):
        click.echo(told)
