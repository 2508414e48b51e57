"""Announcement: said to many by the office; and of each of them whether they have taken note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from base.ids import row_number
from models.audience import Audience, parse
from models.columns import Base, UTCDateTime, choice_type
from models.many import Addressee, Mailing, mailings_under
from models.people import AccountPerson, Speaking
from models.staff import Staff
from models.words import AddresseeState, AnnouncementState

ROOM = "announcement"  # how the keys of its lists begin
ACCEPTED = (AddresseeState.SENT, AddresseeState.CARRIED)


class Announcement(Base):
    """ประกาศ. `audience` and `within` are as in models/audience.py; `due_at` empty: at once.

    `people` and `messages` are exact once everybody is named: who is meant, and what LINE would
    count. `file_id` is its picture, `document_id` a file to keep. `cursor` is how far the naming
    got. `second` decided, and `decided_at` says when. `rounds` counts the reminders of those who
    have not taken note.
    """

    __tablename__ = "announcement"
    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[AnnouncementState] = mapped_column(choice_type(AnnouncementState))
    author_id: Mapped[str] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    words: Mapped[str] = mapped_column(sa.Text)
    words_en: Mapped[str | None] = mapped_column(sa.Text)
    link: Mapped[str | None] = mapped_column(sa.Text)
    file_id: Mapped[str | None] = mapped_column(sa.ForeignKey("file.id"), index=True)
    document_id: Mapped[str | None] = mapped_column(sa.ForeignKey("file.id"), index=True)
    document_name: Mapped[str | None] = mapped_column(sa.Text)
    audience: Mapped[str] = mapped_column(sa.Text)
    within: Mapped[str] = mapped_column(sa.Text, default="")
    urgent: Mapped[bool] = mapped_column(default=False)
    due_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    people: Mapped[int] = mapped_column(default=0)
    messages: Mapped[int] = mapped_column(default=0)
    cursor: Mapped[str | None] = mapped_column(sa.String(40))
    second_id: Mapped[str | None] = mapped_column(sa.ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reason: Mapped[str | None] = mapped_column(sa.Text)
    rounds: Mapped[int] = mapped_column(default=0)
    reminded_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    author: Mapped[Staff] = relationship(foreign_keys=[author_id])

    @property
    def shown_from(self) -> datetime:
        """When what goes with it begins to be there, for NEWS_FOR (bot/media/showing.py): it may be
        written long before it goes."""
        return max(self.created_at, self.due_at or self.created_at)

    def meant(self) -> Audience:
        return parse(self.audience, self.within.split())


class Recipient(Base):
    """One person an announcement is for, and through which phone; or a phone of nobody known.

    Frozen when it was named. Whoever deletes their data is named no longer; the village stays, so
    that its numbers go on adding up.
    """

    __tablename__ = "recipient"
    __table_args__ = (
        sa.UniqueConstraint("announcement_id", "person_id"),
        sa.Index("ix_recipient_announcement_id_village_code", "announcement_id", "village_code"),
        sa.Index("ix_recipient_account_id_announcement_id", "account_id", "announcement_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    announcement_id: Mapped[int] = mapped_column(sa.ForeignKey("announcement.id"))
    person_id: Mapped[str | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    account_id: Mapped[str | None] = mapped_column(sa.ForeignKey("account.id"))
    village_code: Mapped[str | None] = mapped_column(sa.ForeignKey("village.code"))
    acknowledged_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Question(Base):
    """A case that asks about an announcement."""

    __tablename__ = "announcement_question"
    case_id: Mapped[str] = mapped_column(sa.ForeignKey("case.id"), primary_key=True)
    announcement_id: Mapped[int] = mapped_column(sa.ForeignKey("announcement.id"), index=True)


def asked_about(session: Session, case_id: str) -> Announcement | None:
    """What the case asks about."""
    question = session.get(Question, case_id)
    return session.get(Announcement, question.announcement_id) if question else None


def how_many_ask(session: Session, announcement_id: int) -> int:
    counted = sa.select(sa.func.count()).select_from(Question)
    return session.scalar(counted.where(Question.announcement_id == announcement_id)) or 0


def announcement(session: Session, subject: str, *, locked: bool = False) -> Announcement | None:
    """The one that a button or an operator names; None for what is none."""
    number = row_number(subject)
    return None if number is None else session.get(Announcement, number, with_for_update=locked)


def newest(session: Session, most: int) -> list[Announcement]:
    chosen = sa.select(Announcement).order_by(Announcement.id.desc()).limit(most)
    return list(session.scalars(chosen))


def goes_with_one(session: Session, file_id: str) -> bool:
    """Whether a file is the picture of an announcement, or its file to keep: the office's own."""
    theirs = sa.or_(Announcement.file_id == file_id, Announcement.document_id == file_id)
    return session.scalar(sa.select(Announcement.id).where(theirs).limit(1)) is not None


