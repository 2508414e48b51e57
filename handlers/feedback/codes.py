"""Number and code: the state of an anonymous case, and no trace of who asked.

A form that is left half-way would say which number its account knows; so it ends when it is left,
or an hour later, and is forgotten like one that was answered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import same, secret_hash
from bot.dialogue import drive
from bot.dialogue.rooms import Answers
from bot.inbox.turn import Context, Turn
from bot.messages.bubbles import Bubble
from bot.tasks import Outcome
from forms.question import Question
from handlers.feedback import drawing, saying, service
from handlers.feedback.anonymous import forget_conversation, forget_event
from handlers.feedback.numbers import Asked
from models.cases import Case
from models.erasing import plan_bytes_unseen
from models.forgetting import day_only, next_hour
from models.mailbox import Conversation, Mailbox
from models.people import WrongTry
from models.tasks import ScheduledTask, plan
from models.words import ConversationState, IdentityMode

ROOM = "case_code"
SWEEP = "feedback.codes"
TRIES = 5
WITHIN = timedelta(hours=1)
KIND = "case"
MOST = 100
_OPEN = (
    Conversation.room == ROOM,
    Conversation.state.in_((ConversationState.OPEN, ConversationState.LEFT)),
)


@dataclass(frozen=True)
class Coding:
    """`tell` is how staff hear that a day they promised has passed."""

    tell: Callable[[Session, Case, str, datetime], None]

    def with_code(self, turn: Turn, asked: Asked) -> None:
        """Five wrong tries an hour an account; then the right code is refused too."""
        tries = _wrong_tries(turn)
        if tries >= TRIES:
            turn.tell("feedback.too_many")
            return
        case = _coded_case(turn, asked)
        if case is not None:
            self._say_state(turn, case)
            return
        turn.session.add(WrongTry(subject=turn.person_account.id, kind=KIND, at=turn.now))
        _say_wrong(turn, TRIES - tries - 1)

    def _say_state(self, turn: Turn, case: Case) -> None:
        today = saying.today(turn)
        if saying.is_overdue(case, today):
            self.tell(turn.session, case, "overdue", turn.now)
        turn.answer.say(*saying.state_by_code(turn.session, case, turn.language, today))

    def act_code(self, turn: Turn, subject: str, _extra: str) -> None:
        """Ask for number and code, one after the other."""
        prefill = {"number": subject} if subject.isdecimal() else None
        drive.open_form(turn, ROOM, prefill=prefill)
        forget_turn(turn)

    def coded(self, turn: Turn, conversation: Conversation, answers: Answers) -> None:
        asked = Asked(int(str(answers["number"])), code=str(answers["code"]))
        self.with_code(turn, asked)
        forget_conversation(turn.session, turn.mailbox.key, conversation, turn.event, turn.now)
        turn.answer.forget, turn.answer.takes_riders = True, False


def left(turn: Turn, conversation: Conversation) -> None:
    """Put aside: it is over, and cannot be continued."""
    _end(turn.session, conversation, turn.now)


def draw(turn: Turn, conversation: Conversation, question: Question) -> list[Bubble]:
    """However it was begun, anew too: an hour after it was touched last it is swept."""
    # As if it had been reminded of long ago: nobody is ever reminded of a code.
    conversation.nudged_at = day_only(turn.now) - timedelta(days=1)
    plan(turn.session, SWEEP, "all", next_hour(turn.now + WITHIN), turn.now)
    return drawing.draw(turn, conversation, question)


def cancelled(turn: Turn, conversation: Conversation) -> None:
    """Left for good: it is over, and nothing of it stays."""
    _end(turn.session, conversation, turn.now)


def own_words(turn: Turn, _conversation: Conversation, name: str) -> list[Bubble] | None:
    """The sentences of other forms would be wrong: nothing was being made here."""
    ended = name in ("kept", "cancelled")
    return [Bubble(turn.say("feedback.code_ended"))] if ended else None


def sweep(session: Session, _context: Context, _task: ScheduledTask, now: datetime) -> Outcome:
    """Forms that wait for a code since an hour; run at full hours, so that it tells no moment, and
    again while one is open that was touched since."""
    chosen = (
        sa.select(Conversation.id, Conversation.mailbox_key)
        .where(
            *_OPEN,
            Conversation.touched_at <= now - WITHIN,
        )
        .limit(MOST)
    )
    rows = session.execute(chosen).all()
    for number, key in rows:
        _sweep_one(session, number, key or "", now)
    if session.scalar(sa.select(Conversation.id).where(*_OPEN).limit(1)) is not None:
        plan(session, SWEEP, "all", next_hour(now), now)
    return Outcome(done=len(rows) < MOST, progress=len(rows))


def _sweep_one(session: Session, number: int, key: str, now: datetime) -> None:
    """With the chat's row locked: its next word may be on the way."""
    mailbox = session.get(Mailbox, key, with_for_update=True)
    conversation = session.get_one(Conversation, number)
    if mailbox is None or conversation.mailbox_key is None:
        return
    if mailbox.conversation_id == number:
        mailbox.conversation_id = None
    _end(session, conversation, now)


def _end(session: Session, conversation: Conversation, now: datetime) -> None:
    conversation.state, conversation.ended_at = ConversationState.CANCELLED, now
    forget_conversation(session, conversation.mailbox_key or "", conversation, None, now)


def _say_wrong(turn: Turn, left_over: int) -> None:
    if left_over == 0:
        turn.tell("feedback.too_many")
        return
    again = saying.button("try_again", turn.language, "case.code")
    turn.answer.say(Bubble(turn.say("feedback.wrong_code", left=left_over), buttons=(again,)))


def _coded_case(turn: Turn, asked: Asked) -> Case | None:
    for case in service.numbered(turn.session, asked.running, asked.year):
        if case.identity_mode is IdentityMode.ANONYMOUS and case.code_hash:
            hashed = secret_hash(asked.code, case.id, turn.context.secret_key)
            if same(hashed, case.code_hash):
                return case
    return None


def _wrong_tries(turn: Turn) -> int:
    counted = (
        sa.select(sa.func.count())
        .select_from(WrongTry)
        .where(
            WrongTry.subject == turn.person_account.id,
            WrongTry.kind == KIND,
            WrongTry.at > turn.now - WITHIN,
        )
    )
    return turn.session.scalar(counted) or 0


def forget_turn(turn: Turn) -> None:
    """Who asks about a number that is not theirs by name may be the one who filed it without."""
    forget_event(turn.event, turn.now)
    plan_bytes_unseen(turn.session, turn.now)
    turn.answer.forget, turn.answer.takes_riders = True, False
