"""Statistics of days and of friends (REF §Insights)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from aiohttp import web

from simulator.basics import days
from simulator.basics.strict import Json
from simulator.gateway.answers import LineError, line_json
from simulator.many.tally import KINDS
from simulator.people.attributes import THAI_AREAS
from simulator.people.person import Person
from simulator.world import WORLD, World

_SENDING_BEGAN, _FRIENDS_BEGAN = date(2017, 3, 1), date(2016, 11, 1)
_MANAGER = ("broadcast", "targeting", "autoResponse", "welcomeResponse", "chat")
_FEWEST = 20
_PERIODS = (7, 30, 90, 180, 365)
_DAY_S = 86_400


def routes() -> list[web.RouteDef]:
    path = "/v2/bot/insight"
    return [
        web.get(f"{path}/message/delivery", deliveries),
        web.get(f"{path}/followers", followers),
        web.get(f"{path}/demographic", demographic),
    ]


async def deliveries(request: web.Request) -> web.Response:
    """What LINE Official Account Manager would send is nothing here."""
    world, day = request.app[WORLD], _day(request)
    status = _status(world, day, _SENDING_BEGAN)
    if status != "ready":
        return line_json({"status": status})
    sent = {f"api{kind.capitalize()}": world.tally.of(kind, _text(day)) for kind in KINDS}
    return line_json({"status": status, **dict.fromkeys(_MANAGER, 0), **sent})


async def followers(request: web.Request) -> web.Response:
    """Whom targeted messages reach: here, every friend who does not block."""
    world, day = request.app[WORLD], _day(request)
    status = _status(world, day, _FRIENDS_BEGAN)
    if status != "ready":
        nothing = dict.fromkeys(("followers", "targetedReaches", "blocks"))
        return line_json({"status": status, **nothing})
    friends = world.census.until("followers", _text(day))
    blocks = world.census.until("blocks", _text(day))
    reached = {"followers": friends, "targetedReaches": friends - blocks, "blocks": blocks}
    return line_json({"status": status, **reached})


async def demographic(request: web.Request) -> web.Response:
    """Of today, where LINE is three days late; of nobody where they are fewer than 20."""
    world = request.app[WORLD]
    friends = [person for person in world.people if person.receives_multicast()]
    if len(friends) < _FEWEST:
        friends = []
    return line_json(
        {
            "available": bool(friends),
            "genders": _shares("gender", friends, _of("gender", "unknown")),
            "ages": _shares("age", friends, _age),
            "areas": _shares("area", friends, _area),
            "appTypes": _shares("appType", friends, _of("appType", "others")),
            "subscriptionPeriods": _shares("subscriptionPeriod", friends, _period(world)),
        }
    )


def _day(request: web.Request) -> date:
    text = request.query.get("date")
    if not text:
        raise LineError(400, "date is required")
    day = days.read(text)
    if day is None:
        raise LineError(400, "Bad Request")
    return day


def _status(world: World, day: date, began: date) -> str:
    if day < began:
        return "out_of_service"
    return "ready" if days.is_counted(day, world.clock.now()) else "unready"


def _text(day: date) -> str:
    return day.strftime("%Y%m%d")


def _shares(key: str, people: Iterable[Person], value: Callable[[Person], str]) -> list[Json]:
    """Per cent with one decimal, the largest first."""
    found = Counter(value(person) for person in people)
    return [
        {key: one, "percentage": round(100 * n / found.total(), 1)}
        for one, n in found.most_common()
    ]


def _of(key: str, unknown: str) -> Callable[[Person], str]:
    return lambda person: str(person.attributes.get(key, unknown))


def _age(person: Person) -> str:
    """For a Thai account, who is under 20 counts as unknown."""
    age = person.attributes.get("age")
    if not isinstance(age, int) or age < 20:
        return "unknown"
    return "from70" if age >= 70 else f"from{age // 5 * 5}to{age // 5 * 5 + 4}"


def _area(person: Person) -> str:
    return THAI_AREAS.get(str(person.attributes.get("area")), "unknown")


def _period(world: World) -> Callable[[Person], str]:
    now = world.clock.now()

    def period(person: Person) -> str:
        since = world.census.since(person.user_id)
        if since is None:
            return "unknown"
        lasted = (now - since) / _DAY_S
        limit = next((days for days in _PERIODS if lasted < days), None)
        return "over365days" if limit is None else f"within{limit}days"

    return period
