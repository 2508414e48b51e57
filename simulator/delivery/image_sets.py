"""Photos sent at once: a webhook each, in an order that LINE leaves open (REF §Image, imageSet).

Two switches: ``shuffle_image_sets`` holds a set until it is whole, and it leaves in another order;
without ``number_image_sets`` index and total are missing, as from LINE for Android up to 11.15.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from simulator.basics.strict import Json
from simulator.delivery.webhooks import Parcel
from simulator.trouble.faults import Faults

Key = tuple[str, str]


class ImageSets:
    """``patience_s``: how long a set waits for a photo that does not come."""

    def __init__(
        self, faults: Faults, send: Callable[[Parcel], None], patience_s: float = 10
    ) -> None:
        self._patience_s = patience_s
        self._faults = faults
        self._send = send
        self._sets: dict[Key, list[Parcel]] = {}
        self._timers: dict[Key, asyncio.TimerHandle] = {}

    @property
    def waiting(self) -> int:
        return sum(len(parcels) for parcels in self._sets.values())

    def send(self, parcel: Parcel) -> None:
        """What is no photo of a set, or keeps its order, goes on at once."""
        found, total = _set_of(parcel), _total(parcel)
        parcel = self.written(parcel)
        if found is None or total < 2 or not self._faults.flag("shuffle_image_sets"):
            self._send(parcel)
            return
        self._gather((parcel.chat_id, str(found["id"])), parcel, total)

    def written(self, parcel: Parcel) -> Parcel:
        """As the person's phone writes it."""
        found = _set_of(parcel)
        if found is None or self._faults.flag("number_image_sets"):
            return parcel
        message = parcel.event["message"]
        assert isinstance(message, dict)
        bare = message | {"imageSet": {"id": found["id"]}}
        return Parcel(parcel.chat_id, parcel.event | {"message": bare})

    def forget(self) -> None:
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        self._sets.clear()

    def _gather(self, key: Key, parcel: Parcel, total: int) -> None:
        parcels = self._sets.setdefault(key, [])
        parcels.append(parcel)
        if len(parcels) >= total:
            self._leave(key)
        elif len(parcels) == 1:
            loop = asyncio.get_running_loop()
            self._timers[key] = loop.call_later(self._patience_s, self._leave, key)

    def _leave(self, key: Key) -> None:
        timer = self._timers.pop(key, None)
        if timer is not None:
            timer.cancel()
        parcels = self._sets.pop(key, [])
        order = list(range(len(parcels)))
        self._faults.random.shuffle(order)
        if order == sorted(order):
            order.reverse()
        for place in order:
            self._send(parcels[place])


def _set_of(parcel: Parcel) -> Json | None:
    message = parcel.event.get("message")
    found = message.get("imageSet") if isinstance(message, dict) else None
    return found if isinstance(found, dict) else None


def _total(parcel: Parcel) -> int:
    total = (_set_of(parcel) or {}).get("total")
    return total if isinstance(total, int) else 0
