"""`flask waves plan FORM COHORT`: a form of the office's own to a cohort, on the days it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from base.i18n import say
from base.office import Office
from base.thai.dates import read_date
from base.thai.format import Lang, short_date
from commands.cohorts import one_cohort
from commands.columns import line
from commands.holidays import DAY, year_ce
from commands.ledger import baht
from commands.surveys import readable
from handlers.surveys import newest, own, service
from handlers.surveys.planning import Times, evening, plan_wave
from models.audience import Reach
from models.database import Database
from models.holidays import office
from models.programme import Cohort
from models.schedule import reachable
from models.staff import note
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

    def say(self, key: str, /, **values: object) -> str:
        return say(f"waves.{key}", self.language, **values)

    def refuse(self, key: str, /, **values: object) -> click.ClickException:
        return click.ClickException(self.say(key, **values))


def plan(database: Database, order: Order, now: datetime, zone: ZoneInfo, price: Decimal) -> None:
    loaded = _loaded(database, order)
    with database.read() as session:
        cohort = one_cohort(session, order.cohort)
        times = _times(order, cohort, now, zone, office(session))
        for told in _shown(session, order, cohort, loaded, times, zone, price):
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
    if path.is_file():
        loaded = readable(path, "", order.language)
    else:
        with database.read() as session:
            found = newest.brought(session, order.form)
        if order.form.upper() in service.BUILT_IN:
            raise order.refuse("built_in", form=order.form)
        if found is None:
            raise order.refuse("no_form", form=order.form)
        loaded = service.read(*found)
    with database.read() as session:
        lacking = newest.not_here(session, loaded.form)
    if lacking:
        raise order.refuse("not_here", name=lacking[0].name, form=order.form)
    return loaded


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
    zone: ZoneInfo,
    price: Decimal,
) -> Iterator[str]:
    yield _form(order, loaded)
    yield cohort_told(session, cohort, order.language)
    cost = own.cost(session, cohort, times)
    each = cost.reach.messages
    yield from _table(order, times, each, zone, price)
    yield order.say("most", count=cost.messages, baht=baht(cost.messages, price))
    yield from reach_told(cost.reach, order.language)
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


def _form(order: Order, loaded: service.Loaded) -> str:
    hidden = service.anonymous_keys(loaded.form)
    count = len(loaded.form.questions)
    nameless = sum(item.key in hidden for item in loaded.form.questions)
    told = order.say("form", title=loaded.form.title or loaded.key, key=loaded.key, count=count)
    if not nameless:
        return told
    return f"{told}, " + order.say("nameless", count=nameless)


def _table(order: Order, times: Times, each: int, zone: ZoneInfo, price: Decimal) -> Iterator[str]:
    heads = ("day", "time", "step", "messages", "baht")
    yield line([say(f"schedule.{one}", order.language) for one in heads], WIDTHS)
    reminders = [(at, f"remind_{number}") for number, at in enumerate(times.reminders, 1)]
    for at, step in [(times.opens, "open"), *reminders, (times.closes, "close")]:
        local = at.astimezone(zone)
        costs = ["", ""] if step == "close" else [f"{each:,}", baht(each, price)]
        does = say(f"schedule.{step}", order.language)
        day = short_date(local.date(), order.language)
        yield line([day, f"{local:%H.%M}", does, *costs], WIDTHS)


def _planned(
    session: Session,
    order: Order,
    cohort: Cohort,
    loaded: service.Loaded,
    times: Times,
    now: datetime,
    zone: ZoneInfo,
) -> str:
    version, _ = service.add_version(session, loaded, now)
    before = own.planned_before(session, cohort, version.survey, times)
    if before is not None and not own.is_same(before, times):
        raise order.refuse("other_days", number=before.id, closes=_until(order, before, zone))
    wave = plan_wave(session, cohort, version.survey, times, now)
    if before is None:
        note(session, now, None, "waves.plan", str(wave.id))
    return order.say("planned_before" if before else "planned", number=wave.id)


def _until(order: Order, wave: Wave, zone: ZoneInfo) -> str:
    return short_date(wave.closes_at.astimezone(zone).date(), order.language)
