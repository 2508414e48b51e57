"""A narrowcast on its way by the simulator's clock: waiting, sending, succeeded or failed.

REF §Send narrowcast message: the month's messages are reserved for all who might be reached when
the sending starts, and counted for those who were when it ends.
"""

from __future__ import annotations

import asyncio

from aiohttp import web

from simulator.gateway.answers import QUOTA_REACHED
from simulator.many.audiences import FEWEST, UPLOAD
from simulator.many.narrowcasts import INTERNAL, PARTIAL, SMALL_AUDIENCE, TOO_FEW, Narrowcast
from simulator.people.person import Person
from simulator.sending import arrival, recipients
from simulator.world import World

_LOOK_S = 0.1


class Narrowcasting:
    """Looks at the clock ten times a second; whoever asks how far one is makes it look, too."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._task: asyncio.Task[None] | None = None

    def open(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._look())

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def settle(self) -> None:
        """Takes each as far as the clock says; a reset meanwhile ends it."""
        start = self._world.start
        for one in self._world.narrowcasts.under_way():
            if one.phase == "waiting" and self._over(one.accepted, "narrowcast_waiting_s"):
                await self._begin(one)
            if self._world.start != start:
                return
            if one.phase == "sending" and self._over(one.started, "narrowcast_sending_s"):
                self._finish(one)

    def _over(self, since: float, switch: str) -> bool:
        return self._world.clock.now() >= since + self._world.faults.number(switch)

    async def _look(self) -> None:
        while True:
            await self.settle()
            await asyncio.sleep(_LOOK_S)

    async def _begin(self, one: Narrowcast) -> None:
        now = self._world.clock.now()
        one.phase, one.started = "sending", now
        try:
            chosen = _chosen(self._world, one)
        except Exception as fault:  # noqa: BLE001  (an audience may be gone; the others go on)
            one.fail(INTERNAL, str(fault), now)
            return
        if one.phase == "sending":
            one.people = [person.user_id for person in chosen]
            await arrival.appear_to_many(self._world, chosen, one.messages)

    def _finish(self, one: Narrowcast) -> None:
        world, now = self._world, self._world.clock.now()
        one.phase, one.completed, one.reserved = "succeeded", now, 0
        world.usage.add(len(one.people), now)
        world.tally.add("narrowcast", len(one.people), now)
        world.reach.note_request(one.request_id, one.people, one.messages, one.started)


def reach_of(world: World) -> list[Person]:
    """Everybody whom a message to all friends reaches."""
    return [person for person in world.people if person.receives_multicast()]


def _chosen(world: World, one: Narrowcast) -> list[Person]:
    """Whom it is sent to; reserves the month's messages or fails the narrowcast."""
    everybody = reach_of(world)
    most = _most(world, one, len(everybody))
    rest = arrival.left(world)
    if rest is not None and most > rest:
        one.fail(INTERNAL, QUOTA_REACHED, world.clock.now())
        return []
    chosen = _passing(world, one, everybody)
    if _has_small_audience(world, one, everybody):
        reason = "An audience of less than 50 recipients is included."
        one.fail(SMALL_AUDIENCE, reason, world.clock.now())
    elif _is_guarded(world, one) and len(chosen) < FEWEST:
        one.fail(TOO_FEW, "There are not enough recipients.", world.clock.now())
    elif len(chosen) > most and one.limit.get("forbidPartialDelivery"):
        reason = "The number of recipients exceeds the maximum number of sending."
        one.fail(PARTIAL, reason, world.clock.now())
    one.reserved = most if one.phase == "sending" else 0
    return chosen if len(chosen) <= most else world.faults.random.sample(chosen, most)


def _is_guarded(world: World, one: Narrowcast) -> bool:
    """REF §Restrictions on sending messages using attributes and audiences: not for uploads."""
    named = recipients.audiences_in(world, one.recipient)
    return one.demographic is not None or any(each.kind != UPLOAD for each in named)


def _has_small_audience(world: World, one: Narrowcast, everybody: list[Person]) -> bool:
    """Of several, each that was not uploaded reaches 50."""
    named = recipients.audiences_in(world, one.recipient)
    reached = {person.user_id for person in everybody}
    guarded = [each for each in named if each.kind != UPLOAD]
    return len(named) > 1 and any(len(reached & set(each.people)) < FEWEST for each in guarded)


def _passing(world: World, one: Narrowcast, everybody: list[Person]) -> list[Person]:
    if one.recipient is not None:
        test = recipients.recipient(world, one.recipient)
        everybody = [person for person in everybody if test(person)]
    if one.demographic is not None:
        test = recipients.demographic(world, one.demographic)
        everybody = [person for person in everybody if test(person)]
    return everybody


def _most(world: World, one: Narrowcast, everybody: int) -> int:
    """REF §Limit objects: how many are reserved, and reached at most."""
    most, wished = everybody, one.limit.get("max")
    if isinstance(wished, int):
        most = min(most, wished)
    rest = arrival.left(world)
    if one.limit.get("upToRemainingQuota") and rest is not None:
        most = min(most, max(rest, 0))
    return most


NARROWCASTING: web.AppKey[Narrowcasting] = web.AppKey("narrowcasting", Narrowcasting)
