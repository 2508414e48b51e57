"""Person, Account, Membership: a person is a human, not a LINE account.

Account ↔ Person is many-to-many with since and until; Membership says who is what, where.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.columns import Base, Encrypted, UTCDateTime, choice_type
from models.words import Permission, Role


class Account(Base):
    """A LINE user id, known from the events it sends. `friend` only from follow and unfollow.

    `profile_due_at` is when LINE is next asked for the display name.
    After «ลบข้อมูลของฉัน» the row stays as a stump without the LINE user id and the name.
    """

    __tablename__ = "account"
    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    line_user_id: Mapped[str | None] = mapped_column(sa.String(80), unique=True)
    display_name: Mapped[str | None]
    language: Mapped[str] = mapped_column(sa.String(8), default="th")
    friend: Mapped[bool | None]
    blocked: Mapped[bool] = mapped_column(default=False)
    notice_version: Mapped[int] = mapped_column(default=0)
    notice_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    profile_due_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Person(Base):
    """A human: what they chose to be called, and what the roster knows."""

    __tablename__ = "person"
    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    called: Mapped[str | None]
    full_name: Mapped[str | None]
    phone: Mapped[str | None] = mapped_column(Encrypted)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class AccountPerson(Base):
    """Who speaks through which account, from when until when."""

    __tablename__ = "account_person"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(sa.ForeignKey("account.id"), index=True)
    person_id: Mapped[str] = mapped_column(sa.ForeignKey("person.id"), index=True)
    since: Mapped[datetime] = mapped_column(UTCDateTime)
    until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    person: Mapped[Person] = relationship()
    account: Mapped[Account] = relationship()


class Membership(Base):
    """A person in a village or an agency, in a role, from when until when."""

    __tablename__ = "membership"
    __table_args__ = (
        sa.CheckConstraint("(village_code IS NULL) <> (agency_id IS NULL)", name="one_place"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(sa.ForeignKey("person.id"), index=True)
    village_code: Mapped[str | None] = mapped_column(sa.ForeignKey("village.code"), index=True)
    agency_id: Mapped[str | None] = mapped_column(sa.ForeignKey("agency.id"), index=True)
    role: Mapped[Role] = mapped_column(choice_type(Role))
    since: Mapped[datetime] = mapped_column(UTCDateTime)
    until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    person: Mapped[Person] = relationship()


class Consent(Base):
    """One answer to one purpose in one wording; a later row for the purpose replaces it."""

    __tablename__ = "consent"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(sa.ForeignKey("account.id"), index=True)
    person_id: Mapped[str | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    purpose: Mapped[str] = mapped_column(sa.String(40))
    text_version: Mapped[int]
    answer: Mapped[Permission] = mapped_column(choice_type(Permission))
    given_at: Mapped[datetime] = mapped_column(UTCDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class PersonalCode(Base):
    """`AB7K`: claims the person's row for the account that sends it, once."""

    __tablename__ = "personal_code"
    code: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    person_id: Mapped[str] = mapped_column(sa.ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    used_by: Mapped[str | None] = mapped_column(sa.ForeignKey("account.id"))
    person: Mapped[Person] = relationship()


class WrongTry(Base):
    """A wrong code: five an hour an account, for personal codes and case codes alike."""

    __tablename__ = "wrong_try"
    __table_args__ = (sa.Index("ix_wrong_try_subject_kind_at", "subject", "kind", "at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(sa.String(80))
    kind: Mapped[str] = mapped_column(sa.String(20))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


@dataclass(frozen=True)
class Speaking:
    """Who speaks through which account: what came from there is theirs, and not another's.

    `person_id` is None while nobody has signed up, or of several people it is not known which.
    `first`: they signed up here before anybody else, so that what came before that is theirs.
    """

    account_id: str
    person_id: str | None = None
    first: bool = True
    shared: bool = False

    @classmethod
    def of(cls, account_id: str, people: Sequence[Person], person: Person | None) -> Speaking:
        """`people` of the account in their order; `person` of them speaks, None: not known."""
        first = person is not None and people[0].id == person.id
        shared = len(people) > 1
        return cls(account_id, person.id if person else None, first or not shared, shared)

    def owns(self, account_id: str | None, person_id: str | None) -> bool:
        """Whether what came through `account_id`, told by `person_id` (None: not known), is
        theirs; a person's own is theirs on every phone."""
        if self.person_id is None:
            return not self.shared and account_id == self.account_id
        if person_id is not None:
            return person_id == self.person_id
        return self.first and account_id == self.account_id


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody on a list: through which account, and who is meant, if that is known."""

    account_id: str
    person_id: str | None = None


def once_each(people: Iterable[Whom]) -> dict[str, Whom]:
    """By account, in their order. One that is named for two people is for neither of them alone:
    what one takes back leaves it to the other."""
    found: dict[str, Whom] = {}
    for one in people:
        before = found.setdefault(one.account_id, one)
        found[one.account_id] = one if before == one else Whom(one.account_id)
    return found


def through_one_account(session: Session, person_ids: Sequence[str]) -> dict[str, Whom]:
    """Person → the account to say something through: a friend that has not blocked the bot before
    others, the newest before older ones. Who has none is left out."""
    found = session.execute(
        sa.select(AccountPerson.person_id, Account.id)
        .join(Account, Account.id == AccountPerson.account_id)
        .where(
            AccountPerson.person_id.in_(person_ids),
            AccountPerson.until.is_(None),
            Account.line_user_id.is_not(None),
        )
        .order_by(Account.blocked.desc(), Account.friend.is_(True), AccountPerson.id)
    )
    return {person_id: Whom(account_id, person_id) for person_id, account_id in found}


def account_to_reach(
    session: Session, person_ids: Sequence[str | None], account_id: str | None
) -> Account | None:
    """The first of these people who is in the bot, by their present account; else the account it
    came through."""
    for person_id in filter(None, person_ids):
        whom = through_one_account(session, [person_id]).get(person_id)
        if whom is not None:
            return session.get(Account, whom.account_id)
    account = session.get(Account, account_id) if account_id else None
    return account if account is not None and account.line_user_id else None


def account_of(session: Session, line_user_id: str) -> Account | None:
    return session.scalar(sa.select(Account).where(Account.line_user_id == line_user_id))


def people_of(session: Session, account_id: str) -> list[Person]:
    """The people who speak through an account now, in the order they came."""
    rows = session.scalars(
        sa.select(Person)
        .join(AccountPerson, AccountPerson.person_id == Person.id)
        .where(AccountPerson.account_id == account_id, AccountPerson.until.is_(None))
        .order_by(AccountPerson.id)
    )
    return list(rows)


def memberships_of(session: Session, person_id: str) -> list[Membership]:
    rows = session.scalars(
        sa.select(Membership)
        .where(Membership.person_id == person_id, Membership.until.is_(None))
        .order_by(Membership.id)
    )
    return list(rows)


def known_by_name(session: Session, name: str, villages: Iterable[str]) -> str | None:
    """The id of the one person of these villages who goes by that name; None for nobody, or two."""
    named = sa.or_(Person.called == name, Person.full_name == name)
    rows = session.scalars(
        sa.select(Person.id)
        .join(Membership, Membership.person_id == Person.id)
        .where(named, Person.erased_at.is_(None), Membership.until.is_(None))
        .where(Membership.village_code.in_(list(villages)))
        .distinct()
    ).all()
    return rows[0] if len(rows) == 1 else None


def move_village(
    session: Session, person_id: str, old: Membership | None, code: str, now: datetime
) -> None:
    """From now on the person is in the village `code`, as what they were in `old`."""
    role = old.role if old else Role.VILLAGER
    if old is not None:
        old.until = now
    session.add(Membership(person_id=person_id, village_code=code, role=role, since=now))
    session.flush()


def accounts_of_person(session: Session, person_id: str) -> list[Account]:
    rows = session.scalars(
        sa.select(Account)
        .join(AccountPerson, AccountPerson.account_id == Account.id)
        .where(AccountPerson.person_id == person_id, AccountPerson.until.is_(None))
        .order_by(AccountPerson.id)
    )
    return list(rows)
