"""«123 ถึงไหนแล้ว»: the state of a case for whoever filed it, or has its code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from base.ids import same, secret_hash
from bot.dialogue import drive
from bot.dialogue.rooms import Answers
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.feedback import saying, service
from handlers.feedback.anonymous import forget_conversation, forget_event
from handlers.feedback.numbers import Asked, asked_number
from models.cases import Case
from models.erasing import plan_bytes_unseen
from models.mailbox import Conversation
from models.people import WrongTry
from models.words import IdentityMode

TRIES = 5
WITHIN = timedelta(hours=1)
KIND = "case"
SHOWN = 6


@dataclass(frozen=True)
class Asking:
    """Ears and acts that only tell; none of them changes a case."""

    def by_number(self, turn: Turn) -> bool:
        """A message that asks about a case by its number, with or without a code."""
        asked = asked_number(turn.text) if turn.text else None
        if asked is None:
            return False
        if asked.code:
            self._with_code(turn, asked)
            _forget(turn)
        else:
            self._without_code(turn, asked)
        return True

    def _without_code(self, turn: Turn, asked: Asked) -> None:
        for case in service.numbered(turn.session, asked.running, asked.year):
            if _is_mine(turn, case):
                turn.answer.say(*saying.state(turn.session, case, turn.language))
                return
        turn.answer.say(saying.not_found(asked.running, turn.language))
        _forget(turn)

    def _with_code(self, turn: Turn, asked: Asked) -> None:
        """Five wrong tries an hour an account; then the right code is refused too."""
        tries = _wrong_tries(turn)
        if tries >= TRIES:
            turn.tell("feedback.too_many")
            return
        case = _coded_case(turn, asked)
        if case is not None:
            turn.answer.say(*saying.state_by_code(turn.session, case, turn.language))
            return
        turn.session.add(WrongTry(subject=turn.person_account.id, kind=KIND, at=turn.now))
        self._say_wrong(turn, TRIES - tries - 1)

    def _say_wrong(self, turn: Turn, left: int) -> None:
        if left == 0:
            turn.tell("feedback.too_many")
            return
        again = saying.button("try_again", turn.language, "case.code")
        turn.answer.say(Bubble(turn.say("feedback.wrong_code", left=left), buttons=(again,)))

    def act_code(self, turn: Turn, subject: str, _extra: str) -> None:
        """Ask for number and code, one after the other."""
        prefill = {"number": subject} if subject.isdecimal() else None
        drive.open_form(turn, "case_code", prefill=prefill)
        _forget(turn)

    def coded(self, turn: Turn, conversation: Conversation, answers: Answers) -> None:
        asked = Asked(int(str(answers["number"])), code=str(answers["code"]))
        self._with_code(turn, asked)
        forget_conversation(turn.session, turn.mailbox.key, conversation, turn.event, turn.now)
        turn.answer.forget, turn.answer.takes_riders = True, False

    def act_state(self, turn: Turn, subject: str, _extra: str) -> None:
        case = mine(turn, subject)
        if case is not None:
            turn.answer.say(*saying.state(turn.session, case, turn.language))

    def act_mine(self, turn: Turn, _subject: str, _extra: str) -> None:
        cases = service.cases_of(turn.session, turn.person_account.id, turn.context.secret_key)
        if cases:
            buttons = tuple(_label(turn, case) for case in cases[:SHOWN])
            turn.answer.say(Bubble(turn.say("feedback.mine_some"), buttons=buttons))
            return
        others = (
            saying.report_button(turn.language),
            saying.button("have_code", turn.language, "case.code"),
        )
        turn.answer.say(Bubble(turn.say("feedback.mine_none"), buttons=others))


def mine(turn: Turn, subject: str) -> Case | None:
    """The case of a button, if this account filed it; otherwise one sentence, whoever's it is."""
    case = turn.session.get(Case, subject) if subject else None
    if case is not None and _is_mine(turn, case):
        return case
    others = saying.button("mine", turn.language, "case.mine")
    turn.answer.say(Bubble(turn.say("feedback.not_mine"), buttons=(others,)))
    return None


def _is_mine(turn: Turn, case: Case) -> bool:
    return service.is_filer(case, turn.person_account.id, turn.context.secret_key)


def _coded_case(turn: Turn, asked: Asked) -> Case | None:
    for case in service.numbered(turn.session, asked.running, asked.year):
        if case.identity_mode is IdentityMode.ANONYMOUS and case.code_hash:
            hashed = secret_hash(asked.code, case.id, turn.context.secret_key)
            if same(hashed, case.code_hash):
                return case
    return None


def _wrong_tries(turn: Turn) -> int:
    return (
        turn.session.scalar(
            sa.select(sa.func.count())
            .select_from(WrongTry)
            .where(
                WrongTry.subject == turn.person_account.id,
                WrongTry.kind == KIND,
                WrongTry.at > turn.now - WITHIN,
            )
        )
        or 0
    )


def _label(turn: Turn, case: Case) -> Button:
    label = turn.say(f"feedback.label_{case.state.value}", running=case.running)
    return Button(label, Act("case.state", case.id))


def _forget(turn: Turn) -> None:
    """Who asks about a number that is not theirs by name may be the one who filed it without."""
    forget_event(turn.event, turn.now)
    plan_bytes_unseen(turn.session, turn.now)
    turn.answer.forget, turn.answer.takes_riders = True, False
