"""The worker's lines of work: what each looks for, and what doing it means."""

from __future__ import annotations

from functools import partial

from bootstrap import WorkerHouse
from bot import profiles
from bot.inbox import handle
from bot.line.menus import MenuCalls
from bot.media import work as media
from bot.menus import link
from bot.outbox.claim import Asking, Try, claim
from bot.outbox.enough import Look
from bot.outbox.month import ask_for_release, release_due
from bot.outbox.pacing import Pace
from models.files import File
from models.menus import MenuLink
from models.outbox import Outgoing
from scheduler import run_tasks
from scheduler.line import Job, Line


def lines(house: WorkerHouse) -> list[Line]:
    """In the order in which `drain` does them."""
    turns = 1 if house.database.is_sqlite else 2
    return [
        Line("events", partial(_event, house), turns),
        Line("media", partial(_media, house), 2),
        Line("tasks", partial(_task, house), 1),
        Line("answers", partial(_outgoing, house, answers=True), 4),
        Line("pushes", partial(_push, house), 3),
        Line("bulk", partial(_bulk, house, Pace(house.database, house.clock)), 1),
        Line("profiles", partial(_profile, house), 1),
        Line("menus", partial(_menu, house), 1),
    ]


def _event(house: WorkerHouse) -> Job | bool:
    claimed = handle.claim(house.database, house.context)
    return partial(handle.handle, house.database, house.context, *claimed) if claimed else False


def _outgoing(house: WorkerHouse, *, answers: bool, bulk: bool = False) -> Job | bool:
    asking = Asking(house.context.unwanted, house.context.unwanted_by_many, house.reserve)
    zone = house.sender.zone
    one = claim(house.database, house.clock, zone, asking, answers=answers, bulk=bulk)
    return partial(_send, house, one) if isinstance(one, Try) else one


def _push(house: WorkerHouse) -> Job | bool:
    found = _outgoing(house, answers=False)
    if found is False and release_due(house.database, house.clock):
        return partial(_ask_for_release, house)
    return found


def _bulk(house: WorkerHouse, pace: Pace) -> Job | bool:
    if not pace.may_go():
        return False
    look = Look(house.database, house.client, house.clock, house.context.alarm, house.reserve)
    mailing = look.due()
    if mailing is not None:
        return partial(look.ask, mailing)
    return _outgoing(house, answers=False, bulk=True)


def _ask_for_release(house: WorkerHouse) -> None:
    ask_for_release(house.database, house.client, house.clock)


def _send(house: WorkerHouse, one: Try) -> None:
    with house.keeper.holding(Outgoing, one.token):
        house.sender.send(one)


def _media(house: WorkerHouse) -> Job | bool:
    claimed = media.claim(house.database, house.clock)
    if claimed is None:
        return False

    def fetch() -> None:
        with house.keeper.holding(File, claimed.token):
            media.fetch_one(
                house.database, house.client, house.files, house.clock, claimed, house.photo_lost
            )

    return fetch


def _task(house: WorkerHouse) -> Job | bool:
    return run_tasks.run_one(
        house.database, house.files, house.context, house.kinds, house.keeper.holding
    )


def _menu(house: WorkerHouse) -> Job | bool:
    one = link.claim(house.database, house.clock)
    if one is None:
        return False

    def tell_line() -> None:
        with house.keeper.holding(MenuLink, one.token):
            link.link_one(house.database, MenuCalls(house.client), house.clock, one)

    return tell_line


def _profile(house: WorkerHouse) -> Job | bool:
    return profiles.ask_one(house.database, house.client, house.clock)
