"""Events on their way to the bot: one lane per chat, two seconds, redelivery (RCV, ERRSTAT).

What is on its way stands in a saved state, and goes on where the state is loaded.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass

from simulator.basics import strict
from simulator.basics.strict import Json
from simulator.delivery.events import redelivered
from simulator.delivery.posting import Delivery, Poster
from simulator.delivery.switchboard import Switchboard
from simulator.saving.records import as_count, as_list, as_object, plain, rebuild

_SHUFFLE_S = 0.3
_GATHER_S = 0.1


@dataclass
class Parcel:
    """One event and the chat it came from."""

    chat_id: str
    event: Json

    @property
    def message_id(self) -> str | None:
        message = self.event.get("message")
        return str(message.get("id")) if isinstance(message, dict) else None


@dataclass(eq=False)
class Trip:
    """A parcel on its way: the try that is made, or waits to be made."""

    parcel: Parcel
    attempt: int = 1

    def describe(self) -> Json:
        return {"parcel": plain(self.parcel), "attempt": self.attempt}


class Postman:
    """Events of one chat leave in order, the next after the first try of the one before; with the
    switch ``parallel`` none waits for another, as with LINE itself.

    Chats do not wait for each other, and a redelivery comes when it comes.
    """

    def __init__(
        self, board: Switchboard, poster: Poster, delivered: Callable[[Json], None]
    ) -> None:
        self._board = board
        self._poster = poster
        self._delivered = delivered
        self._lanes: dict[str, deque[Trip]] = {}
        self._held: list[Parcel] = []
        self._batch: list[Trip] = []
        self._trips: dict[int, Trip] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._timed: dict[asyncio.Task[None], list[Trip]] = {}
        self._is_open = False

    @property
    def waiting(self) -> int:
        """Tasks under way: first tries, duplicates, redeliveries. Held events do not count."""
        return len(self._tasks) + len(self._batch)

    def hold(self, parcel: Parcel) -> None:
        self._held.append(parcel)

    def holds(self, message_id: str) -> bool:
        return any(parcel.message_id == message_id for parcel in self._held)

    def release(self) -> int:
        parcels, self._held = self._held, []
        for parcel in parcels:
            self.send(parcel)
        return len(parcels)

    def send(self, parcel: Parcel) -> None:
        if not self._board.webhook_on:
            return
        copies = 2 if self._board.faults.happens("duplicate_rate") else 1
        for _ in range(copies):
            self._dispatch(self._begun(parcel))

    def send_before(self, message_id: str, parcel: Parcel) -> None:
        """Overtakes the event of that message if it waits in its lane (a held one waits anyway)."""
        lane = self._lanes.get(parcel.chat_id)
        places = [i for i, other in enumerate(lane or ()) if other.parcel.message_id == message_id]
        if lane is not None and places:
            lane.insert(places[0], self._begun(parcel))
        else:
            self.send(parcel)

    def state(self) -> object:
        """What is held, and what is on its way: LINE cannot know that the bot heard it."""
        under_way = [trip.describe() for trip in self._trips.values()]
        return {"held": [plain(parcel) for parcel in self._held], "underWay": under_way}

    def restore(self, state: object) -> None:
        """What was on its way goes on when the loop runs. A list is what was held, all that was
        once saved."""
        parts = {"held": state} if isinstance(state, list) else as_object(state)
        held = [rebuild(Parcel, one) for one in as_list(parts.get("held", []))]
        trips = [_trip(one) for one in as_list(parts.get("underWay", []))]
        self.forget()
        self._held = held
        self._trips = {id(trip): trip for trip in trips}
        if self._is_open:
            self.open()

    def open(self) -> None:
        """In the running loop; where the webhook is off nothing goes on."""
        self._is_open = True
        trips, self._trips = list(self._trips.values()), {}
        for trip in trips if self._board.webhook_on else ():
            self._trips[id(trip)] = trip
            if trip.attempt == 1:
                self._dispatch(trip)
            else:
                self._ended([trip], self._board.faults.redelivery_wait(trip.attempt - 1))

    async def close(self) -> None:
        """What is held or on its way can still be saved."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def forget(self) -> None:
        self._held, self._batch = [], []
        self._lanes.clear()
        self._trips.clear()
        for task in self._tasks:
            task.cancel()

    def drop_redeliveries(self) -> None:
        """Those that wait for their time; what is on its way arrives."""
        for task, trips in self._timed.items():
            task.cancel()
            self._arrived(trips)

    def _begun(self, parcel: Parcel) -> Trip:
        trip = Trip(parcel)
        self._trips[id(trip)] = trip
        return trip

    def _arrived(self, trips: list[Trip]) -> None:
        for trip in trips:
            self._trips.pop(id(trip), None)

    def _dispatch(self, trip: Trip) -> None:
        chat_id = trip.parcel.chat_id
        if self._board.faults.count("webhook_batch") > 1:
            self._gather(trip)
        elif self._board.faults.flag("reorder"):
            wait = self._board.faults.random.random() * _SHUFFLE_S
            self._spawn(self._later(wait, [trip]))
        elif self._board.faults.flag("parallel"):
            self._spawn(self._try([trip]))
        elif chat_id in self._lanes:
            self._lanes[chat_id].append(trip)
        else:
            self._lanes[chat_id] = deque([trip])
            self._spawn(self._walk(chat_id, self._lanes[chat_id]))

    def _gather(self, trip: Trip) -> None:
        self._batch.append(trip)
        if len(self._batch) >= self._board.faults.count("webhook_batch"):
            self._flush()
        elif len(self._batch) == 1:
            self._spawn(self._flush_soon())

    def _flush(self) -> None:
        trips, self._batch = self._batch, []
        if trips:
            self._spawn(self._try(trips))

    async def _flush_soon(self) -> None:
        await asyncio.sleep(_GATHER_S)
        self._flush()

    async def _walk(self, chat_id: str, lane: deque[Trip]) -> None:
        try:
            while lane:
                await self._try([lane.popleft()])
        finally:
            if self._lanes.get(chat_id) is lane:
                del self._lanes[chat_id]

    async def _later(self, wait: float, trips: list[Trip]) -> None:
        await asyncio.sleep(wait)
        await self._try(trips)

    async def _try(self, trips: list[Trip]) -> None:
        attempt, parcels = trips[0].attempt, [trip.parcel for trip in trips]
        events = [parcel.event if attempt == 1 else redelivered(parcel.event) for parcel in parcels]
        for event in events:
            self._delivered(event)
        delivery = await self._post(events)
        self._board.record_webhook(parcels[0].chat_id, events, delivery, attempt)
        wait = None if delivery.ok else self._board.faults.redelivery_wait(attempt)
        for trip in trips:
            trip.attempt += 1
        self._ended(trips, wait)

    def _ended(self, trips: list[Trip], wait: float | None) -> None:
        """A try is over, and the next one is made in ``wait`` seconds, or never."""
        if wait is None:
            self._arrived(trips)
            return
        timer = self._spawn(self._again(wait, trips))
        self._timed[timer] = trips
        timer.add_done_callback(lambda done: self._timed.pop(done, None))

    async def _post(self, events: list[Json]) -> Delivery:
        """What cannot be written or sent is a delivery too, and the chat's next one leaves."""
        try:
            return await self._poster.post(pack(self._board.destination, events))
        except Exception as fault:  # noqa: BLE001  (a lane that dies is silent for ever)
            return Delivery("", b"", None, "unclassified", 0, str(fault))

    async def _again(self, wait: float, trips: list[Trip]) -> None:
        """The try is a task of its own: switching redelivery off cuts the waiting alone."""
        await asyncio.sleep(wait)
        self._spawn(self._try(trips))

    def _spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _trip(saved: object) -> Trip:
    """Raises ValueError for what is none."""
    parts = as_object(saved)
    attempt = as_count(parts.get("attempt"))
    if attempt < 1:
        raise ValueError("a try is counted from 1")
    return Trip(rebuild(Parcel, parts.get("parcel")), attempt)


def pack(destination: str, events: list[Json]) -> bytes:
    """Compact UTF-8 JSON; half a surrogate pair, which UTF-8 cannot carry, becomes ``?``."""
    body = {"destination": destination, "events": events}
    return strict.dumps(body).encode("utf-8", "replace")
