"""Moving what a person had on an old phone to a new one, once staff know that it is theirs.

The claim is a note for staff (Kept, FOR_STAFF); `flask people move` does it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import say
from base.ids import retry_key
from base.thai.names import bare_name
from bot.messages.bubbles import Bubble
from bot.outbox.many import also
from bot.outbox.write import Push, put_push
from models.announcements import redirect_recipient, said_to_also
from models.cases import Case, told_keys
from models.files import File
from models.forums import ForumReport
from models.handover import Handover, told_in_talks
from models.kept import MOVE, Kept, discard, for_move, kept_for, word_keys
from models.late import ask_late
from models.mailbox import Mailbox, left_conversations
from models.many import redirect_addressee, shared_places
from models.menus import menu_due
from models.outbox import Outgoing
from models.people import (
    Account,
    AccountPerson,
    Consent,
    Person,
    PersonalCode,
    Whom,
    WrongTry,
    accounts_of_person,
    people_of,
)
from models.planned import PlannedForum
from models.words import ConversationState, KeptState, OutboxState, Priority

MOST_TRIES = 5
TRIES_WITHIN = timedelta(hours=1)
WAITING = (OutboxState.WAITING, OutboxState.HELD)

# The cases of an account, withheld ones included; and the mark by which such a filer is known.
CasesOf = Callable[[Session, str], Sequence[Case]]
MarkOf = Callable[[str], str]


@dataclass(frozen=True)
class Wanted:
    """Who somebody says to be, and the last four digits of the number they had."""

    name: str
    digits: str


def may_try(session: Session, account: Account, now: datetime) -> bool:
    """Five tries an hour; each call is one."""
    tries = sa.select(sa.func.count()).where(
        WrongTry.subject == account.id, WrongTry.kind == MOVE, WrongTry.at > now - TRIES_WITHIN
    )
    if (session.scalar(tries) or 0) >= MOST_TRIES:
        return False
    session.add(WrongTry(subject=account.id, kind=MOVE, at=now))
    session.flush()
    return True


def ask(
    session: Session,
    mailbox_key: str,
    account: Account,
    text: str,
    at: datetime,
    person_id: str | None = None,
) -> Kept:
    """A note for staff; a newer one of the same chat takes the place of the one before.

    `person_id` where it is known whom it is about: then staff can settle it with a button.
    """
    _settle(session, account)
    note = Kept(mailbox_key=mailbox_key, account_id=account.id, kind="claim", text=text)
    note.state, note.used_for, note.said_at = KeptState.FOR_STAFF, for_move(person_id), at
    session.add(note)
    session.flush()
    return note


def matching(session: Session, wanted: Wanted) -> list[Person]:
    """Whom the roster knows by that name, whatever titles stand before it, with that number;
    numbers are sealed, so one by one."""
    name, bare = " ".join(wanted.name.split()), bare_name(wanted.name)
    ends = Person.full_name.endswith(bare, autoescape=True) if bare else sa.false()
    likely = sa.or_(ends, Person.full_name == name, Person.called == name)
    people = session.scalars(sa.select(Person).where(likely, Person.erased_at.is_(None)))
    return [
        one
        for one in people
        if _digits(one.phone).endswith(wanted.digits)
        and (name in (one.full_name, one.called) or bare_name(one.full_name or "") == bare)
    ]


def drop(note: Kept) -> None:
    note.text, note.state = None, KeptState.DISCARDED


def move(
    session: Session, person: Person, new: Account, cases_of: CasesOf, mark: MarkOf, now: datetime
) -> None:
    """The person speaks through `new` alone; what they sent and allowed comes along; it is said.

    What an old account sent without naming a person comes only if nobody else speaks through it.
    """
    shared, before = False, accounts_of_person(session, person.id)
    for old in before:
        if old.id != new.id:
            alone = [one.id for one in people_of(session, old.id)] == [person.id]
            _records(session, person, old, new, alone=alone)
            along = _cases(cases_of(session, old.id), person, new, mark, alone=alone)
            shared = shared or not alone
            session.flush()
            _talks(session, old, new)
            mine = sa.true() if alone else _theirs(session, old, person, along)
            _redirect(session, old, new, mine)
            _announced(session, old, new, person, now, alone=alone)
            _silence(session, old, new, now, None if alone else person)
            _end_link(session, person, old, now)
            menu_due(session, [old.id], now)
    _link(session, person, new, now)
    _settle(session, new)
    first = all(old.id == new.id for old in before)
    _say(session, person, new, now, "claimed" if first else "moved_shared" if shared else "moved")


def _records(session: Session, person: Person, old: Account, new: Account, *, alone: bool) -> None:
    """Reports with what they are made of, permissions, and the code that was used."""
    theirs = sa.and_(ForumReport.account_id == old.id, ForumReport.reported_by == person.id)
    of_old = ForumReport.account_id == old.id if alone else theirs
    reports = session.scalars(sa.select(ForumReport.id).where(of_old)).all()
    for report in reports:
        made_of = Kept.used_for.startswith(f"report:{report}:", autoescape=True)
        session.execute(sa.update(Kept).where(made_of).values(account_id=new.id))
    planned = sa.and_(PlannedForum.account_id == old.id, PlannedForum.planned_by == person.id)
    person_or_all = sa.true() if alone else Consent.person_id == person.id
    code = sa.and_(PersonalCode.used_by == old.id, PersonalCode.person_id == person.id)
    for statement in (
        sa.update(File).where(File.report_id.in_(reports)).values(account_id=new.id),
        sa.update(PlannedForum).where(planned).values(account_id=new.id),
        sa.update(ForumReport).where(ForumReport.id.in_(reports)).values(account_id=new.id),
        sa.update(Consent)
        .where(Consent.account_id == old.id, person_or_all)
        .values(account_id=new.id),
        sa.update(PersonalCode).where(code).values(used_by=new.id),
    ):
        session.execute(statement)


def _cases(
    cases: Sequence[Case], person: Person, new: Account, mark: MarkOf, *, alone: bool
) -> list[Case]:
    """Those that come along: under a known name the account changes; a withheld name is sealed and
    marked anew."""
    along: list[Case] = []
    for case in cases:
        if case.account_id is not None and (alone or case.reported_by == person.id):
            case.account_id = new.id
        elif case.sealed_account is not None and (alone or case.sealed_person == person.id):
            case.sealed_account, case.filer_mark = new.id, mark(new.id)
        else:
            continue
        along.append(case)
    return along


def _announced(
    session: Session, old: Account, new: Account, person: Person, now: datetime, *, alone: bool
) -> None:
    """What was or is to be said to them as one of many. Where others at the old phone are meant by
    the same words, these are said at both."""
    whose = None if alone else person.id
    announced = said_to_also(old.id, person.id)  # a wave asks by itself whoever came anew
    shared = [] if alone else shared_places(session, old.id, announced)
    redirect_addressee(session, old.id, new.id, now, whose)
    for place in shared:
        also(session, place, Whom(new.id, person.id), now)
    redirect_recipient(session, old.id, new.id, whose)


def _talks(session: Session, old: Account, new: Account) -> None:
    """An officer who talks about a case goes on talking with whoever has it now."""
    came_along = sa.select(Case.id).where(Case.account_id == new.id)
    session.execute(
        sa.update(Handover)
        .where(Handover.account_id == old.id, Handover.case_id.in_(came_along))
        .values(account_id=new.id)
    )


def _silence(
    session: Session, old: Account, new: Account, now: datetime, person: Person | None
) -> None:
    """Nothing is said on the old phone any more of what was begun there: no reminder, no officer's
    word. With `person` only of what they began, where others speak through it too."""
    for_staff = sa.and_(Kept.account_id == old.id, Kept.state == KeptState.FOR_STAFF)
    theirs = Kept.person_id == person.id if person else sa.true()
    there = f"user:{new.line_user_id}"
    session.execute(
        sa.update(Kept).where(for_staff, theirs).values(account_id=new.id, mailbox_key=there)
    )
    end_forms(session, f"user:{old.line_user_id}", now, person.id if person else None)


def end_forms(
    session: Session, mailbox_key: str, now: datetime, person_id: str | None = None
) -> list[str]:
    """As if cancelled: what they had gathered goes. All of a chat, or one person's; their rooms."""
    left = left_conversations(session, mailbox_key)
    ended = [one for one in left if person_id is None or one.person_id == person_id]
    for form in ended:
        discard(session, kept_for(session, f"conversation:{form.id}:"), now)
        form.state, form.state_json, form.subject = ConversationState.CANCELLED, None, ""
        form.ended_at = form.touched_at = now
    mailbox = session.get(Mailbox, mailbox_key)
    if mailbox is not None and mailbox.conversation_id in [one.id for one in ended]:
        mailbox.conversation_id = None
    return [one.room for one in ended]


