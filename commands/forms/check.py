"""`flask forms check FILE…`: can these forms be asked in the chat, and if not, why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import click

import forms
from forms import Form, FormRefused, Reader

Readers = Mapping[str, Reader]
HELP = (
    "A line per file: «ok FILE: 22 questions, th, en», or «refused FILE: survey row 12, relevant: "
    "…» with a way out. Further faults and what pyxform warns of follow on stderr. Ends with 1 if "
    "any is refused."
)


def checking(readers: Callable[[], Readers]) -> click.Command:
    @click.command("check", help=HELP)
    @click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
    @click.option("--language", default="en", type=click.Choice(["th", "en"]), show_default=True)
    def command(files: tuple[Path, ...], language: str) -> None:
        known = readers()
        refused = [file for file in files if not _accepted(file, known, language)]
        if refused:
            raise SystemExit(1)

    return command


def verdict(file: Path, readers: Readers, language: str) -> tuple[Form | None, str, list[str]]:
    """The form where it can be asked, the line that says so or why not, and what follows it."""
    try:
        form = forms.load(file, readers=readers)
    except FormRefused as why:
        first, *more = (fault.told(language) for fault in why.faults)
        return None, f"refused {file}: {first}", [f"  also {file}: {told}" for told in more]
    warned = [f"  warning {file}: {one.told(language)}" for one in form.cautions]
    return form, f"ok {file}: {_summary(form)}", warned


def _accepted(file: Path, readers: Readers, language: str) -> bool:
    form, line, more = verdict(file, readers, language)
    click.echo(line)
    for told in more:
        click.echo(told, err=True)
    return form is not None


def _summary(form: Form) -> str:
    count = len(form.questions)
    return ", ".join([f"{count} question{'' if count == 1 else 's'}", *form.languages])