def list_key(announcement_id: int, turn: int, language: str) -> str:
    """The key of the list of one language; `turn` 0 is the announcement, then its reminders."""
    return f"{ROOM}:{announcement_id}:{turn}:{language}"


def named_by(key: str) -> tuple[int, int] | None:
    """Announcement and turn of such a key."""
    _, number, turn, *_ = [*key.split(":"), "", "", ""]
    found, times = row_number(number), row_number(turn) if turn != "0" else 0
    return None if found is None or times is None else (found, times)


def lists_of(session: Session, announcement_id: int) -> list[Mailing]:
    """Of the announcement and its reminders, newest first."""
    return mailings_under(session, f"{ROOM}:{announcement_id}:")


def places_of(session: Session, account_id: str, most: int) -> list[tuple[Announcement, Recipient]]:
    """What was said to an account, newest first."""
    return _places(session, Recipient.account_id == account_id, most)


def places_of_speaker(
    session: Session, by: Speaking, most: int
) -> list[tuple[Announcement, Recipient]]:
    """What was said to whoever speaks, through whichever phone; nothing that was said to others who
    use theirs."""
    here = Recipient.account_id == by.account_id
    if by.person_id is None:
        return [] if by.shared else _places(session, here, most)
    own = Recipient.person_id == by.person_id
    unnamed = sa.and_(here, Recipient.person_id.is_(None))
    return _places(session, sa.or_(own, unnamed) if by.first else own, most)


def _places(
    session: Session, whose: sa.ColumnElement[bool], most: int
) -> list[tuple[Announcement, Recipient]]:
    rows = session.execute(
        sa.select(Announcement, Recipient)
        .join(Recipient, Recipient.announcement_id == Announcement.id)
        .where(whose, _has_come())
        .order_by(Announcement.id.desc(), Recipient.id)
        .limit(most)
    )
    return [(one, place) for one, place in rows]


def who_got(session: Session, announcement_id: int, rows: Sequence[Recipient]) -> list[Recipient]:
    """Those of them whom it has reached, where they are now or were then (`_has_come`): for many at
    once, by two statements."""
    taken = (
        Addressee.mailing_id.in_([one.id for one in lists_of(session, announcement_id)]),
        Addressee.state.in_(ACCEPTED),
    )
    here = sa.select(Addressee.account_id).where(
        *taken, Addressee.account_id.in_([row.account_id for row in rows])
    )
    phones = set(session.scalars(here))
    moved = [row.person_id for row in rows if row.account_id not in phones and row.person_id]
    before = (
        sa.select(AccountPerson.person_id)
        .join(Addressee, Addressee.account_id == AccountPerson.account_id)
        .where(*taken, AccountPerson.person_id.in_(moved), _spoke_then())
    )
    people = set(session.scalars(before)) if moved else set()
    return [row for row in rows if row.account_id in phones or row.person_id in people]


def _spoke_then() -> sa.ColumnElement[bool]:
    """They spoke through the account when LINE took it."""
    at = Addressee.finished_at
    still = sa.or_(AccountPerson.until.is_(None), AccountPerson.until >= at)
    return sa.or_(at.is_(None), sa.and_(AccountPerson.since <= at, still))


def _has_come() -> sa.ColumnElement[bool]:
    """LINE took it for the account of the recipient, or for one through which they spoke then,
    before they went on with another phone; or it rode on an answer."""
    was_theirs = sa.and_(
        AccountPerson.person_id == Recipient.person_id,
        AccountPerson.account_id == Addressee.account_id,
        _spoke_then(),
    )
    taken = (
        Addressee.state.in_(ACCEPTED),
        Addressee.mailing_id == Mailing.id,
        Mailing.key.startswith(sa.literal(f"{ROOM}:") + sa.cast(Announcement.id, sa.String) + ":"),
    )
    here = sa.exists().where(Addressee.account_id == Recipient.account_id, *taken)
    return sa.or_(here, sa.exists().where(was_theirs, *taken))


