"""`flask forms add FILE`: a form becomes one that can be asked, with what belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click

import forms
from base.clock import Clock
from base.files import Files
from base.i18n import LANGUAGES
from bot.media.sniff import HEAD, sniff
from forms import FormRefused, Reader
from forms.named import Medium
from handlers.bringing.looking import Looked, look
from handlers.bringing.parcel import ZIP, NotUnpacked, Sent, declared, members
from handlers.bringing.storing import names_had, on_disk, store, tongues
from models.database import Database
from models.files import File
from models.stored_forms import StoredForm

HELP = (
    "Take FILE (.xlsx, .xls, .csv, .md) into use, with what it names: pictures, recordings, videos "
    "and tables given as WITH (a .zip too), or lying beside FILE or in its folder NAME-media. What "
    "an earlier version brought need not be brought again. Refused is what cannot be asked in a "
    "chat, and a form of which something is not there."
)


@dataclass(frozen=True)
class Doors:
    """What is opened when the command runs, not before."""

    database: Callable[[], Database]
    clock: Callable[[], Clock]
    files: Callable[[], Files]
    readers: Callable[[], Mapping[str, Reader]]


def adding(doors: Doors) -> click.Command:
    @click.command("add", help=HELP)
    @click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
    @click.argument(
        "more", metavar="[WITH]…", nargs=-1, type=click.Path(path_type=Path, exists=True)
    )
    @click.option("--language", default="en", type=click.Choice(LANGUAGES), show_default=True)
    def command(file: Path, more: tuple[Path, ...], language: str) -> None:
        database = doors.database()
        with database.read() as session:
            had = names_had(session)
        with TemporaryDirectory() as folder:
            sent = [*_beside(file, doors.readers()), *_given(more, Path(folder)), _sent(file)]
            looked = look(sent, doors.readers(), had)
            if not looked.can_be_asked:
                _refuse(file, looked, language)
            row = _stored(doors, database, looked)
        _tell(file, looked, row, language)

    return command


def _beside(file: Path, readers: Mapping[str, Reader]) -> Iterator[Sent]:
    """What the form names and its folder holds; ODK's tools put it into NAME-media."""
    try:
        named = forms.load(file, readers=readers).files
    except FormRefused:
        return
    for one in named:
        for folder in (file.parent, file.parent / f"{file.stem}-media"):
            path = folder / Path(one.name).name
            if path.is_file():
                yield _sent(path)


def _given(more: Sequence[Path], folder: Path) -> Iterator[Sent]:
    for path in more:
        one = _sent(path)
        if one.content_type == ZIP:
            yield from _unpacked(path, folder)
        else:
            yield one


def _unpacked(path: Path, folder: Path) -> Iterator[Sent]:
    try:
        for name, content in members(path):
            target = folder / name
            target.write_bytes(content.getvalue())
            yield _sent(target)
    except NotUnpacked as broken:
        raise click.ClickException(f"{path}: {broken}") from broken


def _sent(path: Path) -> Sent:
    with path.open("rb") as file:
        seen = sniff(file.read(HEAD), declared(path.name))
    return Sent(path.name, path, seen.content_type, seen.kind, path.stat().st_size)


def _refuse(file: Path, looked: Looked, language: str) -> None:
    faults = [*looked.faults, *(one.lacking for one in looked.lacking)]
    first, *rest = [fault.told(language) for fault in faults] or ["no form"]
    click.echo(f"refused {file}: {first}")
    for told in rest:
        click.echo(f"  also {file}: {told}", err=True)
    raise SystemExit(1)


def _stored(doors: Doors, database: Database, looked: Looked) -> StoredForm:
    """Bytes first, rows after: a row never names what is not on disk."""
    assert looked.form is not None
    files, now = doors.files(), doors.clock().now()
    with_it: dict[str, File | bytes] = {}
    for named, sent in looked.with_it:
        if named.medium is Medium.TABLE:
            with_it[named.name] = sent.path.read_bytes()
            continue
        with_it[named.name] = on_disk(files, sent, (looked.form.digest, named), now)
    with database.write() as session:
        for one in with_it.values():
            if isinstance(one, File):
                session.merge(one)
        session.flush()
        return store(session, looked, with_it, None, now)


def _tell(file: Path, looked: Looked, row: StoredForm, language: str) -> None:
    form = looked.form
    assert form is not None
    count = len(form.questions)
    said = [f"{count} question{'' if count == 1 else 's'}", *tongues(form)]
    click.echo(f"added {file}: {', '.join(said)}")
    click.echo(f"  form_id {row.name}, version {row.version or '-'}, {row.digest}")
    for one in form.cautions:
        click.echo(f"  warning {file}: {one.told(language)}", err=True)
