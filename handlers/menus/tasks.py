"""Once a night everybody's menu is compared with who they are; what differs is linked anew.

Whatever changes who somebody is asks for that by itself (`models.menus.menu_due`); this finds what
nobody asked for, and what LINE was told in vain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.inbox.turn import Context
from bot.tasks import Lateness, Outcome, TaskKind
from models.menus import MenuLink, fitting, keys_of, menu_due, shown_menus
from models.people import Account
from models.tasks import ScheduledTask

CHECK = "menus.check"
MOST = 500


def kinds() -> tuple[TaskKind, ...]:
    return (TaskKind(CHECK, check, Lateness.LATEST),)


def check(session: Session, _context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    """The next accounts, by their ids."""
    shown = shown_menus(session)
    if not shown:
        return Outcome(result="no menus at LINE: flask menu sync", dropped=True)
    accounts = session.scalars(_after(task.cursor or "")).all()
    differing = _differing(session, accounts, shown)
    menu_due(session, differing, now)
    if len(accounts) < MOST:
        return Outcome(progress=len(differing))
    return Outcome(done=False, cursor=accounts[-1].id, progress=len(differing))


def _after(account_id: str) -> sa.Select[Account]:
    return (
        sa.select(Account)
        .where(Account.id > account_id, Account.line_user_id.is_not(None))
        .where(Account.blocked.is_(False))
        .order_by(Account.id)
        .limit(MOST)
    )


def _differing(
    session: Session, accounts: Sequence[Account], shown: Mapping[str, str]
) -> list[str]:
    linked = {row.id: row.linked for row in session.scalars(_links(accounts))}
    keys = keys_of(session, accounts)
    return [one.id for one in accounts if fitting(keys[one.id], dict(shown)) != linked.get(one.id)]


def _links(accounts: Sequence[Account]) -> sa.Select[MenuLink]:
    return sa.select(MenuLink).where(MenuLink.id.in_([one.id for one in accounts]))