def places_in(session: Session, announcement_id: int, account_id: str) -> list[Recipient]:
    """Those who are spoken to through the account; two on one phone take note together."""
    chosen = sa.select(Recipient).where(
        Recipient.announcement_id == announcement_id, Recipient.account_id == account_id
    )
    return list(session.scalars(chosen.order_by(Recipient.id)))


def acknowledge(places: Sequence[Recipient], now: datetime) -> bool:
    """False: they had taken note before."""
    new = [one for one in places if one.acknowledged_at is None]
    for one in new:
        one.acknowledged_at = now
    return bool(new)


def with_note(session: Session, announcement_id: int, account_ids: Sequence[str]) -> set[str]:
    """Those of the accounts through which everybody who is meant has taken note."""
    chosen = sa.select(Recipient.account_id, Recipient.acknowledged_at).where(
        Recipient.announcement_id == announcement_id, Recipient.account_id.in_(account_ids)
    )
    rows = session.execute(chosen).all()
    without = {account for account, at in rows if at is None}
    return {account for account, _ in rows if account} - without


@dataclass(frozen=True, slots=True)
class Note:
    """`people` are meant; `reached` through LINE; `taken` of them have taken note."""

    people: int
    reached: int
    taken: int


_COUNTED = (
    sa.func.count(Recipient.id),
    sa.func.count(Recipient.account_id),
    sa.func.count(Recipient.acknowledged_at),
)


def note_of(session: Session, announcement_id: int) -> Note:
    counted = sa.select(*_COUNTED).where(Recipient.announcement_id == announcement_id)
    return Note(*session.execute(counted).one())


def note_by_village(session: Session, announcement_id: int) -> list[tuple[str | None, Note]]:
    """By the village's code; None is whoever stands in none."""
    counted = sa.select(Recipient.village_code, *_COUNTED)
    rows = session.execute(
        counted.where(Recipient.announcement_id == announcement_id)
        .group_by(Recipient.village_code)
        .order_by(Recipient.village_code)
    )
    return [(code, Note(*numbers)) for code, *numbers in rows]


def without_note(announcement_id: int, after: int = 0) -> sa.Select[Recipient]:
    """Who can be reached and has not taken note, in order, after a row; limit it."""
    return (
        sa.select(Recipient)
        .where(
            Recipient.announcement_id == announcement_id,
            Recipient.id > after,
            Recipient.account_id.is_not(None),
            Recipient.acknowledged_at.is_(None),
        )
        .order_by(Recipient.id)
    )


def who_noted(announcement_id: int, after: int = 0) -> sa.Select[Recipient]:
    """Who has taken note, in order, after a row; limit it."""
    return (
        sa.select(Recipient)
        .where(
            Recipient.announcement_id == announcement_id,
            Recipient.id > after,
            Recipient.acknowledged_at.is_not(None),
        )
        .order_by(Recipient.id)
    )


def erase_recipient(session: Session, account_id: str, person_ids: Sequence[str]) -> None:
    """Nothing says any more to whom it was said; the numbers stay."""
    forget_recipient(
        session,
        sa.or_(Recipient.account_id == account_id, Recipient.person_id.in_(person_ids)),
    )


def forget_recipient(session: Session, whose: sa.ColumnElement[bool]) -> None:
    nobody = {"account_id": None, "person_id": None}
    session.execute(sa.update(Recipient).where(whose).values(nobody))


def said_to_also(account_id: str, person_id: str) -> sa.ColumnElement[bool]:
    """Of a mailing: it is an announcement for this person, through this account."""
    return sa.exists().where(
        Recipient.account_id == account_id,
        Recipient.person_id == person_id,
        Mailing.key.startswith(
            sa.literal(f"{ROOM}:") + sa.cast(Recipient.announcement_id, sa.String) + ":"
        ),
    )


def redirect_recipient(
    session: Session, old_id: str, new_id: str, person_id: str | None = None
) -> None:
    """Who goes on with another phone takes note there; with `person_id` only that person."""
    theirs = Recipient.account_id == old_id
    if person_id is not None:
        theirs = sa.and_(theirs, Recipient.person_id == person_id)
    session.execute(sa.update(Recipient).where(theirs).values(account_id=new_id))
