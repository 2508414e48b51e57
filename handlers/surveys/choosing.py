"""[เพิ่มคำแนะนำ]: of which survey, which question, which answer; all by taps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa

from base.thai.text import cut, graphemes
from bot.dialogue import drive
from bot.dialogue.reading_back import form_of
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from bot.messages.paging import paged
from forms.form import Form, Item
from forms.texts import Text
from handlers.surveys.service import ROOM
from handlers.surveys.shown import GAP, written
from handlers.surveys.tying import officer, page
from models.surveys import Survey, SurveyVersion
from models.waves import version_in_use

ADD, QUESTIONS, CHOICES, WRITE = "advice.add", "advice.ask", "advice.choices", "advice.write"
WRITING = "advice"
SHOWN = 5  # with the way to the next ones six buttons
LABEL, ASKED = 36, 60  # grapheme clusters
LONGEST = 64  # of names that advice may be about


def surveys(turn: Turn, _subject: str, extra: str) -> None:
    """Which? Only those of which somebody who answers can be offered anything."""
    if officer(turn) is None:
        return
    found = [one for one in _versions(turn) if not (one.anonymous or one.partly)]
    buttons = [Button(_title(turn, one), Act(QUESTIONS, one.id)) for one in found]
    _ask(turn, buttons, page(extra), Act(ADD), turn.say("advice.which_survey"))


def questions(turn: Turn, subject: str, extra: str) -> None:
    """Which question? `subject` is the id of the version."""
    form = _form(turn, subject)
    if form is not None:
        buttons = [
            Button(_asked(turn, one), Act(CHOICES, subject, one.name))
            for one in form.questions
            if _listed(one)
        ]
        text = turn.say("advice.which_question")
        _ask(turn, buttons, page(extra), Act(QUESTIONS, subject), text)


def choices(turn: Turn, subject: str, extra: str) -> None:
    """Which answer? `subject` is the version, `extra` the question, a slash, the page."""
    name, _, number = extra.partition("/")
    form = _form(turn, subject)
    item = form.by_name.get(name) if form is not None else None
    if form is not None:
        listed = _listed(item) if item is not None else []
        asked = written(item.label, turn.language) if item is not None else ""
        buttons = [
            Button(_label(turn, label, choice), Act(WRITE, name, choice))
            for choice, label in listed
        ]
        text = turn.say("advice.which_choice", question=cut(asked, ASKED))
        _ask(turn, buttons, page(number), Act(CHOICES, subject, f"{name}/"), text)


def _ask(turn: Turn, found: Sequence[Button], number: int, more: Act, text: str) -> None:
    """One page of them; the next one stands behind `more`."""
    if not found:
        turn.tell("advice.nothing_here")
        return
    view = paged(found, number, SHOWN)
    buttons = list(view.items)
    if view.has_more:
        after = replace(more, extra=f"{more.extra}{view.number + 1}")
        buttons.append(Button(turn.say("chat.more"), after))
    turn.answer.say(Bubble(text, tuple(buttons)))


def write(turn: Turn, question: str, choice: str) -> None:
    """The form, about that answer."""
    if officer(turn) is not None and question and choice:
        drive.open_form(turn, WRITING, prefill={"question": question, "choice": choice})


def in_words(turn: Turn, question: str, choice: str) -> str:
    """«อะไรติดขัดที่สุดคะ» and its answer, of the newest survey that asks it; else their names."""
    for version in _versions(turn):
        item = form_of(turn, ROOM, version.form_digest).by_name.get(question)
        known = dict(_listed(item)) if item is not None else {}
        if item is not None and choice in known:
            answer = _label(turn, known[choice], choice)
            return turn.say("advice.when", question=_asked(turn, item), choice=answer)
    return turn.say("advice.when", question=question, choice=choice)


def _versions(turn: Turn) -> list[SurveyVersion]:
    """Of each survey the one in use; what was brought last goes first."""
    keys = sa.select(Survey.key, Survey.id).order_by(Survey.key)
    found = [version_in_use(turn.session, one) for _, one in turn.session.execute(keys)]
    return sorted(found, key=lambda one: one.added_at, reverse=True)


def _form(turn: Turn, version_id: str) -> Form | None:
    if officer(turn) is None:
        return None
    version = turn.session.get(SurveyVersion, version_id) if version_id else None
    if version is None:
        turn.tell("advice.gone")
        return None
    return form_of(turn, ROOM, version.form_digest)


def _listed(item: Item) -> list[tuple[str, Text]]:
    """The choices that stand in the form itself, and whose names are not too long."""
    if item.options is None or item.anonymous or len(item.name) > LONGEST:
        return []
    return [(name, label) for name, label in item.options.listed if len(name) <= LONGEST]


def _title(turn: Turn, one: SurveyVersion) -> str:
    return cut(one.title_en if turn.language == "en" else one.title_th, LABEL)


def _asked(turn: Turn, one: Item) -> str:
    """A question as it is asked; by its short name where it is long, or has a gap."""
    label, short = written(one.label, turn.language), written(one.short, turn.language)
    fits = graphemes(label) <= LABEL and GAP not in label
    return cut((label if fits else short or label) or one.name, LABEL)


def _label(turn: Turn, label: Text, name: str) -> str:
    return cut(written(label, turn.language) or name, LABEL)
