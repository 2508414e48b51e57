"""Notices to staff: a number and a village, never the matter; the matter only on [ดูเรื่อง]."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import say
from base.ids import row_number
from base.thai.years import BUDDHIST
from bot.messages.bubbles import Act, Bubble, Button
from bot.outbox.officers import push_to
from bot.outbox.reserve import some_held
from bot.outbox.write import Push, put_push
from handlers.staff import leaving, service
from models.cases import Case
from models.forgetting import day_only, next_hour
from models.kept import Kept
from models.many import is_held
from models.outbox import QUOTA, RESERVE, UNAUTHORIZED, Outgoing, stops
from models.places import Village
from models.staff import Staff
from models.words import Class, IdentityMode, Priority

STOPS = {UNAUTHORIZED, QUOTA}
EVENT = "event"  # a message that could not be handled; the subject is its row
MAILING_HELD = "mailing_held"  # the subject is the number of what is said to many
LEDGER = "ledger"  # LINE counts differently than we do
MONTH = {RESERVE, LEDGER}  # the subject is the month, «2569-07»
ALARMS = {EVENT, "outgoing", "task", "file", MAILING_HELD, "bad_id", *STOPS, *MONTH}
ALARM = "alarm"
MESSAGE = "message"  # somebody left words for a person; the subject is a Kept
TELLS_AGAIN = timedelta(minutes=10)


def tell_of_case(session: Session, case: Case, what: str, now: datetime) -> None:
    """`what` is filed, added, said, reopened, solved, withdrawn, overdue (the filer asks) or passed
    (the promised day). Told to who may see it.

    What an anonymous filer did is told at the next full hour, and the notice keeps its day only:
    its moment would say when it was sent.
    """
    hidden = case.identity_mode is IdentityMode.ANONYMOUS
    due = next_hour(now) if hidden else now
    seeing = service.who_may_see(session, case)
    if not seeing:
        _tell_unseen(session, case, now, due)
    for staff in seeing:
        if what == "said" and _is_told(session, staff, case, now):
            continue
        key = f"case-{what}:{case.id}:{_round(session, staff, case, what, now)}:{staff.id}"
        row = put_push(session, _push(session, staff, case, what, key, due), now)
        if row is not None and hidden:
            row.created_at = day_only(now)


def _tell_unseen(session: Session, case: Case, now: datetime, due: datetime) -> None:
    """Nobody may see it: who looks after the bot can give somebody the right, and hears no more."""
    name = "restricted" if case.case_class is Class.RESTRICTED else "any"
    for staff in service.who_looks_after(session):
        language, line_id = staff.account.language, staff.account.line_user_id
        if line_id is None:
            continue
        push = Push(
            to=line_id,
            mailbox_key=f"user:{line_id}",
            bubbles=[Bubble(say(f"staff.unseen_{name}", language, number=case.number))],
            dedupe_key=f"case-unseen:{case.id}:{staff.id}",
            priority=Priority.STAFF,
            due_at=due,
            urgent_by=staff.id if case.urgent else None,
        )
        row = put_push(session, push, now)
        if row is not None and case.identity_mode is IdentityMode.ANONYMOUS:
            row.created_at = day_only(now)


def tell_staff(session: Session, kind: str, subject: str, now: datetime) -> None:
    """A row is dead, a file is lost, sending stopped, or somebody left a message (an Alarm)."""
    kept = leaving.left(session, subject) if kind == MESSAGE else None
    if kept is not None:
        _tell_of_message(session, kept, now)
        return
    name = kind if kind in ALARMS else "other"
    unheard = leaving.unheard(session, subject) if kind == EVENT else None
    for staff in service.who_looks_after(session):
        language = staff.account.language
        named = _month(subject, language) if kind in MONTH else subject
        text = say(f"staff.alarm_{name}", language, subject=named)
        can_read = unheard is not None and leaving.may_read(session, staff, unheard)
        bubble = Bubble(text, buttons=_to_read(unheard, language) if can_read else ())
        push_to(session, staff, f"{ALARM}:{kind}:{subject}:{staff.id}"[:120], bubble, now)


def unwanted(session: Session, row: Outgoing) -> str | None:
    """A notice that sending stopped, or that something waits, helps nobody once it goes on
    (bot/outbox/wanted.py)."""
    _, kind, subject, *_ = row.dedupe_key.split(":")
    stopped = kind in stops(session) if kind in STOPS else True
    if kind == MAILING_HELD:
        stopped = is_held(session, row_number(subject))
    if kind == RESERVE:
        stopped = some_held(session)
    return None if stopped else "it is over"


def _month(subject: str, language: str) -> str:
    """«2569-07» in Thai, «2026-07» in English."""
    year, _, month = subject.partition("-")
    return f"{int(year) - BUDDHIST}-{month}" if language == "en" else subject


def _tell_of_message(session: Session, kept: Kept, now: datetime) -> None:
    """What one person leaves within ten minutes is one notice; it names nobody and nothing."""
    whose = kept.account_id or kept.mailbox_key or ""
    for staff in leaving.who_may_read(session, kept):
        language = staff.account.language
        bubble = Bubble(say("staff.left", language), buttons=_to_read(kept, language))
        key = f"left:{whose}:{_ten_minutes(now)}:{staff.id}"[:120]
        push_to(session, staff, key, bubble, now)


def _to_read(kept: Kept | None, language: str) -> tuple[Button, ...]:
    if kept is None:
        return ()
    return (Button(say("staff.left_see", language), Act("staff.kept", str(kept.id))),)


def _push(session: Session, staff: Staff, case: Case, what: str, key: str, due: datetime) -> Push:
    language = staff.account.language
    line_id = staff.account.line_user_id or ""
    return Push(
        to=line_id,
        mailbox_key=f"user:{line_id}",
        bubbles=[_notice(session, case, what, language)],
        dedupe_key=key[:120],
        priority=Priority.STAFF,
        due_at=due,
        # Danger is told at night too: the officer who is told answers for the hour.
        urgent_by=staff.id if case.urgent and what == "filed" else None,
    )


def _notice(session: Session, case: Case, what: str, language: str) -> Bubble:
    name = "urgent" if case.urgent and what == "filed" else what
    text = say(
        f"staff.{name}",
        language,
        number=case.number,
        running=case.running,
        village=village_of(session, case, language),
    )
    see = Button(say("staff.see", language), Act("staff.case", case.id))
    return Bubble(text, buttons=(see,), alt=say("staff.alt", language, running=case.running))


def village_of(session: Session, case: Case, language: str) -> str:
    """«บ้านโนนสมมุติ หมู่ 94»; of a place told in words only that the matter says where."""
    village = session.get(Village, case.village_code) if case.village_code else None
    if village is None:
        told = case.place or case.latitude is not None
        return say("staff.place_told" if told else "staff.no_village", language)
    return leaving.village_named(village, language)


def _round(session: Session, staff: Staff, case: Case, what: str, now: datetime) -> str:
    """What is told once: a case filed, the n-th reopening; a day passed, once a day; of talk, one
    notice in ten minutes, and a new one when this officer has read meanwhile."""
    if what in ("filed", "withdrawn"):
        return ""
    if what in ("reopened", "solved"):
        return str(case.reopened)
    if what == "passed":
        return case.due_on.isoformat()
    if what == "overdue":
        return now.astimezone(UTC).date().isoformat()  # in Thailand from 07:00 to 07:00
    return f"{_ten_minutes(now)}-{service.times_read(session, staff, case)}"


def _is_told(session: Session, staff: Staff, case: Case, now: datetime) -> bool:
    """Whether a notice of the reopening that these words explain waits to be read."""
    key = f"case-reopened:{case.id}:{case.reopened}:{staff.id}"
    told_at = session.scalar(sa.select(Outgoing.created_at).where(Outgoing.dedupe_key == key))
    if told_at is None or now - told_at > TELLS_AGAIN:
        return False
    return service.times_read(session, staff, case, told_at) == 0


def _ten_minutes(now: datetime) -> str:
    """The same text for moments in the same ten minutes."""
    return str(int(now.timestamp() // TELLS_AGAIN.total_seconds()))
