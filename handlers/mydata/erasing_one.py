"""«ลบข้อมูลของฉัน» of one of several people on a phone: theirs goes, the others' stays.

The chat itself is not kept apart: what was said in it so far is emptied, whoever said it. What the
others sent stands in their reports and cases, not in the chat.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.outbox.ending import get_off
from handlers.mydata.erasing import Whose, unname
from handlers.mydata.plans import forget_plans
from handlers.mydata.records import ENDED, forget_people, without_filer, without_sender
from models import exports
from models.announcements import Recipient, forget_recipient
from models.answered_files import erase_answered
from models.cases import Case, told_keys
from models.erasing import erase_file, plan_bytes
from models.files import File
from models.forums import ForumReport
from models.handover import Handover, told_in_talks
from models.inbox import Event
from models.kept import Kept, word_keys
from models.mailbox import Conversation, Mailbox
from models.many import Addressee, leave_lists
from models.menus import menu_due
from models.outbox import Outgoing
from models.people import AccountPerson, Consent, Person, PersonalCode
from models.waves import erase_answers
from models.words import ConversationState, EventState, OutboxState

OPEN = (ConversationState.OPEN, ConversationState.LEFT)
UNSENT = (OutboxState.WAITING, OutboxState.HELD)


def erase_one(
    session: Session,
    whose: Whose,
    person: Person,
    reports: Sequence[ForumReport],
    cases: Sequence[Case],
) -> list[Case]:
    """All of it or nothing. Returns the cases that were open and are withdrawn by this."""
    open_now = [case for case in cases if case.state not in ENDED]
    session.flush()
    forms = _forms(session, person, whose.now)
    _let_off(session, whose.mailbox_key)
    written = word_keys(session, whose.account.id, person.id)
    _unsay(session, whose, cases, [*forms, *written])
    for report in reports:
        without_sender(session, report, whose.now)
    for case in cases:
        without_filer(session, case, whose.now, whose.today.date(), whose.reason)
    forget_plans(session, None, [person.id])
    talks = Handover.case_id.in_([case.id for case in cases])
    session.execute(sa.delete(Handover).where(talks))
    _kept(session, whose, person)
    gone = unname(session, [person], whose)
    forget_people(session, gone)
    _links(session, whose, person, gone)
    erase_answered(session, gone, whose.now)
    erase_answers(session, gone)
    menu_due(session, [whose.account.id], whose.now)
    _chat(session, whose)
    exports.end_all(session, whose.now)
    plan_bytes(session, whose.now)
    session.flush()
    return open_now


def _forms(session: Session, person: Person, now: datetime) -> list[str]:
    """Their forms lose what was in them; the keys of the reminders of those that were open."""
    mine = Conversation.person_id == person.id
    open_ones = list(session.scalars(sa.select(Conversation.id).where(mine)))
    waiting = sa.update(Conversation).where(mine, Conversation.state.in_(OPEN))
    session.execute(waiting.values(state=ConversationState.CANCELLED, ended_at=now))
    session.execute(
        sa.update(Conversation).where(mine).values(state_json=None, subject="", person_id=None)
    )
    mailbox = sa.update(Mailbox).where(Mailbox.conversation_id.in_(open_ones))
    session.execute(mailbox.values(conversation_id=None))
    return [f"nudge:{one}:" for one in open_ones]


def _let_off(session: Session, mailbox_key: str) -> None:
    """What rode on answers that are not said any more may be the others'."""
    unsaid = sa.select(Outgoing).where(
        Outgoing.mailbox_key == mailbox_key,
        Outgoing.state.in_(UNSENT),
        Outgoing.answer,
        Outgoing.unclear_tries == 0,
        Outgoing.began_at.is_(None),
    )
    get_off(session, mailbox_key, session.scalars(unsaid).all())


def _unsay(session: Session, whose: Whose, cases: Sequence[Case], more: Sequence[str]) -> None:
    """What still waits to be said about theirs is not said any more, an officer's words neither."""
    keys = Outgoing.dedupe_key.in_([*more, *told_keys(session, cases)])
    talked = sa.and_(Outgoing.mailbox_key == whose.mailbox_key, told_in_talks(session, cases))
    session.execute(
        sa.update(Outgoing)
        .where(sa.or_(keys, talked), Outgoing.state.in_(UNSENT))
        .values(
            state=OutboxState.WITHDRAWN,
            outcome="erased",
            finished_at=whose.now,
            token=None,
            leased_until=None,
        )
    )


