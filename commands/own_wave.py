"""`flask waves plan FORM COHORT`: a form of the office's own to a cohort, on the days it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from base.i18n import say
from base.office import Office
from base.thai.dates import read_date
from base.thai.format import Lang, short_date
from bot.outbox.budget import Budget, Cost, Purse, baht, cost_ahead
from bot.outbox.costing import most_in_words
from commands.cohorts import one_cohort
from commands.columns import line
from commands.holidays import DAY, year_ce
from commands.second import planner
from commands.surveys import readable
from handlers.surveys import ordering, own, service
from handlers.surveys.approving import is_large
from handlers.surveys.planning import Times, evening
from models.audience import Reach
from models.database import Database
from models.holidays import office
from models.programme import Cohort
from models.schedule import reachable
from models.surveys import Wave

WIDTHS = (12, 5, 18, -8, -8)
AFTER = re.compile(r"\+(\d{1,3})")


@dataclass(frozen=True)
class Order:
    """What the operator asked for. `closes` goes before `days`; `goes` asks once more, or not."""

    form: str
    cohort: str
    opens: str
    closes: str | None
    days: int
    reminders: int
    language: Lang
    goes: Callable[[str], bool]
    by: str | None = None

    def say(self, key: str, /, **values: object) -> str:
        return say(f"waves.{key}", self.language, **values)

    def refuse(self, key: str, /, **values: object) -> click.ClickException:
        return click.ClickException(self.say(key, **values))


def plan(database: Database, order: Order, now: datetime, zone: ZoneInfo, budget: Budget) -> None:
    loaded = _loaded(database, order)
    with database.read() as session:
        planner(session, order.by)
        cohort = one_cohort(session, order.cohort)
        times = _times(order, cohort, now, zone, office(session))
        purse = Purse(session, budget, now, zone)
        for told in _shown(session, order, cohort, loaded, times, purse):
            click.echo(told)
    if not order.goes(order.say("sure")):
        click.echo(order.say("only_looked"))
        return
    with database.write() as session:
        cohort = one_cohort(session, order.cohort)
        click.echo(_planned(session, order, cohort, loaded, times, now, zone))


def _loaded(database: Database, order: Order) -> service.Loaded:
    """The form named: a file, a survey's key, or the form_id of one that staff brought."""
    path = Path(order.form)
    file = readable(path, "", order.language) if path.is_file() else None
    try:
        with database.read() as session:
            return ordering.complete(session, file or ordering.brought(session, order.form))
    except ordering.NotToBeTied as fault:
        raise order.refuse(fault.key, form=order.form, name=fault.name) from fault


def _times(order: Order, cohort: Cohort, now: datetime, zone: ZoneInfo, calendar: Office) -> Times:
    today = now.astimezone(zone).date()
    opens = _day(order, order.opens, cohort, today)
    closes = evening(opens, zone, calendar).date() + timedelta(days=order.days)
    if order.closes is not None:
        closes = _day(order, order.closes, cohort, today)
    try:
        return own.own_times(cohort, opens, closes, order.reminders, now, zone, calendar)
    except own.NoSuchTimes as fault:
        told = {
            name: short_date(value, order.language) if isinstance(value, date) else value
            for name, value in fault.values.items()
        }
        raise order.refuse(fault.key, **told) from fault


def _day(order: Order, text: str, cohort: Cohort, today: date) -> date:
    """`+30`: so many days after the cohort's last one."""
    after, written = AFTER.fullmatch(text.strip()), DAY.fullmatch(text.strip())
    if after is not None:
        return cohort.ends_on + timedelta(days=int(after[1]))
    found: date | None
    try:
        year, month, day = (int(part) for part in written.groups()) if written else (0, 0, 0)
        found = date(year_ce(year), month, day)
    except ValueError:
        found = read_date(text, today, "future").date
    if found is None:
        raise order.refuse("no_day", text=text)
    return found