def _theirs(
    session: Session, old: Account, person: Person, cases: Sequence[Case]
) -> sa.ColumnElement[bool]:
    """What staff did in their cases, what an officer says who talks about one of them, and what was
    written back to what they left for a person."""
    keys = [*told_keys(session, cases), *word_keys(session, old.id, person.id)]
    return sa.or_(Outgoing.dedupe_key.in_(keys), told_in_talks(session, cases))


def _redirect(session: Session, old: Account, new: Account, which: sa.ColumnElement[bool]) -> None:
    """What was still to be told goes to the new phone, under a key of its own: what may have come
    to the old phone in an earlier try must come to the new one all the same."""
    rows = session.scalars(
        sa.select(Outgoing)
        .where(Outgoing.mailbox_key == f"user:{old.line_user_id}", Outgoing.answer.is_(False))
        .where(Outgoing.state.in_(WAITING), Outgoing.token.is_(None), which)
        .where(sa.or_(Outgoing.mailing_id.is_(None), Outgoing.attempts == 0))
        .with_for_update()
    )
    for row in rows.all():
        row.mailbox_key = f"user:{new.line_user_id}"
        row.to = new.line_user_id if row.mailing_id is None else None
        if row.attempts or row.unclear_tries or row.began_at is not None:
            row.retry_key, row.attempts, row.unclear_tries = retry_key(), 0, 0
            row.first_try_at = row.began_at = None
    session.flush()


