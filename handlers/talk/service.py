"""Friendship, the notice, what is kept without being understood, and what is left for staff."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.kept import CLAIM, Kept, loose
from models.mailbox import Mailbox
from models.people import Account, AccountPerson, Membership
from models.staff import Staff
from models.words import KeptState, Role

NOTICE_VERSION = 1
NUDGES_TEXT = 1  # version of the sentence about reminders
FOR_PERSON = "human"  # Kept.used_for of what is meant for a person at the office
LISTENS_FOR = timedelta(minutes=30)


def befriend(account: Account) -> bool:
    """LINE's follow event; True when they were a friend before and had blocked us."""
    came_back = account.blocked
    account.friend, account.blocked = True, False
    return came_back


def befriend_late(account: Account) -> None:
    """A follow event older than the last one handled: a block that came after it stands."""
    if not account.blocked:
        account.friend = True


def unfriend(account: Account) -> None:
    """LINE's unfollow event, which means: blocked."""
    account.friend, account.blocked = False, True


def owes_notice(account: Account) -> bool:
    return account.notice_version < NOTICE_VERSION


def notice_shown(account: Account, now: datetime) -> None:
    account.notice_version, account.notice_at = NOTICE_VERSION, now


def hand_over(session: Session, mailbox_key: str) -> list[Kept]:
    """What waited to hear what it is for goes to the staff."""
    rows = loose(session, mailbox_key)
    for row in rows:
        row.state, row.used_for = KeptState.FOR_STAFF, FOR_PERSON
    return rows


def let_go(session: Session, mailbox_key: str) -> int:
    """It was only a greeting: nobody needs to look at it."""
    rows = loose(session, mailbox_key)
    for row in rows:
        row.state = KeptState.DISCARDED
    return len(rows)


def ask_for_person(session: Session, mailbox: Mailbox, at: datetime) -> None:
    """From now on, for half an hour, what is said in this chat is meant for a person."""
    session.add(
        Kept(
            mailbox_key=mailbox.key,
            account_id=mailbox.account_id,
            kind="call",
            state=KeptState.USED,
            used_for=FOR_PERSON,
            said_at=at,
        )
    )
    session.flush()


def speaks_to_person(session: Session, mailbox_key: str, at: datetime) -> bool:
    """Whether a person was asked for, or written to, in the half hour before `at`."""
    newest = session.scalar(
        sa.select(sa.func.max(Kept.said_at)).where(
            Kept.mailbox_key == mailbox_key, Kept.used_for == FOR_PERSON
        )
    )
    return newest is not None and at - newest <= LISTENS_FOR


def leaders_among_staff(session: Session) -> int:
    """How many who read here also lead a village, or say that they do: the promise that leaders
    do not read must be true."""
    leading = (
        sa.select(AccountPerson.account_id)
        .join(Membership, Membership.person_id == AccountPerson.person_id)
        .where(
            AccountPerson.until.is_(None),
            Membership.until.is_(None),
            Membership.role == Role.LEADER,
        )
    )
    claiming = sa.select(Kept.account_id).where(
        Kept.used_for == CLAIM, Kept.state == KeptState.FOR_STAFF, Kept.account_id.is_not(None)
    )
    both = sa.or_(Staff.account_id.in_(leading), Staff.account_id.in_(claiming))
    counted = sa.select(sa.func.count()).select_from(Staff).where(Staff.ended_at.is_(None), both)
    return session.scalar(counted) or 0