def _shown(
    session: Session,
    order: Order,
    cohort: Cohort,
    loaded: service.Loaded,
    times: Times,
    purse: Purse,
) -> Iterator[str]:
    yield _form(order, loaded)
    yield cohort_told(session, cohort, order.language)
    cost, budget, zone = own.cost(session, cohort, times), purse.budget, purse.zone
    yield from _table(order, times, cost.reach.messages, purse)
    yield most_told(cost_ahead(session, budget, cost.steps, purse.now, zone), order.language)
    yield from reach_told(cost.reach, order.language)
    yield from second_told(cost.reach, budget, order.language)
    named, day = cohort.ends_on + timedelta(times.offset_days), times.opens.astimezone(zone).date()
    if day != named:
        told = {"named": short_date(named, order.language), "day": short_date(day, order.language)}
        yield order.say("holiday", **told)
    if len(times.reminders) < order.reminders:
        yield order.say("fewer_reminders", count=len(times.reminders))


def cohort_told(session: Session, cohort: Cohort, language: Lang) -> str:
    """Which it is, how many stand in it, and how many of them a message reaches now."""
    people, reached = reachable(session, cohort)
    name = cohort.programme.name_th if language == "th" else cohort.programme.name_en
    named = {"number": cohort.number, "name": name}
    return say("schedule.cohort", language, **named, people=people, reached=reached)


def reach_told(reach: Reach, language: Lang) -> Iterator[str]:
    """Whom it does not reach, and what becomes of them; nothing where it reaches everybody."""
    if reach.unreached or reach.refused:
        yield say("waves.unreached", language, none=reach.unreached, refused=reach.refused)
        yield say("waves.unreached_way", language)


def second_told(reach: Reach, budget: Budget, language: Lang) -> Iterator[str]:
    """Where it reaches more than one may ask alone."""
    if is_large(budget, reach.messages):
        yield say("waves.second", language, size=budget.wave_alone)


def most_told(cost: Cost, language: Lang) -> str:
    """As the chat says it."""
    return say("waves.most", language, cost=most_in_words(cost, language))


def _form(order: Order, loaded: service.Loaded) -> str:
    hidden = service.anonymous_keys(loaded.form)
    count = len(loaded.form.questions)
    nameless = sum(item.key in hidden for item in loaded.form.questions)
    told = order.say("form", title=loaded.form.title or loaded.key, key=loaded.key, count=count)
    if not nameless:
        return told
    return f"{told}, " + order.say("nameless", count=nameless)


def _table(order: Order, times: Times, each: int, purse: Purse) -> Iterator[str]:
    """The free messages of a month go first."""
    heads = ("day", "time", "step", "messages", "baht")
    yield line([say(f"schedule.{one}", order.language) for one in heads], WIDTHS)
    reminders = [(at, f"remind_{number}") for number, at in enumerate(times.reminders, 1)]
    for at, step in [(times.opens, "open"), *reminders, (times.closes, "close")]:
        local = at.astimezone(purse.zone)
        costs = ["", ""] if step == "close" else _priced(purse, at, each)
        does = say(f"schedule.{step}", order.language)
        day = short_date(local.date(), order.language)
        yield line([day, f"{local:%H.%M}", does, *costs], WIDTHS)


def _priced(purse: Purse, at: datetime, messages: int) -> list[str]:
    beyond = purse.beyond(max(at, purse.now), messages)
    return [f"{messages:,}", f"{baht(beyond, purse.budget.price):,}"]


def _planned(
    session: Session,
    order: Order,
    cohort: Cohort,
    loaded: service.Loaded,
    times: Times,
    now: datetime,
    zone: ZoneInfo,
) -> str:
    asks = planner(session, order.by)
    done = ordering.order(session, cohort, loaded, times, now, asks.id if asks else None)
    number = done.wave.id
    if done.differs:
        raise order.refuse("other_days", number=number, closes=_until(order, done.wave, zone))
    return order.say("planned_before" if done.before else "planned", number=number)


def _until(order: Order, wave: Wave, zone: ZoneInfo) -> str:
    return short_date(wave.closes_at.astimezone(zone).date(), order.language)
