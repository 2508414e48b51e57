"""`flask outbox list|replay|settle`: messages to LINE, by state."""

from __future__ import annotations

import click

from bot.outbox import dead
from commands import rows
from models.outbox import Outgoing
from models.words import OutboxState

COLUMNS = (
    "id",
    "kind",
    "state",
    "priority",
    "attempts",
    "due_at",
    "outcome",
    "hold_reason",
    "last_error",
)


@click.group("outbox", help="Look at messages to LINE, and try dead ones again or settle them.")
def group() -> None: ...


@group.command("list", help="Newest first; never shows what people said.")
@click.option("--state", type=click.Choice([one.value for one in OutboxState]))
@click.option("--most", default=50, show_default=True)
def list_rows(state: str | None, most: int) -> None:
    rows.show(Outgoing, COLUMNS, state, most)


@group.command(help="Try a dead row again by its number, or all of them: replay dead.")
@click.argument("which")
def replay(which: str) -> None:
    rows.deal(dead.replay, Outgoing, which, OutboxState.DEAD, "outbox.replay")


@group.command(help="Nothing more is to be done about a dead row, or about all: settle dead.")
@click.argument("which")
def settle(which: str) -> None:
    rows.deal(dead.settle, Outgoing, which, OutboxState.DEAD, "outbox.settle")
