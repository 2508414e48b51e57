"""`flask inbox list|replay|settle`: events that LINE sent, by state."""

from __future__ import annotations

import click

from bot.inbox import dead
from commands import rows
from models.inbox import Event
from models.words import EventState

COLUMNS = ("id", "kind", "state", "attempts", "occurred_at", "due_at", "last_error")


@click.group("inbox", help="Look at events that LINE sent, and try dead ones again or settle them.")
def group() -> None: ...


@group.command("list", help="Newest first; never shows what people said.")
@click.option("--state", type=click.Choice([one.value for one in EventState]))
@click.option("--most", default=50, show_default=True)
def list_rows(state: str | None, most: int) -> None:
    rows.show(Event, COLUMNS, state, most)


@group.command(help="Try a dead row again by its number, or all of them: replay dead.")
@click.argument("which")
def replay(which: str) -> None:
    rows.deal(dead.replay, Event, which, EventState.DEAD, "inbox.replay")


@group.command(help="Nothing more is to be done about a dead row, or about all: settle dead.")
@click.argument("which")
def settle(which: str) -> None:
    rows.deal(dead.settle, Event, which, EventState.DEAD, "inbox.settle")