def _kept(session: Session, whose: Whose, person: Person) -> None:
    """What they said, and what was said before anybody else came to this phone."""
    theirs = Kept.person_id == person.id
    alone_until = _alone_until(session, whose, person)
    if alone_until is not None:
        here = sa.and_(Kept.account_id == whose.account.id, Kept.person_id.is_(None))
        theirs = sa.or_(theirs, sa.and_(here, Kept.said_at < alone_until))
    rows = session.scalars(sa.select(Kept).where(theirs)).all()
    for row in rows:
        file = session.get(File, row.file_id) if row.file_id else None
        if file is not None and file.report_id is None and file.case_id is None:
            erase_file(session, file, whose.now)
        session.delete(row)
    session.flush()


def _alone_until(session: Session, whose: Whose, person: Person) -> datetime | None:
    """When the second person came; None for whoever was not the first here."""
    rows = session.scalars(
        sa.select(AccountPerson)
        .where(AccountPerson.account_id == whose.account.id, AccountPerson.until.is_(None))
        .order_by(AccountPerson.id)
    ).all()
    return rows[1].since if len(rows) > 1 and rows[0].person_id == person.id else None


def _links(session: Session, whose: Whose, person: Person, gone: Sequence[str]) -> None:
    account = whose.account.id
    leave_lists(session, account, person.id, "erased", whose.now)
    told = sa.and_(Recipient.account_id == account, Recipient.person_id == person.id)
    forget_recipient(session, sa.or_(told, Recipient.person_id.in_(gone)))
    named = sa.or_(Addressee.account_id == account, Addressee.person_id.in_(gone))
    here = sa.and_(Consent.account_id == account, Consent.person_id == person.id)
    used = sa.and_(PersonalCode.used_by == account, PersonalCode.person_id == person.id)
    speaks = sa.and_(AccountPerson.account_id == account, AccountPerson.person_id == person.id)
    spoke = sa.and_(Mailbox.account_id == account, Mailbox.speaker_id == person.id)
    for statement in (
        sa.delete(Consent).where(sa.or_(here, Consent.person_id.in_(gone))),
        sa.delete(PersonalCode).where(PersonalCode.person_id.in_(gone)),
        sa.update(PersonalCode).where(used).values(used_by=None),
        sa.update(Addressee).where(Addressee.person_id == person.id, named).values(person_id=None),
        sa.delete(AccountPerson).where(speaks),
        sa.update(Mailbox).where(spoke).values(speaker_id=None, speaker_on=None, asked_about=None),
    ):
        session.execute(statement)


def _chat(session: Session, whose: Whose) -> None:
    """What was said and answered so far, and in groups; what staff still have to say to the others
    stays. An answer that was not sent yet is replaced by the goodbye."""
    key = whose.mailbox_key
    handled = sa.or_(Event.state != EventState.WAITING, Event.id == whose.event_id)
    here = sa.and_(Event.mailbox_key == key, handled)
    elsewhere = sa.and_(
        Event.mailbox_key != key, Event.payload.contains(whose.line_user_id, autoescape=True)
    )
    session.execute(
        sa.update(Event)
        .where(sa.or_(here, elsewhere))
        .values(payload=None, message_id=None, last_error=None)
    )
    unsent = sa.and_(Outgoing.mailbox_key == key, Outgoing.state.in_(UNSENT), Outgoing.answer)
    session.execute(
        sa.update(Outgoing)
        .where(unsent)
        .values(
            state=OutboxState.WITHDRAWN,
            outcome="erased",
            finished_at=whose.now,
            token=None,
            leased_until=None,
            forget=True,
        )
    )
    session.execute(
        sa.update(Outgoing)
        .where(Outgoing.mailbox_key == key, Outgoing.state.not_in(UNSENT))
        .values(body=None, must_say=None, about_person=None, last_error=None)
    )
