"""Who asks for help in a survey is seen by somebody, not only counted.

Of a form that is partly nameless the wish is told by a task of its own, out of the answers with a
name: what tells staff must not be written in the transaction that writes the nameless answers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from base.i18n import DEFAULT_LANGUAGE, say
from bot.dialogue.rooms import Answers
from bot.inbox.turn import Context, Turn
from bot.tasks import Outcome
from forms.form import Form
from forms.hear.nothing import NOTHING
from forms.hear.words import means
from forms.question import Json
from handlers.surveys.service import anonymous_keys
from models.database import wake
from models.kept import Kept, kept_for
from models.mailbox import Conversation
from models.people import Account, through_one_account
from models.surveys import Response, SurveyVersion
from models.tasks import ScheduledTask, plan
from models.words import KeptState

NAME = "help_wanted"  # the answer to a question of this name goes to staff
TELL = "wave_wish"
ALARM, FOR_STAFF = "message", "human"


def key_of(form: Form) -> str:
    """The path of the question, "" where the form has none."""
    item = form.find(NAME)
    return item.key if item is not None and item.asked else ""


def is_nobodys(form: Form) -> bool:
    """Whether nobody will be told who asks."""
    return key_of(form) in anonymous_keys(form)


def tell(
    turn: Turn, conversation: Conversation, form: Form, answers: Answers, version: SurveyVersion
) -> bool:
    """At once, where all of it has a name. False: nothing was asked for."""
    key = key_of(form)
    said = kept_for(turn.session, f"conversation:{conversation.id}:{key}")
    row = _row(answers.get(key), version)
    if row is None:
        return False
    row.message_id = said[-1].message_id if said else None
    row.mailbox_key, row.person_id = turn.mailbox.key, conversation.person_id
    row.account_id = turn.account.id if turn.account else None
    row.said_at = turn.event.occurred_at
    _to_staff(turn.session, turn.context, row, turn.now)
    return True


def tell_soon(session: Session, form: Form, row: Response, now: datetime) -> bool:
    """The same, by a task. False: nothing was asked for, or nobody may know who asks."""
    wished = _wish(json.loads(row.answers).get(key_of(form)))
    if not wished or is_nobodys(form):
        return False
    plan(session, TELL, row.id, now, now)
    wake(session)
    return True


def told(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    """The task: nothing is told of a response that was taken back or deleted meanwhile."""
    response = session.get(Response, task.subject)
    person = response.person_id if response is not None else None
    whom = through_one_account(session, [person]).get(person) if person else None
    account = session.get(Account, whom.account_id) if whom else None
    if response is None or account is None:
        return Outcome(dropped=True, result="it was taken back")
    version = session.get_one(SurveyVersion, response.version_id)
    row = _row(_named(json.loads(response.answers)), version)
    if row is None:
        return Outcome(dropped=True, result="it was taken back")
    row.mailbox_key, row.account_id = f"user:{account.line_user_id}", account.id
    row.person_id, row.said_at = person, response.submitted_at or now
    _to_staff(session, context, row, now)
    return Outcome(progress=1)


def _named(answers: Mapping[str, Json]) -> Json:
    """By the last part of its path: the form need not be read again."""
    return next((one for key, one in answers.items() if key.rpartition("/")[2] == NAME), None)


def _wish(value: Json) -> tuple[str, str] | None:
    """(words, "") or ("", the id of a recording); «ไม่มี» is no wish."""
    if isinstance(value, str) and value.strip() and not means(value, NOTHING, DEFAULT_LANGUAGE):
        return value, ""
    recording = value.get("audio") if isinstance(value, dict) else None
    return ("", recording) if isinstance(recording, str) else None


def _row(value: Json, version: SurveyVersion) -> Kept | None:
    """What staff read, with the survey it was said in; a recording is told to be one."""
    wished = _wish(value)
    if wished is None:
        return None
    words, recording = wished
    note = say("surveys.wish_note", DEFAULT_LANGUAGE, title=version.title_th, words=words)
    return Kept(
        kind="audio" if recording else "text",
        text=None if recording else note,
        file_id=recording or None,
        state=KeptState.FOR_STAFF,
        used_for=FOR_STAFF,
    )


def _to_staff(session: Session, context: Context, row: Kept, now: datetime) -> None:
    session.add(row)
    session.flush()
    context.alarm(session, ALARM, str(row.id), now)
