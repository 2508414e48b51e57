"""How many questions the rest of a report still has, as its form would ask them."""

from __future__ import annotations

import json
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

import forms
from bot.inbox.turn import Context
from forms.form import Form
from forms.question import At, Heard, HeardKind, Question, QuestionType
from handlers.report.rest_room import NAME, known_of, values_of
from models.forums import ForumReport
from models.mailbox import Conversation
from models.words import ConversationState

MOST = 40
ALIVE = (ConversationState.OPEN, ConversationState.LEFT)


def questions_left(session: Session, context: Context, report: ForumReport, now: datetime) -> int:
    """For somebody who adds no further entry; from where it was left, if it was."""
    form = context.shelf.latest(NAME)
    at = At(now, context.zone, 0, "th", known_of(report), lambda _table, _filters: ())
    half = _half_way(session, report, form)
    if half is None:
        step = forms.start(form, at, values_of(session, report))
    else:
        step = forms.resume(form, json.loads(half.state_json or "{}"), at)
    return _walked(form, step, at)


def _walked(form: Form, step: forms.Step, at: At) -> int:
    for passed in range(MOST):
        asked = step.questions[-1] if step.questions else None
        if asked is None or asked.type is QuestionType.REVIEW:
            return passed
        step = forms.step(form, step.state, _shortest(asked), at)
    return MOST


def _shortest(asked: Question) -> Heard:
    """«ข้าม», «หมดแล้ว»; what cannot be passed over gets any words."""
    bound = asked.required and asked.type is QuestionType.TEXT
    return Heard(HeardKind.TEXT, "…") if bound else Heard(HeardKind.SKIP)


def _half_way(session: Session, report: ForumReport, form: Form) -> Conversation | None:
    """Of the form as it stands now; one that was begun with an older one is counted anew."""
    return session.scalar(
        sa.select(Conversation)
        .where(
            Conversation.room == NAME,
            Conversation.subject == report.id,
            Conversation.state.in_(ALIVE),
            Conversation.form_digest == form.digest,
        )
        .order_by(Conversation.id.desc())
        .limit(1)
    )
