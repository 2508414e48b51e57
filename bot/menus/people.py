"""Everybody's menu, 500 people at a time: what `flask menu sync` does once menus were replaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import Clock, pause
from bot.line.answers import Answer
from bot.line.menus import MOST_AT_ONCE, MenuCalls
from bot.menus.asking import ask
from models.database import Database, wake
from models.menus import UNKNOWN, MenuLink, fitting, keys_of, menu_due, shown_menus
from models.people import Account
from models.words import MenuState

# A worker links one by one whom a run that died had meant to link. LINE works at a request for many
# after it has answered, and does not say when it is through (LINE reference, "Link rich menu to
# multiple users"): whoever is linked one by one before that is linked once more.
LATER = timedelta(seconds=60)
BETWEEN = 0.005  # seconds: webhooks write in between


@dataclass(frozen=True, slots=True)
class Wish:
    """An account that is to be shown another menu than it is."""

    account_id: str
    user_id: str


def link_people(
    database: Database, calls: MenuCalls, clock: Clock, tell: Callable[[str], None]
) -> int:
    """How many bulk requests it took. Raises Stopped; whoever was not reached is linked by the
    worker a minute later."""
    done = 0
    for menu_id, wishes in _batches(database):
        linked = _link(database, calls, clock, menu_id, wishes)
        what = "the menu that fits them" if menu_id else "everybody's menu"
        tell(f"{len(wishes)} people are shown {what}" if linked else _ONE_BY_ONE)
        done += 1
        pause(BETWEEN)
    return done


_ONE_BY_ONE = "LINE refuses one of them; a worker links them one by one"


def _batches(database: Database) -> Iterator[tuple[str | None, Sequence[Wish]]]:
    """Menu and people, at most 500 for each."""
    wishes: dict[str | None, list[Wish]] = defaultdict(list)
    for menu_id, wish in _wishes(database):
        wishes[menu_id].append(wish)
        if len(wishes[menu_id]) == MOST_AT_ONCE:
            yield menu_id, wishes.pop(menu_id)
    yield from wishes.items()


def _wishes(database: Database) -> Iterator[tuple[str | None, Wish]]:
    after = ""
    while True:
        with database.read() as session:
            accounts = session.scalars(_reachable(after)).all()
            shown = shown_menus(session)
            keys = keys_of(session, accounts)
            linked = _linked(session, [account.id for account in accounts])
        for account in accounts:
            menu_id = fitting(keys[account.id], shown)
            if account.line_user_id and menu_id != linked.get(account.id):
                yield menu_id, Wish(account.id, account.line_user_id)
        if len(accounts) < MOST_AT_ONCE:
            return
        after = accounts[-1].id


def _reachable(after: str) -> sa.Select[Account]:
    """Who blocked us sees no menu, and is linked when they come back."""
    return (
        sa.select(Account)
        .where(Account.id > after, Account.line_user_id.is_not(None), Account.blocked.is_(False))
        .order_by(Account.id)
        .limit(MOST_AT_ONCE)
    )


def _linked(session: Session, ids: Sequence[str]) -> dict[str, str | None]:
    rows = session.execute(sa.select(MenuLink.id, MenuLink.linked).where(MenuLink.id.in_(ids)))
    return {row.id: row.linked for row in rows}


def _link(
    database: Database,
    calls: MenuCalls,
    clock: Clock,
    menu_id: str | None,
    wishes: Sequence[Wish],
) -> bool:
    """False when LINE refused the request for one of its ids: then each is asked for by itself."""
    asked = _intend(database, menu_id, wishes, clock.now())
    users = [wish.user_id for wish in wishes if wish.account_id in asked]
    if not users:
        return True
    answer = ask(lambda: _request(calls, menu_id, users), also=(400,))
    with database.write() as session:
        if answer.status == 400:
            menu_due(session, asked, clock.now())
        else:
            _finish(session, menu_id, asked, clock.now())
        wake(session)
    return answer.status != 400


def _request(calls: MenuCalls, menu_id: str | None, users: Sequence[str]) -> Answer:
    return calls.link_many(users, menu_id) if menu_id else calls.unlink_many(users)


def _intend(
    database: Database, menu_id: str | None, wishes: Sequence[Wish], now: datetime
) -> Mapping[str, int]:
    """Account → how often it has been asked for, this time included. Whom the menu fits no more is
    left to a worker: who somebody is may have changed since it was looked at."""
    ids = [wish.account_id for wish in wishes]
    with database.write() as session:
        menu_due(session, ids, now + LATER)  # locks them: who they are is read after it
        fit = _still_fit(session, menu_id, ids)
        menu_due(session, [one for one in ids if one not in fit], now)
        mine = sa.update(MenuLink).where(MenuLink.id.in_(fit))
        session.execute(mine.values(settles_at=now + LATER))
        rows = session.execute(sa.select(MenuLink.id, MenuLink.asked).where(MenuLink.id.in_(fit)))
        return {row.id: row.asked for row in rows}


def _still_fit(session: Session, menu_id: str | None, ids: Sequence[str]) -> list[str]:
    chosen = sa.select(Account).where(Account.id.in_(ids), Account.line_user_id.is_not(None))
    keys, shown = keys_of(session, session.scalars(chosen).all()), shown_menus(session)
    return [one for one, key in keys.items() if fitting(key, shown) == menu_id]


def _finish(session: Session, menu_id: str | None, asked: Mapping[str, int], now: datetime) -> None:
    """Done, but for those whose role changed while LINE was told of the one before: what they were
    linked to meanwhile may be overtaken."""
    chosen = sa.select(MenuLink).where(MenuLink.id.in_(list(asked)))
    rows = session.scalars(chosen.order_by(MenuLink.id).with_for_update())
    for row in rows:
        row.settles_at = now + LATER
        if row.asked == asked[row.id]:
            row.linked, row.state = menu_id, MenuState.DONE
            row.finished_at, row.last_error = now, None
        else:  # nor may whoever links one of them just now take it for done
            row.linked, row.state, row.due_at = UNKNOWN, MenuState.WAITING, now
            row.token = row.leased_until = None
