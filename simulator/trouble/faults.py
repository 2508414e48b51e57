"""Trouble on demand. Everything random comes from one seeded sequence."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from simulator.basics.strict import Json
from simulator.trouble import switches
from simulator.trouble.switches import a_count as _count
from simulator.trouble.switches import a_flag as _flag
from simulator.trouble.switches import a_number as _number
from simulator.trouble.switches import a_rate as _rate


@dataclass(frozen=True)
class Fate:
    """What happens to one API call."""

    rate_429: bool
    rate_500: bool
    drop_before: bool
    drop_after: bool

    @property
    def name(self) -> str | None:
        """The one that decides: what is cut before anything is done meets no other."""
        order = ("drop_before", "rate_429", "rate_500", "drop_after")
        return next((name for name in order if getattr(self, name)), None)


class BadSwitch(ValueError):
    """A switch that is unknown or has a value it cannot take."""


_SWITCHES: dict[str, tuple[object, Callable[[object], bool]]] = {
    "latency_ms": (0, _number),
    "rate_429": (0, _rate),
    "rate_500": (0, _rate),
    "drop_before": (0, _rate),
    "drop_after": (0, _rate),
    "quota": (None, lambda value: value is None or _count(value)),
    "redelivery": (
        {"on": False, "after_ms": 1000, "times": 5},
        lambda value: isinstance(value, dict),
    ),
    "seed": (1, lambda value: isinstance(value, int) and not isinstance(value, bool)),
    "content_pending": (None, lambda value: value is None or _count(value)),
    "duplicate_rate": (0, _rate),
    "reorder": (False, _flag),
    "parallel": (False, _flag),
    "reply_token_seconds": (60, _number),
    "rejected_reply_consumes_token": (False, _flag),
    "multicast_unknown_id": (200, switches.one_of(200, 400)),
    "webhook_timeout_s": (2, lambda value: _number(value) and value != 0),
    "refuse_loopback_http": (False, _flag),
    "standby": (False, _flag),
    "transcoding_fails": (False, _flag),
    "chat_on": (False, _flag),
    "menu_change_ms": (200, _number),
    "menu_batch_fails": (False, _flag),
    "join_groups": (False, _flag),
    "verified": (False, _flag),
    "shuffle_image_sets": (False, _flag),
    "number_image_sets": (True, _flag),
    "webhook_batch": (1, lambda value: _count(value) and value != 0),
    **switches.SENDING,
}
_REDELIVERY: dict[str, Callable[[object], bool]] = {
    "on": _flag,
    "after_ms": _number,
    "times": _count,
}


class Faults:
    def __init__(self) -> None:
        self._values: Json = {key: default for key, (default, _) in _SWITCHES.items()}
        self._values["redelivery"] = dict(self.redelivery)
        self._seed(1)

    def describe(self) -> Json:
        return {**self._values, "redelivery": dict(self.redelivery)}

    def change(self, wishes: Json) -> None:
        """What is not named stays; raises BadSwitch and changes nothing if one value is wrong."""
        for key, value in wishes.items():
            _check(key, value)
        redelivery = wishes.get("redelivery")
        merged = self.redelivery | (redelivery if isinstance(redelivery, dict) else {})
        self._values |= wishes | {"redelivery": merged}
        if "seed" in wishes:
            self._seed(self.count("seed"))

    def state(self) -> object:
        return self.describe()

    def restore(self, state: object) -> None:
        """What was saved without a switch has it off."""
        if not isinstance(state, dict):
            raise BadSwitch("an object is needed")
        self.change(Faults().describe() | state)

    def draw(self) -> Fate:
        """Always four numbers, so that one switch does not move the others' sequence."""
        draws = [self._calls.random() for _ in range(4)]
        names = ("rate_429", "rate_500", "drop_before", "drop_after")
        return Fate(*(draw < self.number(name) for draw, name in zip(draws, names, strict=True)))

    def happens(self, rate: str) -> bool:
        """No number is drawn for what is switched off."""
        return self.number(rate) > 0 and self.random.random() < self.number(rate)

    def _seed(self, seed: int) -> None:
        """Webhooks draw for themselves: when one leaves does not change which calls fail."""
        self._calls = random.Random(f"{seed} calls")
        self.random = random.Random(f"{seed} webhooks")

    def number(self, key: str) -> float:
        value = self._values[key]
        assert isinstance(value, int | float)
        return value

    def count(self, key: str) -> int:
        return int(self.number(key))

    def flag(self, key: str) -> bool:
        return bool(self._values[key])

    def text(self, key: str) -> str:
        return str(self._values[key])

    def value(self, key: str) -> object:
        return self._values[key]

    @property
    def quota(self) -> int | None:
        return None if self._values["quota"] is None else self.count("quota")

    @property
    def content_pending(self) -> int | None:
        return None if self._values["content_pending"] is None else self.count("content_pending")

    @property
    def redelivery(self) -> Json:
        value = self._values["redelivery"]
        assert isinstance(value, dict)
        return value

    def redelivery_wait(self, attempt: int) -> float | None:
        """Seconds until attempt + 1, or None when there is none."""
        plan = self.redelivery
        times, after_ms = plan["times"], plan["after_ms"]
        assert isinstance(times, int)
        assert isinstance(after_ms, int | float)
        return after_ms / 1000 if plan["on"] and attempt <= times else None


def _check(key: str, value: object) -> None:
    if key not in _SWITCHES:
        raise BadSwitch(f"no such switch: {key}")
    if not _SWITCHES[key][1](value):
        raise BadSwitch(f"{key} cannot be {value!r}")
    if key == "redelivery" and isinstance(value, dict):
        for name, part in value.items():
            if name not in _REDELIVERY or not _REDELIVERY[name](part):
                raise BadSwitch(f"{key}.{name} cannot be {part!r}")