def _end_link(session: Session, person: Person, old: Account, now: datetime) -> None:
    session.execute(
        sa.update(AccountPerson)
        .where(
            AccountPerson.account_id == old.id,
            AccountPerson.person_id == person.id,
            AccountPerson.until.is_(None),
        )
        .values(until=now)
    )


def _link(session: Session, person: Person, new: Account, now: datetime) -> None:
    if person.id not in [one.id for one in people_of(session, new.id)]:
        session.add(AccountPerson(account_id=new.id, person_id=person.id, since=now))
    session.flush()
    ask_late(session, [person.id], now)
    menu_due(session, [new.id], now)


def _settle(session: Session, account: Account) -> None:
    """A claim that is done with, or said again, waits for nobody."""
    waiting = sa.select(Kept).where(
        Kept.account_id == account.id,
        sa.or_(Kept.used_for == MOVE, Kept.used_for.startswith(f"{MOVE}:")),
        Kept.state == KeptState.FOR_STAFF,
    )
    for note in session.scalars(waiting).all():
        drop(note)


def _say(session: Session, person: Person, new: Account, now: datetime, what: str) -> None:
    """Where somebody else speaks through the old phone too, no more is said than is true."""
    text = say(f"registration.{what}", new.language, called=person.called or "")
    push = Push(
        to=new.line_user_id or "",
        mailbox_key=f"user:{new.line_user_id}",
        bubbles=[Bubble(text)],
        dedupe_key=f"moved:{person.id}:{new.id}:{_times(session, person)}",
        priority=Priority.ASKED,
        due_at=now,
    )
    put_push(session, push, now)


def _times(session: Session, person: Person) -> int:
    """How often the person came to some account: moving back is said too, twice the same is not."""
    counted = sa.select(sa.func.count()).where(AccountPerson.person_id == person.id)
    return session.scalar(counted.select_from(AccountPerson)) or 0


def _digits(phone: str | None) -> str:
    return "".join(filter(str.isdecimal, phone or ""))
