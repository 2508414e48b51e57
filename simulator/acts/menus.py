"""Which menu stands on whose phone, and what changes it."""

from __future__ import annotations

import asyncio

from simulator.acts import deeds
from simulator.basics import days
from simulator.basics.strict import Json
from simulator.people.person import Person
from simulator.richmenus.jobs import Job, Work
from simulator.richmenus.menus import RichMenu
from simulator.world import World


def shown(world: World, user_id: str) -> Json | None:
    """What a phone that opens the chat now draws: the menu with ``image`` (its address on this
    server) and ``own`` (false for the default); None without one."""
    settle(world)
    person, menu = world.people.get(user_id), world.rich_menus.shown_to(user_id)
    if menu is None or person is None or person.blocked:
        return None
    own = world.rich_menus.linked(user_id) == menu.id
    return {**menu.describe(), "image": f"/_simulator/api/richmenus/{menu.id}/image", "own": own}


def link(world: World, user_id: str, menu_id: str | None) -> bool:
    """Whether it had an effect: REF §Conditions for linking rich menu wants a friend."""
    settle(world)
    return _link(world, user_id, menu_id)


def linked(world: World, user_id: str) -> str | None:
    """The menu of a friend's own, once everything due is done."""
    settle(world)
    return world.rich_menus.linked(user_id) if _is_friend(world, user_id) else None


def delete(world: World, menu: RichMenu) -> None:
    settle(world)
    world.menu_insight.forget(menu.id)
    for user_id in world.rich_menus.delete(menu.id):
        tell(world, user_id)


def note(world: World, user_id: str, menu_id: str, what: str) -> None:
    """For the statistics: that the menu was seen, or which area was tapped."""
    if world.rich_menus.get(menu_id) is not None:
        world.menu_insight.note(menu_id, what, user_id, days.day_of(world.clock.now()))


def tell(world: World, user_id: str) -> None:
    """A person's own menu changes at once; the default waits until the chat is opened again."""
    if world.stream.listened:
        world.stream.tell("menu", userId=user_id, menu=shown(world, user_id))


def begin(
    world: World, request_id: str, work: Work, *, told: bool = False, key: str | None = None
) -> None:
    """Done after ``menu_change_ms``, by the simulator's clock or by the wall's, what is first."""
    now, wait = world.clock.now(), world.faults.number("menu_change_ms") / 1000
    job = Job(request_id, now, now + wait, work, told, key)
    world.menu_jobs.accept(job)
    asyncio.get_running_loop().call_later(wait, _finish_here, world, world.start, job)


def settle(world: World) -> None:
    now = world.clock.now()
    for job in world.menu_jobs.due(now):
        _finish(world, job)


def switch(world: World, person: Person, alias_id: str, data: str) -> tuple[str, Json | None]:
    """REF §Rich menu switch action: the status, and the postback event that tells of it."""
    menu_id = world.rich_menus.aliases.get(alias_id)
    if menu_id is None:
        status = "RICHMENU_ALIAS_ID_NOTFOUND"
    elif world.rich_menus.get(menu_id) is None:
        status = "RICHMENU_NOTFOUND"
    else:
        status = "SUCCESS" if link(world, person.user_id, menu_id) else "FAILED"
    params: Json = {"newRichMenuAliasId": alias_id} if status == "SUCCESS" else {}
    postback: Json = {"data": data, "params": params | {"status": status}}
    return status, deeds.tap(world, person, postback, None)


def _finish_here(world: World, start: str, job: Job) -> None:
    """Not after a reset, which forgets the job."""
    if world.start == start and job.completed_at is None:
        _finish(world, job)


def _finish(world: World, job: Job) -> None:
    """A batch that fails has done the first half; the rest waits for its resumeRequestKey."""
    job.completed_at = world.clock.now()
    job.failed = job.told and world.faults.flag("menu_batch_fails")
    users = list(job.work)
    done: Work = {}
    for user_id in users[: len(users) // 2] if job.failed else users:
        done[user_id] = job.work.pop(user_id)
    for user_id, menu_id in done.items():
        if menu_id is None or world.rich_menus.get(menu_id) is not None:
            _link(world, user_id, menu_id)


def _link(world: World, user_id: str, menu_id: str | None) -> bool:
    if not _is_friend(world, user_id):
        return False
    world.rich_menus.link(user_id, menu_id)
    tell(world, user_id)
    return True


def _is_friend(world: World, user_id: str) -> bool:
    person = world.people.get(user_id)
    return person is not None and person.friend and not person.blocked
