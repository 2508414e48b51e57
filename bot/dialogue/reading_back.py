"""Answers that were stored, in the words of the form that asked for them."""

from __future__ import annotations

import json
from collections.abc import Mapping

import forms
from bot.inbox.turn import Turn
from forms.form import Form
from forms.question import At, Json
from models.mailbox import FormVersion

Line = tuple[str, str, str]


def form_of(turn: Turn, room: str, digest: str) -> Form:
    """The version of that digest."""

    def source() -> bytes:
        return turn.session.get_one(FormVersion, digest).source

    return turn.context.shelf.of(room, digest, source)


def asked_answers(form: Form, written: str) -> Mapping[str, Json]:
    """What the person said, of a JSON object of answers; what was computed is computed anew."""
    told: dict[str, Json] = json.loads(written)
    asked = {item.key for item in form.questions} | {item.name for item in form.questions}
    return {key: value for key, value in told.items() if "[" in key or key in asked}


def lines(turn: Turn, room: str, digest: str, written: str) -> list[Line]:
    """(path, label, what was answered) of each question that was passed."""
    form = form_of(turn, room, digest)
    at = At(
        now=turn.event.occurred_at,
        zone=turn.context.zone,
        seed=0,
        language=turn.language,
        known={},
        rows=turn.context.routes.rooms[room].rows(turn.session, turn.language),
    )
    step = forms.start(form, at, asked_answers(form, written))
    return forms.summary(form, step.state, at)
