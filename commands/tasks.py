"""`flask tasks list|replay|settle`: scheduled tasks, by state."""

from __future__ import annotations

import click

from commands import rows
from models.tasks import ScheduledTask
from models.tasks import replay as replay_one
from models.tasks import settle as settle_one
from models.words import TaskState

COLUMNS = ("id", "kind", "subject", "state", "planned_for", "progress", "reason", "last_error")


@click.group("tasks", help="Look at scheduled tasks, and try dead ones again or settle them.")
def group() -> None: ...


@group.command("list", help="Newest first; never shows what people said.")
@click.option("--state", type=click.Choice([one.value for one in TaskState]))
@click.option("--most", default=50, show_default=True)
def list_rows(state: str | None, most: int) -> None:
    rows.show(ScheduledTask, COLUMNS, state, most)


@group.command(help="Try a dead row again by its number, or all of them: replay dead.")
@click.argument("which")
def replay(which: str) -> None:
    rows.deal(replay_one, ScheduledTask, which, TaskState.DEAD, "tasks.replay")


@group.command(help="Nothing more is to be done about a dead row, or about all: settle dead.")
@click.argument("which")
def settle(which: str) -> None:
    rows.deal(settle_one, ScheduledTask, which, TaskState.DEAD, "tasks.settle")
