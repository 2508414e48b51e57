"""[ดูเรื่อง]: the matter of a case as a free reply, by permission."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import say
from base.thai.format import long_date
from bot.messages.bubbles import Act, Bubble, Button
from handlers.staff import service
from handlers.staff.showing import attached
from handlers.staff.telling import village_of
from models.announcements import asked_about
from models.cases import Case, CaseAction
from models.files import File
from models.handover import may_talk
from models.staff import Staff
from models.words import ActionKind, AnswerBy, CaseState, IdentityMode

SHOWN = 4  # what was said since, newest last
LIVE = (CaseState.NEW, CaseState.IN_PROGRESS)
_LINES = {
    ActionKind.ADDED: "line_added",
    ActionKind.SAID: "line_said",
    ActionKind.REOPENED: "line_reopened",
    ActionKind.ANSWERED: "line_answered",
    ActionKind.CLOSING: "line_closing",
}


def shown(
    session: Session,
    staff: Staff,
    case: Case,
    language: str,
    now: datetime,
    more: tuple[Button, ...] = (),
) -> list[Bubble]:
    """Facts, matter, what was said since; the last bubble has the buttons, `more` after them."""
    alt = say("staff.alt", language, running=case.running)
    texts = [
        _facts(session, staff, case, language),
        _matter(session, case, language),
        _since(session, case, language),
    ]
    *before, last = [Bubble(text, alt=alt) for text in texts if text]
    shown = (*buttons(session, case, language, now), *more)
    return [*before, Bubble(last.text, buttons=shown, alt=alt)]


def buttons(session: Session, case: Case, language: str, now: datetime) -> tuple[Button, ...]:
    """What may be done to the case now; nobody talks to who cannot be reached."""
    found = []
    if case.state in (*LIVE, CaseState.CLOSING):
        found.append(Button(say("staff.answer", language), Act("staff.answer", case.id)))
    if may_talk(case) and service.can_be_reached(session, case, now):
        found.append(Button(say("staff.take", language), Act("handover.take", case.id)))
    return (*found, *closing(case, language))


def closing(case: Case, language: str) -> tuple[Button, ...]:
    close = Button(say("staff.close", language), Act("staff.close", case.id))
    return (close,) if case.state in LIVE else ()


def _facts(session: Session, staff: Staff, case: Case, language: str) -> str:
    tongue = "en" if language == "en" else "th"
    return say(
        "staff.facts",
        language,
        running=case.running,
        village=village_of(session, case, language),
        filer=_filer(session, staff, case, language),
        received=long_date(case.received_on, "en" if tongue == "en" else "th"),
        due=long_date(case.due_on, "en" if tongue == "en" else "th"),
    )


def _filer(session: Session, staff: Staff, case: Case, language: str) -> str:
    """«ฝ้าย แจ้งแทน ยายเลือน»: who told it, and for whom, as far as this officer may know."""
    teller = _teller(session, staff, case, language)
    if not case.for_another:
        return teller
    whose = service.behalf_name(session, staff, case)
    key = "staff.told_for" if whose else "staff.told_for_somebody"
    return say(key, language, teller=teller, whose=whose)


def _teller(session: Session, staff: Staff, case: Case, language: str) -> str:
    if case.identity_mode is IdentityMode.ANONYMOUS:
        return say("staff.filer_nobody", language)
    name = service.filer_name(session, staff, case)
    if case.identity_mode is IdentityMode.OPEN:
        return name or say("staff.filer_nameless", language)
    if not staff.withheld:
        return say("staff.filer_hidden", language)
    nameless = say("staff.filer_nameless", language)
    return say("staff.filer_withheld", language, name=name or nameless)


def _matter(session: Session, case: Case, language: str) -> str:
    about = asked_about(session, case.id)
    asked = [say("staff.about_announcement", language, number=about.id)] if about else []
    lines = [*asked, _story(session, case, language)]
    if case.place:
        lines.append(say("staff.place", language, place=case.place))
    lines += attached(session, File.case_id == case.id, language)
    if case.answer_by in (AnswerBy.VISIT, AnswerBy.CALL):
        lines.append(say(f"staff.answer_by_{case.answer_by.value}", language))
    if case.state not in LIVE:
        lines.append(say(f"staff.state_{case.state.value}", language))
    return "\n".join(lines)


def _story(session: Session, case: Case, language: str) -> str:
    if case.story:
        return case.story
    taken = session.scalar(
        sa.select(CaseAction.id)
        .where(CaseAction.case_id == case.id, CaseAction.kind == ActionKind.UNSENT)
        .limit(1)
    )
    return say("staff.unsent" if taken else "staff.nothing_typed", language)


def _since(session: Session, case: Case, language: str) -> str:
    rows = session.scalars(
        sa.select(CaseAction)
        .where(CaseAction.case_id == case.id, CaseAction.kind.in_(list(_LINES)))
        .where(CaseAction.text.is_not(None))
        .order_by(CaseAction.id.desc())
        .limit(SHOWN)
    ).all()
    return "\n".join(
        say(f"staff.{_LINES[row.kind]}", language, words=row.text) for row in reversed(rows)
    )
