"""Who asks for help in a survey is seen by somebody, not only counted: by the facilitators of their
cohort, or by officers, where none of them can be told or none has looked after two days.

Of a form that is partly nameless the wish is told by a task of its own, out of the answers with a
name: what tells staff must not be written in the transaction that writes the nameless answers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import DEFAULT_LANGUAGE, say
from base.ids import row_number
from bot.dialogue.rooms import Answers
from bot.inbox.turn import Context, Turn
from bot.tasks import Outcome
from forms.form import Form
from forms.hear.nothing import NOTHING
from forms.hear.words import means
from forms.question import Json
from handlers.surveys import calling
from handlers.surveys.service import anonymous_keys
from models.database import wake
from models.facilitators import hearers
from models.kept import ANSWERED, READ, Kept, for_wish, kept_for
from models.mailbox import Conversation
from models.people import Account, through_one_account
from models.programme import Cohort
from models.staff import AuditEntry
from models.surveys import Invitation, Response, SurveyVersion
from models.tasks import ScheduledTask, plan
from models.wished import UNHEARD
from models.words import KeptState

NAME = "help_wanted"  # the answer to a question of this name goes to staff
TELL = "wave_wish"
ALARM = "message"
READ_BY_THEN = timedelta(days=2)


class Told(StrEnum):
    """Who hears of it."""

    NOBODY = ""
    OFFICERS = "_wish"
    FACILITATORS = "_wish_cohort"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, and of whose people."""

    version: SurveyVersion
    cohort: Cohort


def key_of(form: Form) -> str:
    """The path of the question, "" where the form has none."""
    item = form.find(NAME)
    return item.key if item is not None and item.asked else ""


def is_nobodys(form: Form) -> bool:
    """Whether nobody will be told who asks."""
    return key_of(form) in anonymous_keys(form)


def tell(
    turn: Turn, conversation: Conversation, form: Form, answers: Answers, asked: Asked
) -> Told:
    """At once, where all of it has a name."""
    key = key_of(form)
    said = kept_for(turn.session, f"conversation:{conversation.id}:{key}")
    row = _row(answers.get(key), asked)
    if row is None:
        return Told.NOBODY
    row.message_id = said[-1].message_id if said else None
    row.mailbox_key, row.person_id = turn.mailbox.key, conversation.person_id
    row.account_id = turn.account.id if turn.account else None
    row.said_at = turn.event.occurred_at
    return _tell(turn.session, turn.context, row, asked.cohort, turn.now)


def tell_soon(session: Session, form: Form, row: Response, cohort: Cohort, now: datetime) -> Told:
    """The same, by a task. Nobody: nothing was asked for, or nobody may know who asks."""
    wished = _wish(json.loads(row.answers).get(key_of(form)))
    if not wished or is_nobodys(form):
        return Told.NOBODY
    plan(session, TELL, row.id, now, now)
    wake(session)
    heard = hearers(session, cohort.id, now, row.person_id)
    return Told.FACILITATORS if heard else Told.OFFICERS


def told(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    """The task: nothing is told of a response that was taken back or deleted meanwhile."""
    response = session.get(Response, task.subject)
    person = response.person_id if response is not None else None
    whom = through_one_account(session, [person]).get(person) if person else None
    account = session.get(Account, whom.account_id) if whom else None
    asked = _asked(session, response) if response is not None else None
    if response is None or account is None or asked is None:
        return Outcome(dropped=True, result="it was taken back")
    row = _row(_named(json.loads(response.answers)), asked)
    if row is None:
        return Outcome(dropped=True, result="it was taken back")
    row.mailbox_key, row.account_id = f"user:{account.line_user_id}", account.id
    row.person_id, row.said_at = person, response.submitted_at or now
    _tell(session, context, row, asked.cohort, now)
    return Outcome(progress=1)


def unheard(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    """Two days later: what no facilitator has looked at, officers hear of."""
    number = row_number(task.subject)
    row = session.get(Kept, number) if number is not None else None
    if row is None or row.state is not KeptState.FOR_STAFF:
        return Outcome(dropped=True, result="it was taken back")
    looked = sa.select(AuditEntry.id).where(
        AuditEntry.subject == task.subject, AuditEntry.action.in_((READ, ANSWERED))
    )
    if session.scalar(looked.limit(1)) is not None:
        return Outcome(dropped=True, result="it was read")
    context.alarm(session, ALARM, task.subject, now)
    return Outcome(progress=1)


def _asked(session: Session, response: Response) -> Asked | None:
    invitation = session.get(Invitation, response.invitation_id)
    version = session.get(SurveyVersion, response.version_id)
    return Asked(version, invitation.wave.cohort) if invitation and version else None


def _named(answers: Mapping[str, Json]) -> Json:
    """By the last part of its path: the form need not be read again."""
    return next((one for key, one in answers.items() if key.rpartition("/")[2] == NAME), None)


def _wish(value: Json) -> tuple[str, str] | None:
    """(words, "") or ("", the id of a recording); «ไม่มี» is no wish."""
    if isinstance(value, str) and value.strip() and not means(value, NOTHING, DEFAULT_LANGUAGE):
        return value, ""
    recording = value.get("audio") if isinstance(value, dict) else None
    return ("", recording) if isinstance(recording, str) else None


def _row(value: Json, asked: Asked) -> Kept | None:
    """What is read, with the survey it was said in; a recording is told to be one."""
    wished = _wish(value)
    if wished is None:
        return None
    words, recording = wished
    note = say("surveys.wish_note", DEFAULT_LANGUAGE, title=asked.version.title_th, words=words)
    return Kept(
        kind="audio" if recording else "text",
        text=None if recording else note,
        file_id=recording or None,
        state=KeptState.FOR_STAFF,
        used_for=for_wish(asked.cohort.id),
    )


def _tell(session: Session, context: Context, row: Kept, cohort: Cohort, now: datetime) -> Told:
    session.add(row)
    session.flush()
    heard = hearers(session, cohort.id, now, row.person_id)
    for one in heard:
        calling.call(session, one, row, cohort, context.zone, now)
    if not heard:
        context.alarm(session, ALARM, str(row.id), now)
        return Told.OFFICERS
    plan(session, UNHEARD, str(row.id), now + READ_BY_THEN, now)
    return Told.FACILITATORS
