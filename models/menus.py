"""Rich menus: which are meant to be at LINE, and which of them each account is shown.

A menu's key is who it is for and in which language: «leader-th». The key `EVERYBODY` is the
channel's default: an account that fits it is linked to nothing. Where two people speak through one
account, the menu is the one of whoever may do more: it hides nothing from the other, and does not
change under their fingers as they take turns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.claims import free, in_hand
from models.columns import Base, Claimable, UTCDateTime, choice_type
from models.database import insert, wake
from models.people import Account, AccountPerson, Membership
from models.staff import Staff
from models.words import MenuState, Role

VISITOR, VILLAGER, TRAINEE, LEADER, STAFF = "visitor", "villager", "trainee", "leader", "staff"
AUDIENCES = (VISITOR, VILLAGER, TRAINEE, LEADER, STAFF)  # who may do more stands later
EVERYBODY = f"{VISITOR}-th"
UNKNOWN = "?"  # MenuLink.linked when LINE may have forgotten what we told it
FIRST = 1
_OF_ROLE = {Role.LEADER: LEADER, Role.TRAINEE: TRAINEE}


class Menu(Base):
    """A page of a menu. `name` says all of what it is, its picture's mark included; `line_id` is
    LINE's id once it was made, `pictured` whether its picture is there. `wanted` are those that
    the program of the last `flask menu sync` has; others are on their way out."""

    __tablename__ = "menu"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(300), unique=True)
    key: Mapped[str] = mapped_column(sa.String(40), index=True)
    page: Mapped[int]
    line_id: Mapped[str | None] = mapped_column(sa.String(80))
    pictured: Mapped[bool] = mapped_column(default=False)
    wanted: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class MenuLink(Base, Claimable):
    """What an account is shown. `id` is the account's; `linked` LINE's id of the menu it was last
    linked to, None for the default. `asked` counts how often it was to be looked at, so that a
    change that comes while LINE is told of the one before is not taken for done. Until `settles_at`
    a request for many may still be at work at LINE, and overtake what is linked meanwhile.

    `to` stands here only after an erasure, until the menu was taken off that phone.
    """

    __tablename__ = "menu_link"
    __table_args__ = (
        sa.Index("ix_menu_link_state_due_at", "state", "due_at"),
        in_hand("ix_menu_link_token"),
    )
    id: Mapped[str] = mapped_column(sa.ForeignKey("account.id"), primary_key=True)
    state: Mapped[MenuState] = mapped_column(choice_type(MenuState))
    linked: Mapped[str | None] = mapped_column(sa.String(80))
    asked: Mapped[int] = mapped_column(default=1)
    settles_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    to: Mapped[str | None] = mapped_column(sa.String(80))


def menu_due(session: Session, account_ids: Iterable[str], now: datetime) -> None:
    """Who somebody is may have changed: a worker looks which menu they should see."""
    for account_id in account_ids:
        new = insert(session, MenuLink).values(
            id=account_id, state=MenuState.WAITING, due_at=now, attempts=0, asked=1
        )
        again = {"state": MenuState.WAITING, "due_at": now, "attempts": 0}
        changed = new.on_conflict_do_update(
            index_elements=["id"], set_={**again, "asked": MenuLink.asked + 1}
        )
        session.execute(changed)
    wake(session)


def speak_in(session: Session, account: Account, language: str, now: datetime) -> None:
    """From now on the account is spoken to in `language`, and its menu follows."""
    account.language = language
    menu_due(session, [account.id], now)


def menu_forgotten(session: Session, account_id: str, now: datetime) -> None:
    """LINE links nobody who is no friend and says 200 all the same: whoever has become one is
    linked anew (LINE reference, "Link rich menu to user")."""
    menu_due(session, [account_id], now)
    session.execute(
        sa.update(MenuLink)
        .where(MenuLink.id == account_id, MenuLink.linked.is_not(None))
        .values(linked=UNKNOWN)
    )


def menu_erased(session: Session, account: Account, now: datetime) -> None:
    """Before the LINE user id goes: the menu must still be taken off that phone, if it has one."""
    link = session.get(MenuLink, account.id)
    settles = link is not None and link.settles_at is not None and link.settles_at > now
    if link is None or (link.linked is None and not settles):
        session.execute(sa.delete(MenuLink).where(MenuLink.id == account.id))
        return
    menu_due(session, [account.id], now)
    mine = sa.update(MenuLink).where(MenuLink.id == account.id)
    session.execute(mine.values(to=account.line_user_id, linked=UNKNOWN))


def menu_due_of_person(session: Session, person_id: str, now: datetime) -> None:
    """The same for every account through which a person speaks."""
    speaks = sa.select(AccountPerson.account_id).where(
        AccountPerson.person_id == person_id, AccountPerson.until.is_(None)
    )
    menu_due(session, session.scalars(speaks).all(), now)


def keys_of(session: Session, accounts: Collection[Account]) -> dict[str, str]:
    """The key of the menu that fits each account now, by the account's id."""
    ids = [account.id for account in accounts]
    found = dict.fromkeys(ids, VISITOR)
    for account_id, role in session.execute(_roles(ids)).all():
        mine = _OF_ROLE.get(role, VILLAGER) if role else VILLAGER
        found[account_id] = max(found[account_id], mine, key=AUDIENCES.index)
    officers = sa.select(Staff.account_id).where(
        Staff.account_id.in_(ids), Staff.ended_at.is_(None)
    )
    found |= dict.fromkeys(session.scalars(officers), STAFF)
    return {one.id: f"{found[one.id]}-{_tongue(one.language)}" for one in accounts}


def shown_menus(session: Session) -> dict[str, str]:
    """Key → LINE's id of its first page, of what is wanted and has its picture."""
    ready = sa.select(Menu.key, Menu.line_id).where(
        Menu.page == FIRST, Menu.wanted, Menu.pictured, Menu.line_id.is_not(None)
    )
    return {key: line_id for key, line_id in session.execute(ready) if line_id}


def fitting(key: str, shown: dict[str, str]) -> str | None:
    """LINE's id of the menu to link for a key; None for the default, or if there is none."""
    return None if key == EVERYBODY else shown.get(key)


@cache
def next_link() -> sa.Select[str]:
    return (
        sa.select(MenuLink.id)
        .where(MenuLink.state == MenuState.WAITING, free(MenuLink))
        .order_by(MenuLink.due_at, MenuLink.id)
    )


def _roles(ids: Collection[str]) -> sa.Select[str, Role | None]:
    """A person without any membership has no role, and is known all the same."""
    held = sa.and_(Membership.person_id == AccountPerson.person_id, Membership.until.is_(None))
    return (
        sa.select(AccountPerson.account_id, Membership.role)
        .join(Membership, held, isouter=True)
        .where(AccountPerson.account_id.in_(ids), AccountPerson.until.is_(None))
    )


def _tongue(language: str) -> str:
    return "en" if language == "en" else "th"
