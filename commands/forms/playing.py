"""`flask forms play FILE`: a form asked in the terminal, in the words and order of the chat."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

import forms
from base.i18n import say
from base.thai.text import normalize, strip_particles
from bot.messages.bubbles import Act, Answer, Bubble, Page, PickDate
from bot.messages.questions import draw_question
from commands.forms.attached import files_beside, missing, nothing, places
from forms import At, Form, FormRefused, Heard, HeardKind, Question, Reader, Step
from forms.question import Rows
from models.database import Database

KINDS = {
    ".jpg": HeardKind.IMAGE,
    ".jpeg": HeardKind.IMAGE,
    ".png": HeardKind.IMAGE,
    ".m4a": HeardKind.AUDIO,
    ".mp3": HeardKind.AUDIO,
    ".mp4": HeardKind.VIDEO,
}
HELP = (
    "Type an answer, or the words or number of a button. @FILE sends a picture, a voice or a file; "
    "“language CODE” goes on in another language; an empty line ends it. The answers are printed "
    "as JSON. Tables are the .csv files beside FILE, and the office's districts, subdistricts and "
    "villages."
)


def playing(
    now: Callable[[], datetime],
    readers: Callable[[], Mapping[str, Reader]],
    database: Callable[[], Database] | None = None,
) -> click.Command:
    @click.command("play", help=f"Ask FILE here as the chat would. {HELP}")
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--language", default="th", show_default=True)
    @click.option("--seed", default=1, show_default=True, help="For random() and shuffled choices.")
    def play(file: Path, language: str, seed: int) -> None:
        try:
            form = forms.load(file, readers=readers())
        except FormRefused as why:
            raise click.ClickException("\n".join(map(str, why.faults))) from why
        zone = now().tzinfo
        place = zone if isinstance(zone, ZoneInfo) else ZoneInfo("UTC")
        terminal = Terminal(form, now, language, seed, place)
        terminal.rows = files_beside(file, places(database, lambda: terminal.language))
        for table in missing(form, terminal.rows):
            click.echo(f"There is nothing in {table}, so nothing can be chosen from it here.")
        terminal.play()

    return play


@dataclass
class Terminal:
    """One person at a keyboard, and a form."""

    form: Form
    now: Callable[[], datetime]
    language: str
    seed: int
    zone: ZoneInfo
    rows: Rows = nothing
    page: int = 1
    shown: list[Bubble] = field(default_factory=list)

    def play(self) -> None:
        step = forms.start(self.form, self._at())
        self._say(step)
        while not step.finished:
            typed = _typed()
            if not typed:
                break
            step = self._hear(step, typed)
            self._say(step)
        click.echo(json.dumps(forms.answers(self.form, step.state), ensure_ascii=False, indent=2))

    def _at(self) -> At:
        moment = self.now()
        return At(moment, self.zone, self.seed, self.language, {}, self.rows)

    def _hear(self, step: Step, typed: str) -> Step:
        self.page = 1
        word, _, rest = typed.partition(" ")
        if word == "language" and rest.strip() in self.form.languages:
            self.language = rest.strip()
            return forms.resume(self.form, step.state, self._at())
        action = self._pressed(typed)
        if isinstance(action, Page):
            self.page = action.number
        if isinstance(action, Page | Act):
            return forms.resume(self.form, step.state, self._at())
        return forms.step(self.form, step.state, _heard(action, typed), self._at())

    def _pressed(self, typed: str) -> object:
        """What the button or helper with these words does."""
        wanted = _plain(typed)
        for bubble in self.shown:
            offered: list[tuple[str, object]] = [(one.label, one.action) for one in bubble.buttons]
            offered += [(one.label, one.action) for one in bubble.helpers]
            for label, action in offered:
                if _plain(label) == wanted:
                    return action
        words = {"back": HeardKind.BACK, "skip": HeardKind.SKIP}
        for name, kind in words.items():
            if wanted in map(_plain, say(f"words.{name}", self.language).split("|")):
                return Answer(kind=kind)
        return None

    def _say(self, step: Step) -> None:
        for sentence in step.before:
            click.echo(f"🤖 {sentence}")
        self.shown = [one for asked in step.questions for one in self._drawn(asked)]
        for bubble in self.shown:
            click.echo("\n".join(_lines(bubble)))

    def _drawn(self, asked: Question) -> list[Bubble]:
        spoken = asked.extras.get("media:audio")
        heard = [Bubble(f"🔊 {spoken}")] if spoken else []
        return [*heard, *draw_question(asked, say, self.language, self.page)]


def _typed() -> str:
    """'' also where nothing more comes: a file was the keyboard, or somebody pressed Ctrl-D."""
    try:
        return str(click.prompt(">", default="", show_default=False, prompt_suffix=" ")).strip()
    except click.Abort:
        click.echo()
        return ""


def _heard(action: object, typed: str) -> Heard:
    if isinstance(action, Answer):
        return Heard(action.kind, action.value or None)
    if typed.startswith("@") and not isinstance(action, PickDate):
        name = typed[1:].strip()
        return Heard(KINDS.get(Path(name).suffix.lower(), HeardKind.FILE), name)
    return Heard(HeardKind.TEXT, typed)


def _lines(bubble: Bubble) -> Sequence[str]:
    lines = [f"🤖 {bubble.text}".replace("\n", "\n   ")]
    if bubble.buttons:
        lines.append("   ▸ " + " ".join(f"[{button.label}]" for button in bubble.buttons))
    if bubble.helpers:
        lines.append("   ⌄ " + " ".join(f"[{helper.label}]" for helper in bubble.helpers))
    return lines


def _plain(text: str) -> str:
    return strip_particles(normalize(text)).casefold()
