"""Events on their way to the bot: one lane per chat, two seconds, redelivery (RCV, ERRSTAT)."""

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
from simulator.saving.records import as_list, plain, rebuild

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


class Postman:
    """Events of one chat leave in order, the next after the first try of the one before.

    Chats do not wait for each other, and a redelivery comes when it comes.
    """

    def __init__(
        self, board: Switchboard, poster: Poster, delivered: Callable[[Json], None]
    ) -> None:
        self._board = board
        self._poster = poster
        self._delivered = delivered
        self._lanes: dict[str, deque[Parcel]] = {}
        self._held: list[Parcel] = []
        self._batch: list[Parcel] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._timed: set[asyncio.Task[None]] = set()

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
            self._dispatch(parcel)

    def send_before(self, message_id: str, parcel: Parcel) -> None:
        """Overtakes the event of that message if it waits in its lane (a held one waits anyway)."""
        lane = self._lanes.get(parcel.chat_id)
        places = [i for i, other in enumerate(lane or ()) if other.message_id == message_id]
        if lane is not None and places:
            lane.insert(places[0], parcel)
        else:
            self.send(parcel)

    def state(self) -> object:
        """What is held; what is on its way is not saved."""
        return [plain(parcel) for parcel in self._held]

    def restore(self, state: object) -> None:
        held = [rebuild(Parcel, one) for one in as_list(state)]
        self.forget()
        self._held = held

    async def close(self) -> None:
        self.forget()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def forget(self) -> None:
        self._held, self._batch = [], []
        self._lanes.clear()
        for task in self._tasks:
            task.cancel()

    def drop_redeliveries(self) -> None:
        """Those that wait for their time; what is on its way arrives."""
        for task in self._timed:
            task.cancel()

    def _dispatch(self, parcel: Parcel) -> None:
        if self._board.faults.count("webhook_batch") > 1:
            self._gather(parcel)
        elif self._board.faults.flag("reorder"):
            wait = self._board.faults.random.random() * _SHUFFLE_S
            self._spawn(self._later(wait, [parcel]))
        elif parcel.chat_id in self._lanes:
            self._lanes[parcel.chat_id].append(parcel)
        else:
            self._lanes[parcel.chat_id] = deque([parcel])
            self._spawn(self._walk(parcel.chat_id, self._lanes[parcel.chat_id]))

    def _gather(self, parcel: Parcel) -> None:
        self._batch.append(parcel)
        if len(self._batch) >= self._board.faults.count("webhook_batch"):
            self._flush()
        elif len(self._batch) == 1:
            self._spawn(self._flush_soon())

    def _flush(self) -> None:
        parcels, self._batch = self._batch, []
        if parcels:
            self._spawn(self._try(parcels, 1))

    async def _flush_soon(self) -> None:
        await asyncio.sleep(_GATHER_S)
        self._flush()

    async def _walk(self, chat_id: str, lane: deque[Parcel]) -> None:
        try:
            while lane:
                await self._try([lane.popleft()], 1)
        finally:
            if self._lanes.get(chat_id) is lane:
                del self._lanes[chat_id]

    async def _later(self, wait: float, parcels: list[Parcel]) -> None:
        await asyncio.sleep(wait)
        await self._try(parcels, 1)

    async def _try(self, parcels: list[Parcel], attempt: int) -> None:
        events = [parcel.event if attempt == 1 else redelivered(parcel.event) for parcel in parcels]
        for event in events:
            self._delivered(event)
        delivery = await self._post(events)
        self._board.record_webhook(parcels[0].chat_id, events, delivery, attempt)
        wait = self._board.faults.redelivery_wait(attempt)
        if not delivery.ok and wait is not None:
            timer = self._spawn(self._again(wait, parcels, attempt + 1))
            self._timed.add(timer)
            timer.add_done_callback(self._timed.discard)

    async def _post(self, events: list[Json]) -> Delivery:
        """What cannot be written or sent is a delivery too, and the chat's next one leaves."""
        try:
            return await self._poster.post(pack(self._board.destination, events))
        except Exception as fault:  # noqa: BLE001  (a lane that dies is silent for ever)
            return Delivery("", b"", None, "unclassified", 0, str(fault))

    async def _again(self, wait: float, parcels: list[Parcel], attempt: int) -> None:
        """The try is a task of its own: switching redelivery off cuts the waiting alone."""
        await asyncio.sleep(wait)
        self._spawn(self._try(parcels, attempt))

    def _spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def pack(destination: str, events: list[Json]) -> bytes:
    """Compact UTF-8 JSON; half a surrogate pair, which UTF-8 cannot carry, becomes ``?``."""
    body = {"destination": destination, "events": events}
    return strict.dumps(body).encode("utf-8", "replace")
