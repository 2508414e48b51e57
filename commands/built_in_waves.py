"""`flask waves plan COHORT`: T0 to T4 on the cohort's own days, looked at first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from base.i18n import say
from base.thai.format import Lang
from commands.cohorts import one_cohort
from commands.ledger import baht
from commands.own_wave import Rates, cohort_told, reach_told, second_told
from handlers.surveys import own, planning, service
from handlers.surveys.planning import Times
from models.database import Database
from models.holidays import office
from models.programme import Cohort
from models.staff import note

Cost = tuple[Times, own.Cost]


def plan(
    database: Database,
    wanted: str,
    now: datetime,
    zone: ZoneInfo,
    rates: Rates,
    *,
    yes: bool,
    language: Lang,
) -> None:
    with database.read() as session:
        cohort = one_cohort(session, wanted)
        costs = list(_costs(session, cohort, now, zone))
        click.echo(cohort_told(session, cohort, language))
    states = _planned(database, wanted, costs, now) if yes else {}
    for times, cost in costs:
        state = states.get(times.key, "") if cost.rounds else "over already"
        click.echo("\t".join([*_times(times), *_costing(cost, rates.price), state]))
    _end(costs, rates, language)
    if not yes:
        click.echo(say("waves.only_looked", language))


def _planned(
    database: Database, wanted: str, costs: list[Cost], now: datetime
) -> Mapping[str, str]:
    """What became of each, by its key."""
    loaded = {times.key: service.built_in(times.key) for times, cost in costs if cost.rounds}
    states = {}
    with database.write() as session:
        cohort = one_cohort(session, wanted)
        for times in (times for times, cost in costs if cost.rounds):
            version, _ = service.add_version(session, loaded[times.key], now)
            wave = planning.plan_wave(session, cohort, version.survey, times, now)
            states[times.key] = f"{wave.state} as {wave.id}"
        note(session, now, None, "waves.plan", cohort.id)
    return states


def _costs(session: Session, cohort: Cohort, now: datetime, zone: ZoneInfo) -> Iterator[Cost]:
    """Of what is still to come: an invitation late, and no reminder whose day has passed."""
    for times in planning.times_of(cohort, zone, office(session)):
        cost = own.cost(session, cohort, times)
        left = sum(at > now for at in times.reminders)
        yield times, replace(cost, rounds=0 if times.closes <= now else 1 + left)


def _times(times: Times) -> list[str]:
    reminders = ", ".join(f"{at:%Y-%m-%d %H:%M}" for at in times.reminders)
    told = (f"opens {times.opens:%Y-%m-%d %H:%M}", f"reminds {reminders}")
    return [times.key, *told, f"closes {times.closes:%Y-%m-%d %H:%M}"]


def _costing(cost: own.Cost, price: Decimal) -> list[str]:
    return [f"{cost.messages:,} messages", f"{baht(cost.messages, price)} baht"]


def _end(costs: list[Cost], rates: Rates, language: Lang) -> None:
    most = sum(cost.messages for _, cost in costs)
    click.echo(say("waves.most", language, count=most, baht=baht(most, rates.price)))
    found = costs[0][1].reach
    for told in (*reach_told(found, language), *second_told(found, rates.alone, language)):
        click.echo(told)
