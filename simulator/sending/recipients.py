"""Whom a narrowcast is for (REF §Recipient objects, §Demographic filter objects).

Both are read when the call comes, which finds their faults, and again when it is sent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulator.basics.strict import Json
from simulator.gateway.answers import LineError, bad_property, fault
from simulator.many.audiences import Audience
from simulator.people.attributes import AREAS, GENDERS, SYSTEMS
from simulator.people.person import Person
from simulator.world import World

Test = Callable[[Person], bool]
Leaf = Callable[[Json, str], Test]
AGES = tuple(f"age_{years}" for years in range(15, 71, 5))
PERIODS = tuple(f"day_{days}" for days in (7, 30, 90, 180, 365))
_MOST = 10
_OPERATORS = ("and", "or", "not")
_GROWN_UP = 20
_DAY_S = 86_400


def recipient(world: World, found: object) -> Test:
    """Who passes the recipient object; raises LineError for one that LINE refuses."""
    now = world.clock.now()

    def leaf(one: Json, path: str) -> Test:
        if one.get("type") == "audience":
            return _audience(world, one.get("audienceGroupId"), now)
        if one.get("type") == "redelivery":
            return _redelivery(world, one.get("requestId"), now)
        raise _not_one_of(path, ("audience", "redelivery", "operator"))

    return _Reader(leaf).read(found, "recipient")


def audiences_in(world: World, found: object) -> list[Audience]:
    """Those that a recipient object names, each once."""
    if not isinstance(found, dict):
        return []
    if found.get("type") == "audience":
        audience = world.audiences.get(int(str(found["audienceGroupId"])), world.clock.now())
        return [] if audience is None else [audience]
    inner = [found.get("not"), *_parts(found.get("and")), *_parts(found.get("or"))]
    named = {one.id: one for part in inner for one in audiences_in(world, part)}
    return list(named.values())


def _parts(found: object) -> list[object]:
    return found if isinstance(found, list) else []


def demographic(world: World, found: object) -> Test:
    """Who passes the filter. Whoever is known to be under 20 is left out: this is Thailand."""
    kinds: dict[str, Leaf] = {
        "gender": lambda one, path: _one_of(one, path, "gender", GENDERS),
        "appType": lambda one, path: _one_of(one, path, "appType", SYSTEMS),
        "area": lambda one, path: _one_of(one, path, "area", AREAS),
        "age": lambda one, path: _range(one, path, AGES, _age),
        "subscriptionPeriod": lambda one, path: _range(one, path, PERIODS, _friendship(world)),
    }

    def leaf(one: Json, path: str) -> Test:
        kind = one.get("type")
        if not isinstance(kind, str) or kind not in kinds:
            raise _not_one_of(path, (*kinds, "operator"))
        return kinds[kind](one, path)

    passes = _Reader(leaf).read(found, "filter.demographic")
    return lambda person: (_age(person) or _GROWN_UP) >= _GROWN_UP and passes(person)


@dataclass
class _Reader:
    """Operators over leaves, at most ten of these."""

    leaf: Leaf
    count: int = 0

    def read(self, found: object, path: str) -> Test:
        if not isinstance(found, dict):
            raise bad_property(path)
        if found.get("type") == "operator":
            return self._operator(found, path)
        self.count += 1
        if self.count > _MOST:
            raise fault(f"Size must be between 1 and {_MOST}", path.partition(".")[0])
        return self.leaf(found, path)

    def _operator(self, found: Json, path: str) -> Test:
        named = [key for key in _OPERATORS if found.get(key) is not None]
        if len(named) != 1:
            raise fault("Exactly one of and, or, not must be specified", path)
        key, here = named[0], f"{path}.{named[0]}"
        if key == "not":
            inner = self.read(found[key], here)
            return lambda person: not inner(person)
        parts = found[key]
        if not isinstance(parts, list) or not parts:
            raise fault("May not be empty", here)
        tests = [self.read(part, f"{here}[{place}]") for place, part in enumerate(parts)]
        both = all if key == "and" else any
        return lambda person: both(test(person) for test in tests)


def _audience(world: World, audience_id: object, now: float) -> Test:
    found = world.audiences.get(audience_id, now) if isinstance(audience_id, int) else None
    wait = world.faults.number("audience_s")
    if found is None or found.status(now, wait) != "READY":
        raise LineError(400, f"Invalid audience group id: {audience_id}")
    people = set(found.people)
    return lambda person: person.user_id in people


def _redelivery(world: World, request_id: object, now: float) -> Test:
    found = world.narrowcasts.sent(request_id, now) if isinstance(request_id, str) else None
    if found is None:
        raise LineError(400, f"Invalid request id: {request_id}")
    people = set(found.people)
    return lambda person: person.user_id in people


def _one_of(one: Json, path: str, key: str, values: tuple[str, ...]) -> Test:
    wanted, here = one.get("oneOf"), f"{path}.oneOf"
    if not isinstance(wanted, list) or not wanted:
        raise fault("May not be empty", here)
    if any(value not in values for value in wanted):
        raise _not_one_of(here, values, "")
    return lambda person: person.attributes.get(key) in wanted


def _range(
    one: Json, path: str, steps: tuple[str, ...], value_of: Callable[[Person], float | None]
) -> Test:
    for key in ("gte", "lt"):
        if one.get(key) is not None and one[key] not in steps:
            raise _not_one_of(f"{path}.{key}", steps, "")
    low, high = (_number(one.get(key)) for key in ("gte", "lt"))
    if low is None and high is None:
        raise fault("gte or lt must be specified", path)
    if low is not None and high is not None and low >= high:
        raise fault("gte must be less than lt", path)

    def passes(person: Person) -> bool:
        value = value_of(person)
        return value is not None and (low or 0) <= value and (high is None or value < high)

    return passes


def _age(person: Person) -> float | None:
    age = person.attributes.get("age")
    return age if isinstance(age, int) else None


def _friendship(world: World) -> Callable[[Person], float | None]:
    now = world.clock.now()

    def days(person: Person) -> float | None:
        since = world.census.since(person.user_id)
        return None if since is None else (now - since) // _DAY_S

    return days


def _number(step: object) -> int | None:
    return int(str(step).rpartition("_")[2]) if step is not None else None


def _not_one_of(path: str, values: tuple[str, ...], rest: str = ".type") -> LineError:
    return fault(f"Must be one of the following values: [{', '.join(values)}]", path + rest)
