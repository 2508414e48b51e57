"""`flask surveys …`: forms of the office's own as surveys, a version for each file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import Clock
from base.i18n import LANGUAGES
from base.thai.format import Lang
from commands import village_results
from forms import FormRefused
from handlers.surveys import results, service
from models.database import Database
from models.responses import versions_of
from models.staff import note
from models.surveys import Survey

RESULTS = (
    "What those who came to the forums of VILLAGE (its code) answered to SURVEY (C), through the "
    "QR of each; nothing before ten have."
)


def group(open_database: Callable[[], Database], clock: Callable[[], Clock]) -> click.Group:
    """`open_database` and `clock` are called when a command runs, not before."""

    @click.group(name="surveys", help="Surveys: forms of your own, and those that are built in.")
    def surveys() -> None: ...

    @surveys.command(name="list", help="A line each: key, versions, questions, responses, title.")
    def list_() -> None:
        with open_database().read() as session:
            for one in session.scalars(sa.select(Survey).order_by(Survey.key)):
                click.echo(line(session, one))

    @surveys.command(help="FILE (.xlsx, .xls, .csv, .md) as a survey, or as its newest version.")
    @click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
    @click.option("--key", default="", help="What you call it; else the form_id of the file.")
    @click.option("--yes", is_flag=True, help="Store it; without it, only look.")
    @click.option("--language", type=click.Choice(LANGUAGES), default="th", show_default=True)
    def add(file: Path, *, key: str, yes: bool, language: str) -> None:
        loaded = readable(file, key, language)
        click.echo(f"{loaded.key}: {len(loaded.form.questions)} questions, {_names(loaded)}")
        if not yes:
            click.echo("Nothing is stored yet; --yes stores it.")
            return
        with open_database().write() as session:
            version, new = service.add_version(session, loaded, clock().now())
            note(session, clock().now(), None, "surveys.add", f"{loaded.key}:{version.number}")
            state = "stored as" if new else "stored before as"
            click.echo(f"{state} version {version.number}")

    @surveys.command(name="results", help=RESULTS)
    @click.argument("survey")
    @click.argument("village")
    @click.option("--language", type=click.Choice(LANGUAGES), default="th", show_default=True)
    def results_(survey: str, village: str, language: Lang) -> None:
        with open_database().read() as session:
            for told in village_results.told(session, survey, village, language):
                click.echo(told)

    return surveys


def line(session: Session, survey: Survey) -> str:
    """One survey as a line, tab-separated."""
    versions = versions_of(session, survey.id)
    told = [survey.key, str(len(versions)), str(versions[-1].questions)]
    return "\t".join([*told, str(results.how_many(session, survey.id)), versions[-1].title_th])


def readable(file: Path, key: str, language: str) -> service.Loaded:
    """The form of a file under the name that surveys know it by; ClickException with all faults."""
    source = file.read_bytes()
    try:
        loaded = service.read(key, source)
    except FormRefused as refused:
        told = [fault.told(language) for fault in refused.faults]
        raise click.ClickException("\n".join(told)) from refused
    named = key or loaded.form.settings.get("form_id", "") or file.stem
    if named.upper() in service.BUILT_IN:
        raise click.ClickException(f"{named} is built in; give your own another --key")
    return service.Loaded(named[: service.LONGEST_KEY], loaded.form, source)


def _names(loaded: service.Loaded) -> str:
    if loaded.form.anonymous:
        return "all of them without a name"
    hidden = service.anonymous_keys(loaded.form)
    count = sum(item.key in hidden for item in loaded.form.questions)
    return f"{count} of them without a name" if count else "with the name of who answers"
