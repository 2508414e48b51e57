"""Places (ODK "Geography"): "latitude longitude …", several of them separated by semicolons."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from forms.expressions.runtime import Here, World
from forms.expressions.values import NAN, Value, string, text_to_number

# Metres, around the equator: what JavaRosa and Enketo count with.
RADIUS = 6_378_100
Place = tuple[float, float]


def _places(world: World, given: Sequence[Value]) -> list[Place] | None:
    """The places in all arguments, None if one of them is none."""
    places = [_place(text) for value in given for text in _texts(world, value)]
    known = [place for place in places if place is not None]
    world.spend(len(places))
    return known if len(known) == len(places) else None


def _texts(world: World, value: Value) -> Iterator[str]:
    texts = [world.text(node) for node in value] if isinstance(value, list) else []
    for text in texts if isinstance(value, list) else [string(value, world)]:
        yield from (part for part in text.split(";") if part.strip())


def _place(text: str) -> Place | None:
    numbers = [text_to_number(part) for part in text.split()[:2]]
    if len(numbers) != 2 or not all(
        abs(one) <= most for one, most in zip(numbers, (90, 180), strict=True)
    ):
        return None
    return numbers[0], numbers[1]


def distance(world: World, _here: Here, given: Sequence[Value]) -> float:
    """Metres along the places, to the centimetre; 0 for one place, NaN for what is none."""
    places = _places(world, given)
    if places is None:
        return NAN
    return round(math.fsum(_metres(one, other) for one, other in pairwise(places)), 2)


def _metres(one: Place, other: Place) -> float:
    (north, east), (other_north, other_east) = (
        (math.radians(a), math.radians(b)) for a, b in (one, other)
    )
    half = math.sin((other_north - north) / 2) ** 2
    half += math.cos(north) * math.cos(other_north) * math.sin((other_east - east) / 2) ** 2
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(half)))


def area(world: World, _here: Here, given: Sequence[Value]) -> float:
    """Square metres inside the places, to a hundredth; 0 for fewer than three."""
    places = _places(world, given)
    if places is None:
        return NAN
    flat = [_flat(place, places[0]) for place in places]
    return round(abs(math.fsum(_cross(a, b) for a, b in pairwise(flat))) / 2, 2)


def _flat(place: Place, start: Place) -> Place:
    """Metres east and north of the start."""
    degree = 2 * math.pi * RADIUS / 360
    east = (place[1] - start[1]) * degree * math.cos(math.radians(place[0]))
    return east, (place[0] - start[0]) * degree


def _cross(one: Place, other: Place) -> float:
    return one[0] * other[1] - one[1] * other[0]


def geofence(world: World, _here: Here, given: Sequence[Value]) -> bool:
    """geofence(place, shape): does the place stand inside the shape."""
    inside, shape = _places(world, given[:1]), _places(world, given[1:])
    if not inside or not shape:
        return False
    crossed = [_crosses(inside[0], a, b) for a, b in pairwise([*shape, shape[0]])]
    return sum(crossed) % 2 == 1


def _crosses(place: Place, one: Place, other: Place) -> bool:
    """Does a line from the place to the east cross the side from one to other."""
    north, east = place
    if (one[0] > north) == (other[0] > north):
        return False
    return east < one[1] + (other[1] - one[1]) * (north - one[0]) / (other[0] - one[0])
