"""What staff do to a case, and how whoever filed it hears of it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from base.i18n import say
from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble
from bot.outbox.write import Push, put_push
from handlers.feedback import following, hiding, saying, service, words
from handlers.feedback.covering import covered
from handlers.feedback.states import Refused, Step
from models.cases import Case, CaseAction, told_key
from models.kept import Kept
from models.people import Account
from models.staff import Staff
from models.words import Priority


def answer(turn: Turn, case: Case, staff: Staff, text: str) -> str | None:
    """Write to the filer under the officer's name. The key of a refusal, or None if it was done.

    Who filed without a name reads it by number and code.
    """
    at, zone = turn.happened_at, turn.context.zone
    try:
        action = service.answer(turn.session, case, staff.id, text, at, zone)
    except Refused as refused:
        return f"feedback.refused_{refused.state.value}"
    account = service.addressee(turn.session, case)
    if account is not None:
        language = account.language
        buttons = (
            saying.button("fine", language, "case.fine", case.id),
            saying.button("question", language, "case.word", case.id),
        )
        alt = say("feedback.answer_alt", language, running=case.running)
        told = Bubble(text, buttons=buttons, sender=staff.name, alt=alt)
        told = covered(turn.session, case, account) or told
        _push(turn, case, account, action, told)
    return None


def answered(turn: Turn, case: Case, staff: Staff, text: str) -> str | None:
    """An officer who talks to the filer in person: written down, and nothing is sent from here."""
    try:
        service.answer(turn.session, case, staff.id, text, turn.happened_at, turn.context.zone)
    except Refused as refused:
        return f"feedback.refused_{refused.state.value}"
    return None


def said(turn: Turn, case: Case, kept: Kept) -> str | None:
    """What the filer says in such a talk, with its file. The key of a refusal, or None."""
    at, zone = turn.happened_at, turn.context.zone
    telling = words.used(turn.session, [kept])
    try:
        action = service.tell_more(turn.session, case, Step.SAY, telling.text, at, zone)
    except Refused as refused:
        return f"feedback.refused_{refused.state.value}"
    following.keep(turn, case, telling, action)
    return None


def close(turn: Turn, case: Case, staff: Staff, text: str) -> str | None:
    """Say what came of it and ask whether it is so. The key of a refusal, or None."""
    at, zone = turn.happened_at, turn.context.zone
    try:
        action = service.claim_outcome(turn.session, case, staff.id, text, at, zone)
    except Refused as refused:
        return f"feedback.refused_{refused.state.value}"
    account = service.addressee(turn.session, case)
    if account is not None:
        words = closing_words(turn.session, case, text)
        asked = Bubble(
            words,
            buttons=saying.outcome_buttons(case, account.language),
            alt=say("feedback.answer_alt", account.language, running=case.running),
        )
        asked = covered(turn.session, case, account) or asked
        _push(turn, case, account, action, asked)
    return None


def closing_words(session: Session, case: Case, text: str) -> str:
    """What the filer reads at closing; the outcome alone where nobody can be asked."""
    account = service.addressee(session, case)
    if account is None:
        return text
    return say("feedback.closing", account.language, running=case.running, words=text)


def _push(turn: Turn, case: Case, account: Account, action: CaseAction, told: Bubble) -> None:
    """An answer to somebody's own case counts as asked for."""
    line_id = account.line_user_id or ""
    push = Push(
        to=line_id,
        mailbox_key=f"user:{line_id}",
        bubbles=[told],
        dedupe_key=told_key(action.id),
        priority=Priority.ASKED,
        due_at=turn.now,
        forget=hiding.is_hidden(case),
    )
    put_push(turn.session, push, turn.now)
