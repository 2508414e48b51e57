"""How a case is spoken of to whoever filed it. No notification ever tells its matter (`alt`)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from base.i18n import say
from base.thai.format import long_date
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button, Copy
from handlers.feedback import service
from models.cases import Case
from models.people import people_of
from models.staff import Staff
from models.words import AnswerBy, CaseState, Class, Outcome

_LIVE = (CaseState.NEW, CaseState.IN_PROGRESS)


def day(when: date, language: str) -> str:
    return long_date(when, "en" if language == "en" else "th")


def button(key: str, language: str, act: str, subject: str = "", extra: str = "") -> Button:
    return Button(say(f"feedback.{key}", language), Act(act, subject, extra))


def report_button(language: str) -> Button:
    return button("report", language, "case.open")


def bubble(case: Case, text: str, language: str, *buttons: Button) -> Bubble:
    """Words about a case; in notifications and chat lists only its number."""
    return Bubble(text, buttons=buttons, alt=say("feedback.alt", language, running=case.running))


def filed(case: Case, language: str) -> Bubble:
    """The number, the day, and who will know the name."""
    key = "filed_restricted" if case.case_class is Class.RESTRICTED else "filed"
    if case.answer_by in (AnswerBy.VISIT, AnswerBy.CALL):
        key = f"filed_{case.answer_by.value}"
    text = say(
        f"feedback.{key}",
        language,
        number=case.number,
        due=day(case.due_on, language),
        who=say(f"feedback.who_{case.identity_mode.value}", language),
    )
    return bubble(case, text, language, *add_and_withdraw(case, language))


def filed_anonymous(case: Case, code: str, language: str) -> Bubble:
    """No button names the case's row: what is copied is what the person reads."""
    named = {"number": case.number, "running": case.running, "code": code}
    copied = Copy(say("feedback.copied", language, running=case.running, code=code))
    return bubble(
        case,
        say("feedback.filed_anonymous", language, **named),
        language,
        Button(say("feedback.copy", language), copied),
    )


def today(turn: Turn) -> date:
    return turn.now.astimezone(turn.context.zone).date()


def is_overdue(case: Case, on: date) -> bool:
    """Whether the day that was promised has passed without an end."""
    return case.state in _LIVE and case.due_on < on


def state(session: Session, case: Case, language: str, on: date) -> list[Bubble]:
    """Where the case stands, what staff said last, and what can be done now."""
    text = _state_words(case, language, "", on)
    asked = bubble(case, text, language, *_doable(case, language))
    return [*_last_told(session, case, language), asked]


def state_by_code(session: Session, case: Case, language: str, on: date) -> list[Bubble]:
    """The same for whoever has the code; nothing in it names the case's row."""
    words = _state_words(case, language, "_code", on)
    return [bubble(case, words, language), *_last_told(session, case, language)]


def _state_words(case: Case, language: str, suffix: str, on: date) -> str:
    if is_overdue(case, on):  # a day that has passed is not promised again
        return say("feedback.overdue", language, running=case.running)
    key = f"feedback.state_{case.state.value}"
    if suffix and case.state not in (CaseState.CLOSING, CaseState.WITHDRAWN):
        key += suffix
    return say(key, language, running=case.running, due=day(case.due_on, language))


def _last_told(session: Session, case: Case, language: str) -> list[Bubble]:
    told = service.last_told(session, case)
    if told is None or not told.text:
        return []
    staff = session.get(Staff, told.staff_id)
    alt = say("feedback.answer_alt", language, running=case.running)
    return [Bubble(told.text, sender=staff.name if staff else None, alt=alt)]


def _doable(case: Case, language: str) -> tuple[Button, ...]:
    if case.state in _LIVE:
        return add_and_withdraw(case, language)
    if case.state is CaseState.CLOSING:
        return outcome_buttons(case, language)
    if case.state is CaseState.CLOSED:
        return (outcome_button(case, Outcome.UNSOLVED, language),)
    return (report_button(language),)


def add_and_withdraw(case: Case, language: str) -> tuple[Button, ...]:
    return (
        button("add", language, "case.add", case.id),
        button("take_back", language, "case.withdraw", case.id),
    )


def add_button(case: Case, language: str) -> Button:
    return button("add", language, "case.add", case.id)


def outcome_button(case: Case, outcome: Outcome, language: str) -> Button:
    return button(f"outcome_{outcome.value}", language, "case.checked", case.id, outcome.value)


def outcome_buttons(case: Case, language: str) -> tuple[Button, ...]:
    return tuple(outcome_button(case, one, language) for one in Outcome)


def refused(case: Case, language: str) -> Bubble:
    """Why nothing was done: the case is past that."""
    name = case.state.value if case.state not in _LIVE else "open"
    text = say(f"feedback.refused_{name}", language, running=case.running)
    past = case.state in (CaseState.CLOSED, CaseState.WITHDRAWN)
    return bubble(case, text, language, *([report_button(language)] if past else []))


def not_found(running: int, language: str, shared: str = "") -> Bubble:
    """The one sentence for a number that does not exist and for one that is somebody else's."""
    return Bubble(
        say(f"feedback.not_found{shared}", language, running=running),
        buttons=(
            button("have_code", language, "case.code", str(running)),
            button("mine", language, "case.mine"),
        ),
    )


def called(session: Session, case: Case, language: str) -> str:
    """« ลุงคำ», or nothing where the name is not known."""
    account = service.addressee(session, case)
    people = people_of(session, account.id) if account else []
    told_by = case.reported_by or case.sealed_person
    them = [one for one in people if len(people) == 1 or one.id == told_by]
    name = them[0].called if them else None
    return say("feedback.called", language, name=name) if name else ""
