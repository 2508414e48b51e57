"""Issue: nudges, each can be switched off. One without a switch fails here."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import bootstrap
from base.settings import NUDGES, ROOT
from bootstrap.rooms import parts
from bot.tasks import TaskKind
from models.nudged import SAYS, SILENT

UNASKED = "priority=Priority.UNASKED"


def kinds() -> list[TaskKind]:
    return [kind for part in parts() for kind in part.tasks]


def speaks_unasked(kind: TaskKind) -> bool:
    """Whether the module of its step writes messages to one chat that nobody asked for, or plans
    the tasks that do."""
    module = inspect.getmodule(kind.step)
    return module is not None and UNASKED in inspect.getsource(module)


def test_every_task_that_writes_what_nobody_asked_for_has_a_switch() -> None:
    without = [kind.name for kind in kinds() if speaks_unasked(kind) and not kind.nudge]
    assert without == []


def test_what_nobody_asked_for_is_written_in_tasks_that_are_looked_at_here() -> None:
    """A mailing is not a nudge; a claim asks the old phone once, who sent a report hears once that
    it was taken, a facilitator that somebody wants help: each in the turn of whoever does it."""
    written = {
        str(path.relative_to(ROOT))
        for path in Path(ROOT, "handlers").rglob("*.py")
        if "Priority.UNASKED" in path.read_text(encoding="utf-8")
    }
    modules = {inspect.getsourcefile(kind.step) for kind in kinds() if kind.nudge}
    looked_at = {str(Path(one or "").relative_to(ROOT)) for one in modules}
    assert written - looked_at == {
        "handlers/registration/telling.py",
        "handlers/staff/approving.py",
        "handlers/surveys/calling.py",
    }


def test_the_switches_are_those_that_the_setting_knows() -> None:
    assert {kind.nudge for kind in kinds() if kind.nudge} == set(NUDGES)


@pytest.mark.parametrize("name", NUDGES)
def test_a_switch_turns_off_its_own_tasks_and_no_others(name: str) -> None:
    built = {kind.name: kind for kind in kinds()}
    off = bootstrap.kinds_of(parts(), [name])
    changed = {key for key, kind in off.items() if kind.step.__module__ == "bot.tasks"}
    assert changed == {key for key, kind in built.items() if kind.nudge == name}


@pytest.mark.parametrize("name", NUDGES)
def test_an_operator_finds_each_switch_in_the_runbook(name: str) -> None:
    assert f"`NUDGES_OFF={name}`" in (ROOT / "docs/runbook.md").read_text(encoding="utf-8")


def test_the_schedule_of_a_cohort_shows_each_of_them() -> None:
    planner = {"filling.nudges"}  # it plans those of each form
    assert {kind.name for kind in kinds() if kind.nudge} - {*SAYS, SILENT} == planner


def test_the_schedule_looks_for_what_each_room_says() -> None:
    rooms = {key for part in parts() for key in part.unwanted}
    assert {key.partition(":")[0] for key in SAYS.values()} <= rooms
