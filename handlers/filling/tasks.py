"""A half-filled form is nudged once, at 17:45 of the next working evening."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

import forms
from base.i18n import say
from base.ids import row_number
from bot.dialogue.rooms import Shelf
from bot.inbox.turn import Context
from bot.messages.bubbles import Act, Bubble, Button
from bot.outbox.write import Push, put_push
from bot.tasks import Lateness, Outcome, TaskKind
from handlers.filling import service, tossed
from handlers.filling.naming import form_name
from models.holidays import office
from models.mailbox import Conversation, FormVersion
from models.outbox import Outgoing
from models.people import Account, people_of
from models.tasks import ScheduledTask, plan
from models.words import Priority

AT = time(17, 45)
USEFUL = timedelta(days=5)  # the caps may hold it back for some days; it comes once, or never
MOST = 500
NUDGE, HALF_FILLED = "nudge", "half_filled"
EVENING = timedelta(hours=2)


def kinds() -> tuple[TaskKind, ...]:
    """`filling.nudges` is planned daily by the clock; it plans a `filling.nudge` per form."""
    return (
        TaskKind("filling.nudges", plan_nudges, Lateness.DROP, EVENING, nudge=HALF_FILLED),
        TaskKind("filling.nudge", nudge, Lateness.DROP, EVENING, nudge=HALF_FILLED),
        TaskKind(tossed.EMPTY, tossed.empty),
    )


def plan_nudges(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    day = task.planned_for.astimezone(context.zone).date()
    if not office(session).is_working_day(day):
        return Outcome(dropped=True, result="not a working day")
    rows = service.half_filled(session, int(task.cursor or 0), MOST, now)
    at = datetime.combine(day, AT, context.zone)
    begun = [row for row in rows if service.answers_given(session, row) > 0]
    planned = sum(plan(session, "filling.nudge", str(row.id), at, now) for row in begun)
    if len(rows) < MOST:
        return Outcome(progress=planned)
    return Outcome(done=False, cursor=str(rows[-1].id), progress=planned)


def nudge(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    conversation = session.get(Conversation, int(task.subject))
    today = now.astimezone(context.zone).date()
    midnight = datetime.combine(today, time(0), context.zone)
    account = conversation and service.may_nudge(session, conversation, midnight, now)
    if not (conversation and account):
        return Outcome(dropped=True, result="not wanted any more")
    conversation.nudged_at = now
    push = Push(
        to=account.line_user_id or "",
        mailbox_key=conversation.mailbox_key or "",
        bubbles=[_words(session, context, conversation, account)],
        dedupe_key=f"{NUDGE}:{conversation.id}:",
        priority=Priority.UNASKED,
        due_at=now,
        useful_until=now + USEFUL,
    )
    put_push(session, push, now)
    return Outcome(progress=1)


def unwanted(session: Session, row: Outgoing) -> str | None:
    """Asked again when the reminder is about to be sent (bot/outbox/wanted.py)."""
    number = row_number(row.dedupe_key.split(":")[1])
    return service.not_wanted(session, session.get(Conversation, number) if number else None)


def _words(
    session: Session, context: Context, conversation: Conversation, account: Account
) -> Bubble:
    """The notification names no form."""
    language, subject = account.language, str(conversation.id)
    buttons = (
        Button(say("filling.continue", language), Act("continue", subject)),
        Button(say("filling.later", language), Act("filling.later", subject)),
        Button(say("filling.toss", language), Act("filling.toss", subject)),
    )
    text = _text(session, context, conversation, account)
    return Bubble(text, buttons, alt=say("filling.nudge_alt", language))


def _text(session: Session, context: Context, conversation: Conversation, account: Account) -> str:
    """By name where one person speaks through the account; with how much is left, if that is
    known: a form at its review has nothing left, one with entries to come does not say."""
    people = people_of(session, account.id)
    called = people[0].called if len(people) == 1 else None
    left = _questions_left(session, context.shelf, conversation)
    values: dict[str, object] = {"form": form_name(conversation, account.language)}
    values |= ({"called": called} if called else {}) | ({"count": left} if left else {})
    key = f"filling.nudge{'_left' if left else ''}{'' if called else '_nameless'}"
    return say(key, account.language, **values)


def _questions_left(session: Session, shelf: Shelf, conversation: Conversation) -> int:
    """How many questions are still to come, the present one included; 0: none, or nobody knows."""
    state = json.loads(conversation.state_json) if conversation.state_json else {}
    digest = conversation.form_digest

    def source() -> bytes:
        return session.get_one(FormVersion, digest).source

    return forms.questions_left(shelf.of(conversation.room, digest, source), state)
