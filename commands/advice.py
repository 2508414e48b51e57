"""`flask advice …`: what helps with an answer, for whoever gives it in a survey."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import click

from base.clock import Clock
from base.files import Files
from base.settings import Settings
from base.thai.text import graphemes
from commands.attaching import KINDS, Given, looked_at, stored
from commands.recipients import words_of
from models.advice import Advice, advice_numbered, all_advice, put_away
from models.database import Database
from models.files import File
from models.staff import note

WHEN = re.compile(r"([A-Za-z_][\w.-]{0,63})=([\w.-]{1,64})")
TITLE, WORDS = 40, 900  # grapheme clusters of a button, characters of a bubble


def group(
    open_database: Callable[[], Database],
    clock: Callable[[], Clock],
    settings: Callable[[], Settings],
) -> click.Group:
    """All three are called when a command runs, not before; `settings` for what lies in a file."""

    @click.group("advice", help="What helps with an answer, for whoever gives it in a survey.")
    def advice() -> None: ...

    @advice.command(help="A button under the thanks of whoever answers QUESTION with CHOICE.")
    @click.option("--when", required=True, metavar="QUESTION=CHOICE", help="obstacle=unsure")
    @click.option("--title", required=True, help=f"On the button, {TITLE} letters at most.")
    @click.option("--text", help="What it says.")
    @click.option("--text-file", type=click.Path(path_type=Path), help="A file that says it.")
    @click.option("--title-english", help="For those who use English.")
    @click.option("--english", help="What it says to them.")
    @click.option("--link", help="A page to open beside it; begins with https://")
    @click.option("--picture", type=click.Path(path_type=Path), help="JPEG or PNG, shown with it.")
    @click.option("--file", type=click.Path(path_type=Path), help=f"{KINDS}, to open beside it.")
    def add(
        when: str,
        title: str,
        text: str | None,
        text_file: Path | None,
        title_english: str | None,
        english: str | None,
        link: str | None,
        picture: Path | None,
        file: Path | None,
    ) -> None:
        question, choice = _answer(when)
        row = Advice(question=question, choice=choice, title_th=_title(title))
        row.words_th, row.link = _words(words_of(text, text_file)), _link(link)
        row.title_en = _title(title_english) if title_english else None
        row.words_en, row.added_at = _words(english) if english else None, clock().now()
        named = (("--picture", picture), ("--file", file))
        given = [looked_at(option, path, settings()) for option, path in named if path]
        number = _added(open_database(), row, given, settings)
        click.echo(f"Advice {number}: whoever answers {when} is offered it.")

    @advice.command("list", help="Number, answer, title, and the first line of what it says.")
    def list_() -> None:
        with open_database().read() as session:
            for one in all_advice(session):
                first = one.words_th.splitlines()[0]
                click.echo(f"{one.id}\t{one.question}={one.choice}\t{one.title_th}\t{first}")

    @advice.command(help="NUMBER is offered to nobody any more; its old buttons say so.")
    @click.argument("number")
    def remove(number: str) -> None:
        with open_database().write() as session:
            one = advice_numbered(session, number, removed=True)
            if one is None:
                raise click.ClickException(f"there is no advice {number}: flask advice list")
            now = clock().now()
            put_away(session, one, now)
            note(session, now, None, "advice.remove", number)
        click.echo(f"Advice {number}: removed.")

    return advice


def _added(
    database: Database, row: Advice, given: Sequence[Given], settings: Callable[[], Settings]
) -> int:
    """Its number; what is given with it lies on disk before, and goes where this fails."""
    with ExitStack() as until_written:
        files: list[File] = []
        if given:
            media = Files(settings().media_dir)
            files = until_written.enter_context(stored(given, media, row.added_at))
        with database.write() as session:
            session.add_all(files)
            session.flush()
            _give(row, given, files)
            session.add(row)
            session.flush()
            note(session, row.added_at, None, "advice.add", str(row.id))
            return row.id


def _give(row: Advice, given: Sequence[Given], files: Sequence[File]) -> None:
    for one, file in zip(given, files, strict=True):
        if one.is_picture:
            row.picture_id = file.id
        else:
            row.document_id, row.document_name = file.id, one.name


def _answer(when: str) -> tuple[str, str]:
    found = WHEN.fullmatch(when.strip())
    if found is None:
        raise click.ClickException(f"--when {when}: give names of the form, like obstacle=unsure")
    return found[1], found[2]


def _title(title: str) -> str:
    if not 0 < graphemes(title.strip()) <= TITLE:
        raise click.ClickException(f"--title {title}: {TITLE} letters at most")
    return title.strip()


def _words(words: str) -> str:
    if not 0 < len(words.strip()) <= WORDS:
        raise click.ClickException(f"what it says: {WORDS} characters at most")
    return words.strip()


def _link(link: str | None) -> str | None:
    if link and not link.startswith("https://"):
        raise click.ClickException(f"--link {link}: it must begin with https://")
    return link
