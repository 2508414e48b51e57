"""`flask waves …`: which survey a cohort is asked when; planned, opened, closed, looked at."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from base.clock import Clock
from base.i18n import LANGUAGES
from bot.outbox.budget import Budget
from commands import built_in_waves, own_wave
from commands.answers import cells_asked, number, question_line
from commands.doors import budget, zone
from commands.second import of_waves
from handlers.surveys import approving, halting, planning, results
from handlers.surveys.own import LASTS, of_cohort
from models.audience import reach
from models.consents import NUDGES
from models.database import Database
from models.programme import Cohort
from models.staff import note
from models.surveys import REMINDERS, Wave
from models.waves import all_waves, wave_numbered
from models.words import InvitationState, WaveApproval, WaveState

Do = Callable[[Session, Wave, datetime], bool]
PLAN = (
    "A form of your own for COHORT (its id or number), from a day on: FORM is a file, a survey's "
    "key, or the form_id of a form that was brought in the chat. Without FORM the built-in T0 to "
    "T4. Says when, whom it reaches and what it costs; --yes plans it."
)
A_DAY = "2569-12-01, 2026-12-01, or +30: days after the workshop's last one."
STOPPED = "Nobody is invited or reminded until it goes on; who was asked may still answer."
SECOND = " Another officer has to agree in LINE first; then it opens."
DAYS = ("opens", "closes", "days", "reminders")  # options of a form of the office's own
OPTIONS = (
    click.option("--opens", help=f"The day on which it opens: {A_DAY}"),
    click.option("--closes", help="The last day, in the same way."),
    click.option(
        "--days", type=click.IntRange(1), default=LASTS, show_default=True, help="Without --closes."
    ),
    click.option("--reminders", type=click.IntRange(0, REMINDERS), default=REMINDERS),
    click.option("--by", metavar="U…", help="The officer who asks for it; another one agrees."),
    click.option("--dry-run", is_flag=True, help="Only look."),
    click.option("--yes", is_flag=True, help="Plan it; do not ask once more."),
    click.option("--language", type=click.Choice(LANGUAGES), default="th", show_default=True),
)


def group(
    open_database: Callable[[], Database],
    clock: Callable[[], Clock],
    budget: Callable[[], Budget] = budget,
) -> click.Group:
    """What is given is called when a command runs, not before."""

    @click.group(name="waves", help="Waves: surveys to a cohort, from its first day to 180 later.")
    def waves() -> None: ...

    @waves.command(name="list", help="A line each: number, survey, cohort, state, opens, closes.")
    def list_() -> None:
        with open_database().read() as session:
            for one in all_waves(session):
                click.echo(line(one, zone()))

    @waves.command(help="How far WAVE is, and what is answered, as far as enough have.")
    @click.argument("wave")
    def show(wave: str) -> None:
        with open_database().read() as session:
            for told in _shown(session, one_wave(session, wave), zone()):
                click.echo(told)

    waves.add_command(_planning(open_database, clock, budget))
    for name, does, told, refused in (
        ("open", planning.open_now, "It opens now.", "It is not planned, or would be over."),
        ("close", planning.close_now, "It closes now.", "It is not open."),
        ("cancel", approving.call_off, "Nobody will be asked.", "It has begun: flask waves close"),
        ("stop", halting.stop, STOPPED, "It is not open, or stopped already."),
        ("resume", halting.resume, "It goes on where it was stopped.", "It is not stopped."),
    ):
        waves.add_command(_acting(open_database, clock, budget, name, does, (told, refused)))
    for one in of_waves(open_database, clock, zone, budget):
        waves.add_command(one)
    return waves


def _planning(
    open_database: Callable[[], Database],
    clock: Callable[[], Clock],
    budget: Callable[[], Budget],
) -> click.Command:
    @click.command(name="plan", help=PLAN)
    @click.argument("form", metavar="[FORM]")
    @click.argument("cohort", required=False, metavar="COHORT")
    @_options
    def plan(form: str, cohort: str | None, *, yes: bool, dry_run: bool, **told: Any) -> None:
        def goes(question: str) -> bool:
            return not dry_run and (yes or (sys.stdin.isatty() and click.confirm(question)))

        if cohort is None:
            _refuse_days()
            does = {"yes": yes and not dry_run, "language": told["language"], "by": told["by"]}
            built_in_waves.plan(open_database(), form, clock().now(), zone(), budget(), **does)
        elif told["opens"] is None:
            raise click.UsageError(f"--opens: {A_DAY}")
        else:
            order = own_wave.Order(form, cohort, goes=goes, **told)
            own_wave.plan(open_database(), order, clock().now(), zone(), budget())

    return plan


def _refuse_days() -> None:
    """T0 to T4 open, remind and close on days of their own."""
    told = click.get_current_context().get_parameter_source
    named = [one for one in DAYS if told(one) is not click.core.ParameterSource.DEFAULT]
    if named:
        given = ", ".join(f"--{one}" for one in named)
        raise click.UsageError(f"T0 to T4 have days and reminders of their own: without {given}")


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def _acting(
    open_database: Callable[[], Database],
    clock: Callable[[], Clock],
    budget: Callable[[], Budget],
    name: str,
    does: Do,
    says: tuple[str, str],
) -> click.Command:
    @click.command(name=name, help=f"{name.capitalize()} WAVE. Says what would be; --yes does it.")
    @click.argument("wave")
    @click.option("--yes", is_flag=True, help="Do it; without it, only look.")
    def act(wave: str, *, yes: bool) -> None:
        database = open_database()
        with database.read() as session:
            found = one_wave(session, wave)
            click.echo(line(found, zone()))
            later = name == "open" and _waits(session, found, budget())
        if not yes:
            click.echo(f"Nothing is done yet; --yes does it.{SECOND if later else ''}")
            return
        with database.write() as session:
            found = one_wave(session, wave)
            if not does(session, found, clock().now()):
                raise click.ClickException(says[1])
            note(session, clock().now(), None, f"waves.{name}", str(found.id))
        click.echo(SECOND.strip() if later else says[0])

    return act


def _waits(session: Session, wave: Wave, budget: Budget) -> bool:
    """Whether a second officer has to agree before it opens; counted outside of the write lock."""
    if wave.state is not WaveState.PLANNED or wave.approval is WaveApproval.AGREED:
        return False
    found = reach(session, of_cohort(wave.cohort_id), NUDGES)
    return wave.approval is not None or approving.is_large(budget, found.messages)


def one_wave(session: Session, number: str) -> Wave:
    found = wave_numbered(session, number)
    if found is None:
        raise click.ClickException(f"there is no wave {number}: flask waves list")
    return found


def line(wave: Wave, zone: ZoneInfo) -> str:
    """One wave as a line, tab-separated."""
    when = [f"{at.astimezone(zone):%Y-%m-%d %H:%M}" for at in (wave.opens_at, wave.closes_at)]
    return "\t".join([str(wave.id), wave.survey.key, _cohort(wave.cohort), stands(wave), *when])


def stands(wave: Wave) -> str:
    """Its state; of one that waits or is stopped, so much more."""
    if wave.state is WaveState.PLANNED and wave.approval is not None:
        return f"{wave.state} ({wave.approval})"
    stopped = wave.state is WaveState.OPEN and wave.stopped_at is not None
    return f"{wave.state} (stopped)" if stopped else wave.state


def _cohort(cohort: Cohort) -> str:
    return f"cohort {cohort.number}"


def _shown(session: Session, wave: Wave, zone: ZoneInfo) -> list[str]:
    found = results.standing(session, wave)
    rate = f" ({100 * found.answered // found.invited} %)" if found.invited else ""
    states = [f"{state}\t{found.states.get(state, 0)}" for state in InvitationState]
    cells = cells_asked(session, wave.survey)
    questions = results.results(session, wave, cells)
    forums = results.forums(session, wave, questions)
    lines = [
        line(wave, zone),
        f"invited {found.invited}, accepted by LINE {found.accepted}, "
        f"answered {found.answered}{rate}",
        *states,
    ]
    if wave.late_asked:
        lines.append(f"{wave.late_asked} came late and wait for a second officer")
    if forums is not None:
        seen, told = number(forums.observed), number(forums.claimed)
        lines.append(f"forums: {seen} people observed, {told} say so")
    return [*lines, *map(question_line, questions)]
