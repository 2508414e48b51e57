"""«123 ถึงไหนแล้ว»: the state of a case for whoever filed it, or has its code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.dialogue.speaker import asks_who, is_shared
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.feedback import codes, hiding, looking, owning, saying, service
from handlers.feedback.numbers import Asked, asked_number
from models.cases import Case
from models.mailbox import SEALED

SHOWN = 6


@dataclass(frozen=True)
class Asking:
    """Ears and acts that only tell; none of them changes a case. `tell` is how staff hear that a
    day they promised has passed."""

    tell: Callable[[Session, Case, str, datetime], None]

    def by_number(self, turn: Turn) -> bool:
        """A message that asks about a case by its number, with or without a code."""
        asked = asked_number(turn.text) if turn.text else None
        if asked is None:
            return False
        if asked.code:
            codes.Coding(self.tell).with_code(turn, asked)
            codes.forget_turn(turn)
        else:
            self._without_code(turn, asked)
        return True

    def _without_code(self, turn: Turn, asked: Asked) -> None:
        for case in service.numbered(turn.session, asked.running, asked.year):
            if is_mine(turn, case):
                if not _asks_who(turn, case):
                    hiding.about(turn, case)
                    self._say_state(turn, case)
                return
        turn.answer.say(saying.not_found(asked.running, turn.language, _shared(turn)))
        codes.forget_turn(turn)

    def act_state(self, turn: Turn, subject: str, _extra: str) -> None:
        case = mine(turn, subject)
        if case is not None:
            self._say_state(turn, case)

    def act_photos(self, turn: Turn, subject: str, extra: str) -> None:
        case = mine(turn, subject)
        if case is not None:
            looking.show(turn, case, extra)

    def _say_state(self, turn: Turn, case: Case) -> None:
        today = saying.today(turn)
        if saying.is_overdue(case, today):
            self.tell(turn.session, case, "overdue", turn.now)
        said = saying.state(turn.session, case, turn.language, today)
        turn.answer.say(*looking.with_button(turn, case, said))

    def act_mine(self, turn: Turn, _subject: str, _extra: str) -> None:
        if asks_who(turn):
            return
        cases = own_cases(turn)
        if cases:
            buttons = tuple(_label(turn, case) for case in cases[:SHOWN])
            turn.answer.forget = any(hiding.is_hidden(case) for case in cases)
            turn.answer.say(Bubble(turn.say("feedback.mine_some"), buttons=buttons))
            return
        others = (
            saying.report_button(turn.language),
            saying.button("have_code", turn.language, "case.code"),
        )
        turn.answer.say(Bubble(turn.say(f"feedback.mine_none{_shared(turn)}"), buttons=others))


def mine(turn: Turn, subject: str) -> Case | None:
    """The case of a button or a form, if this account filed it; otherwise one sentence, whoever's
    it is. What is said of a hidden one is forgotten as soon as it is sent."""
    case = _named(turn, subject)
    if case is not None and is_mine(turn, case):
        if _asks_who(turn, case):
            return None
        hiding.about(turn, case)
        return case
    others = saying.button("mine", turn.language, "case.mine")
    turn.answer.say(Bubble(turn.say(f"feedback.not_mine{_shared(turn)}"), buttons=(others,)))
    return None


def _shared(turn: Turn) -> str:
    """Where several people use the phone, what was not found is not in one's own name."""
    return "_shared" if is_shared(turn) else ""


def _named(turn: Turn, subject: str) -> Case | None:
    if subject.startswith(SEALED):
        return hiding.unsealed(turn, subject)
    return turn.session.get(Case, subject) if subject else None


def is_mine(turn: Turn, case: Case) -> bool:
    """Whether who speaks filed it; where that is not known, whether this phone did."""
    key, account = turn.context.secret_key, turn.person_account.id
    if is_shared(turn) and turn.speaker is None:
        return owning.is_filer(case, account, key)
    return owning.owns(case, turn.speaking, key)


def own_cases(turn: Turn) -> list[Case]:
    """The cases of who speaks; where that is not known, all that this phone filed."""
    key, account = turn.context.secret_key, turn.person_account.id
    if is_shared(turn) and turn.speaker is None:
        return owning.cases_of(turn.session, account, key)
    return owning.own_cases(turn.session, turn.speaking, key)


def _asks_who(turn: Turn, case: Case) -> bool:
    """Whether it was asked who speaks. Words about a hidden case cannot wait: they name it."""
    if owning.is_anybodys(case):
        return False
    hidden = hiding.is_hidden(case)
    if not asks_who(turn, waits=not hidden):
        return False
    if hidden:
        hiding.about(turn, case)
    return True


def _label(turn: Turn, case: Case) -> Button:
    label = turn.say(f"feedback.label_{case.state.value}", running=case.running)
    return Button(label, Act("case.state", case.id))
