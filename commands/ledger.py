"""`flask ledger`: what the messages of a month were spent on, and what they cost."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import click

from base.clock import Clock
from base.i18n import LANGUAGES, MissingSentence, say
from base.thai.format import Lang, short_date
from commands.columns import line
from commands.holidays import year_ce
from models.database import Database
from models.ledger import Spent, spent
from models.month import Compared, last_compared

MONTH = re.compile(r"(\d{4})-(\d{1,2})")
WIDTHS = (34, -10, -12, -12)
CENT = Decimal("0.01")


def command(
    open_database: Callable[[], Database],
    clock: Callable[[], Clock],
    zone: Callable[[], ZoneInfo],
    price: Callable[[], Decimal],
) -> click.Command:
    """What is given is called when the command runs, not before."""

    @click.command(
        "ledger", help="What a month's messages were spent on (2569-09 or 2026-09; or this month)."
    )
    @click.argument("month", required=False)
    @click.option("--language", type=click.Choice(LANGUAGES), default="th", show_default=True)
    def ledger(month: str | None, language: Lang) -> None:
        since, until = bounds(month, clock().now().astimezone(zone()))
        with open_database().read() as session:
            found = spent(session, since, until)
            compared = last_compared(session)
        for one in _lines(found, since, price(), language):
            click.echo(one)
        if compared is not None and since <= compared.at < until:
            click.echo(_beside(compared, zone(), language))

    return ledger


def bounds(month: str | None, now: datetime) -> tuple[datetime, datetime]:
    """First moment of the month, and of the next one, where the office is."""
    year, number = now.year, now.month
    if month is not None:
        found = MONTH.fullmatch(month)
        year, number = (year_ce(int(found[1])), int(found[2])) if found else (0, 0)
    if not (1 <= number <= 12 and 1900 <= year <= 2150):
        raise click.ClickException(f"«{month}» is no month like 2026-09 or 2569-09")
    first = datetime(year, number, 1, tzinfo=now.tzinfo)
    beyond = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=now.tzinfo)
    return first, beyond


def _lines(found: Sequence[Spent], since: datetime, price: Decimal, language: str) -> Iterator[str]:
    month = f"{since:%Y-%m}" if language == "en" else f"{since.year + 543}-{since:%m}"
    yield say("ledger.title", language, month=month)
    yield line(
        [say(f"ledger.{one}", language) for one in ("kind", "counted", "baht", "free")], WIDTHS
    )
    for one in found:
        yield _line(named(one.kind, language), one.counted, one.free, price)
    counted, free = sum(one.counted for one in found), sum(one.free for one in found)
    yield _line(say("ledger.sum", language), counted, free, price)


def _beside(compared: Compared, zone: ZoneInfo, language: Lang) -> str:
    """What LINE had counted at the last look, beside what we had."""
    at = compared.at.astimezone(zone)
    when = f"{short_date(at.date(), language)} {at:%H.%M}"
    key = "ledger.differs" if compared.differs else "ledger.agrees"
    ours, by_line = f"{compared.ours:,}", f"{compared.line:,}"
    return say(key, language, when=when, line=by_line, ours=ours, unsure=f"{compared.unsure:,}")


def _line(name: str, counted: int, free: int, price: Decimal) -> str:
    return line([name, f"{counted:,}", baht(counted, price), f"{free:,}"], WIDTHS)


def baht(messages: int, price: Decimal) -> str:
    return f"{(messages * price).quantize(CENT):,}"


def named(kind: str, language: str) -> str:
    """In words where there are some; else as the rows call it."""
    with contextlib.suppress(MissingSentence):
        return say(f"ledger.of_{kind.replace('-', '_')}", language)
    return kind
