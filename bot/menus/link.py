"""The worker's menus: one account is shown the menu that fits who speaks through it.

A claim is a transaction of its own, LINE is told outside any, and linking twice changes nothing:
whoever dies in between is followed by somebody who does it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from base.clock import Clock
from base.logs import get
from bot.line.answers import Answer, LineTrouble, TooFast
from bot.line.errors import Decision, decide, reason
from bot.line.menus import MenuCalls
from models.claims import is_due, take
from models.database import Database, wake
from models.erasing import plan_bytes
from models.menus import UNKNOWN, MenuLink, fitting, keys_of, next_link, shown_menus
from models.people import Account
from models.words import MenuState

WAITS = (1.0, 5.0, 30.0, 120.0, 900.0)
MOST_TRIES = 100  # about a day
WAIT_A_WHILE = timedelta(minutes=1)

log = get("menus")


@dataclass(frozen=True, slots=True)
class Claimed:
    """`user_id` None: the account was erased, and there is nobody to tell LINE about."""

    account_id: str
    token: str
    user_id: str | None
    menu_id: str | None
    linked: str | None
    asked: int
    erased: bool


def claim(database: Database, clock: Clock) -> Claimed | None:
    """The next account whose menu is to be looked at."""
    now = clock.now()
    with database.read() as session:
        if not is_due(session, next_link(), now):
            return None
    with database.write() as session:
        row: MenuLink | None = take(session, MenuLink, next_link(), now)
        return _claimed(session, row) if row is not None else None


def _claimed(session: Session, row: MenuLink) -> Claimed:
    account = session.get_one(Account, row.id)
    erased = account.line_user_id is None
    return Claimed(
        account_id=row.id,
        token=row.token or "",
        user_id=row.to if erased else account.line_user_id,
        menu_id=None if erased else _fitting(session, account, row),
        linked=row.linked,
        asked=row.asked,
        erased=erased,
    )


def _fitting(session: Session, account: Account, row: MenuLink) -> str | None:
    """What is linked stays where the fitting menu is not at LINE (yet): a sync links it then."""
    key, shown = keys_of(session, [account])[account.id], shown_menus(session)
    return fitting(key, shown) if key in shown else row.linked


def link_one(database: Database, calls: MenuCalls, clock: Clock, one: Claimed) -> None:
    """Tell LINE if it has to be told, and write down what came of it."""
    if one.user_id is None or one.menu_id == one.linked:
        _record(database, clock, one, one.linked)
        return
    try:
        answer = _told(calls, one.user_id, one.menu_id)
    except LineTrouble as trouble:
        wait = timedelta(seconds=trouble.seconds) if isinstance(trouble, TooFast) else None
        _later(database, clock, one, trouble.cause, wait)
        return
    decision = decide(answer)
    nothing_to_unlink = one.menu_id is None and answer.status == 404
    if decision is Decision.SENT or nothing_to_unlink:
        _record(database, clock, one, one.menu_id)
    elif decision in (Decision.STOP, Decision.WAIT_RATE, Decision.WAIT_MONTH):
        _later(database, clock, one, reason(answer), WAIT_A_WHILE)
    elif decision is Decision.UNCLEAR:
        _later(database, clock, one, reason(answer), None)
    else:
        _dead(database, clock, one, reason(answer))


def _told(calls: MenuCalls, user_id: str, menu_id: str | None) -> Answer:
    return calls.link(user_id, menu_id) if menu_id else calls.unlink(user_id)


def _record(database: Database, clock: Clock, one: Claimed, linked: str | None) -> None:
    with database.write() as session:
        row = _mine(session, one)
        if row is None:
            return
        row.last_error = None
        if linked != one.linked and row.settles_at and row.settles_at > clock.now():
            _tell_again(row, row.settles_at)
            return
        if one.erased:
            _forget(session, row, clock.now())
            return
        row.linked = linked
        _end(session, row, one, MenuState.DONE, clock.now())


def _tell_again(row: MenuLink, at: datetime) -> None:
    """A request for many that LINE still works at may overtake what it was told here."""
    row.linked, row.due_at = UNKNOWN, at
    row.token = row.leased_until = None


def _later(
    database: Database, clock: Clock, one: Claimed, why: str, wait: timedelta | None
) -> None:
    """`wait` is no try that failed. An erased account is let go of in the end: its address must
    not stay because LINE is away."""
    with database.write() as session:
        row = _mine(session, one)
        if row is None:
            return
        if row.attempts >= MOST_TRIES:
            _give_up(session, row, one, why, clock.now())
            return
        again = WAITS[min(row.attempts, len(WAITS)) - 1]
        row.attempts -= wait is not None and not one.erased
        row.token = row.leased_until = None
        row.last_error = why
        row.due_at = clock.now() + (wait or timedelta(seconds=again))


def _dead(database: Database, clock: Clock, one: Claimed, why: str) -> None:
    with database.write() as session:
        row = _mine(session, one)
        if row is not None:
            _give_up(session, row, one, why, clock.now())


def _give_up(session: Session, row: MenuLink, one: Claimed, why: str, now: datetime) -> None:
    log.warning("a menu could not be linked", action="menu_dead", account=row.id, error=why)
    if one.erased:
        _forget(session, row, now)
        return
    row.last_error = why
    _end(session, row, one, MenuState.DEAD, now)


def _forget(session: Session, row: MenuLink, now: datetime) -> None:
    """The last place that knew the address of whoever deleted their data: its bytes go too."""
    session.delete(row)
    plan_bytes(session, now)


def _mine(session: Session, one: Claimed) -> MenuLink | None:
    row = session.get(MenuLink, one.account_id, with_for_update=True)
    return row if row is not None and row.token == one.token else None


def _end(session: Session, row: MenuLink, one: Claimed, state: MenuState, now: datetime) -> None:
    """Who was asked for again meanwhile is looked at again."""
    row.token = row.leased_until = None
    if row.asked == one.asked:
        row.state, row.finished_at = state, now
    wake(session)
