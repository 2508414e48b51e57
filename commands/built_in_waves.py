"""`flask waves plan COHORT`: T0 to T4 on the cohort's own days, looked at first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import click

from base.i18n import say
from base.thai.format import Lang
from bot.outbox.budget import Budget, Cost, Purse, cost_ahead
from commands.cohorts import one_cohort
from commands.own_wave import cohort_told, most_told, reach_told, second_told
from commands.second import planner
from handlers.surveys import course
from handlers.surveys.course import Step
from handlers.surveys.planning import Times
from models.database import Database


def plan(
    database: Database,
    wanted: str,
    now: datetime,
    zone: ZoneInfo,
    budget: Budget,
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
        costs, most = _costs(Purse(session, budget, now, zone), found)
    states = _planned(database, wanted, found, now, by) if yes else {}
    for one, cost in zip(found, costs, strict=True):
        state = states.get(one.times.key, "") if one.cost.moments else "over already"
        click.echo("\t".join([*_times(one.times), *_costing(cost), state]))
    click.echo(most_told(most, language))
    reach = found[0].cost.reach
    for told in (*reach_told(reach, language), *second_told(reach, budget, language)):
        click.echo(told)
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


def _costs(purse: Purse, steps: list[Step]) -> tuple[list[Cost], Cost]:
    """Of each, the free messages of a month to the earlier ones; and of all."""
    each = [purse.ahead(one.cost.steps) for one in steps]
    together = [step for one in steps for step in one.cost.steps]
    return each, cost_ahead(purse.session, purse.budget, together, purse.now, purse.zone)


def _costing(cost: Cost) -> list[str]:
    return [f"{cost.messages:,} messages", f"{cost.baht:,} baht"]
