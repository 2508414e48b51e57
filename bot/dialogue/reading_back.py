"""Answers that were stored, in the words of the form that asked for them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping

import forms
from base.thai.text import cut
from bot.dialogue.rooms import NotOnShelf
from bot.inbox.turn import Turn
from forms.form import Form
from forms.question import At, Json
from models.mailbox import FormVersion

Line = tuple[str, str, str]
HEAD = 30  # grapheme clusters
_FILLED = "property:"
_KNOWN = re.compile(r"\s*known\(\s*(['\"])(?P<key>.+)\1\s*\)\s*")


def form_of(turn: Turn, room: str, digest: str) -> Form:
    """The version of that digest."""

    def source() -> bytes:
        return turn.session.get_one(FormVersion, digest).source

    return turn.context.shelf.of(room, digest, source)


def forms_of(turn: Turn, room: str, digests: Iterable[str]) -> list[Form]:
    """The versions of those digests, in their order. Raises NotOnShelf once for all of them."""
    found, missing = [], []
    for digest in digests:
        try:
            found.append(form_of(turn, room, digest))
        except NotOnShelf as wanted:
            missing.append(wanted)
    if missing:
        first, *others = missing
        raise NotOnShelf(first.room, first.digest, first.source, others)
    return found


def asked_answers(form: Form, written: str) -> Mapping[str, Json]:
    """What the person said, of a JSON object of answers; what was computed is computed anew."""
    told: dict[str, Json] = json.loads(written)
    asked = {item.key for item in form.questions} | {item.name for item in form.questions}
    return {key: value for key, value in told.items() if "[" in key or key in asked}


def known_then(form: Form, written: str) -> Mapping[str, str]:
    """What was known of the person when they answered, as far as the form wrote it down: what was
    asked only because of it would else not be read again."""
    told: dict[str, Json] = json.loads(written)
    found = {}
    for item in form.items:
        asks = _KNOWN.fullmatch(item.calculation.text) if item.calculation else None
        key = asks["key"] if asks else item.preload.removeprefix(_FILLED)
        value = told.get(item.key, told.get(item.name))
        if (asks or item.preload.startswith(_FILLED)) and value is not None:
            found[key] = str(value)
    return found


def told_lines(
    turn: Turn, room: str, values: Mapping[str, Json], wanted: Callable[[str], bool]
) -> list[str]:
    """«label: answer» of the answers whose path is `wanted`, by the form of that room as it is now.
    Before one in an entry stand the first words of that entry."""
    form = turn.context.shelf.latest(room)
    found = forms.told(form, values, _at(turn, room, {}))
    heads: dict[str, str] = {}
    for path, _, value in found:
        heads.setdefault(path.rpartition("/")[0], value)
    return [f"{_head(path, heads)}{label}: {value}" for path, label, value in found if wanted(path)]


def _head(path: str, heads: Mapping[str, str]) -> str:
    entry = path.rpartition("/")[0]
    return f"{cut(heads[entry], HEAD)} " if entry.endswith("]") else ""


def _at(turn: Turn, room: str, known: Mapping[str, str]) -> At:
    return At(
        now=turn.event.occurred_at,
        zone=turn.context.zone,
        seed=0,
        language=turn.language,
        known=known,
        rows=turn.context.routes.rooms[room].rows(turn.session, turn.language),
    )


def lines(turn: Turn, room: str, digest: str, written: str) -> list[Line]:
    """(path, label, what was answered) of each question that was passed."""
    form = form_of(turn, room, digest)
    at = _at(turn, room, known_then(form, written))
    step = forms.start(form, at, asked_answers(form, written))
    return forms.summary(form, step.state, at)
