"""[ให้โทรหา] at the third wrong answer: not where it would name somebody beside a nameless form."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.rooms import Answers, FormRoom
from bot.inbox.turn import Turn
from bot.messages.questions import ALONE
from forms.form import Form
from forms.question import Question
from models.staff import staff_of

Questions = tuple[Question, ...]


def may_call(turn: Turn, room: FormRoom, form: Form, answers: Answers) -> bool:
    """Whether staff may be told who is stuck there; an officer is never called."""
    if form.anonymous or room.nameless(answers):
        return False
    return staff_of(turn.session, turn.person_account.id) is None


def without_call(questions: Questions) -> Questions:
    return tuple(replace(one, extras={**one.extras, ALONE: "yes"}) for one in questions)
