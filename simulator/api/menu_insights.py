"""Statistics of rich menus (REF §Get rich menu insight summary, §Get rich menu insight daily)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from aiohttp import web

from simulator.api.menu_checks import named
from simulator.basics import days
from simulator.basics.strict import Json
from simulator.gateway.answers import bad_parameter, line_json
from simulator.richmenus.insight import SEEN, Counts, metrics
from simulator.richmenus.menus import RichMenu
from simulator.world import WORLD, World

_FEWEST = 20
_YEARS = 3
_PATH = "/v2/bot/insight/richmenu/{menu_id}"
Shape = Callable[[dict[str, Counts]], object]


def routes() -> list[web.RouteDef]:
    return [web.get(f"{_PATH}/summary", summary), web.get(f"{_PATH}/daily", daily)]


async def summary(request: web.Request) -> web.Response:
    return _answer(request, 396, lambda found: metrics(found.values()))


async def daily(request: web.Request) -> web.Response:
    return _answer(request, 99, _by_day)


def _answer(request: web.Request, most: int, shape: Shape) -> web.Response:
    """Below 20 people who tapped, LINE tells nothing but the menu's ID."""
    world, menu = request.app[WORLD], named(request)
    first, last = _period(request, most)
    taps = [
        world.menu_insight.counts(menu.id, str(place), first, last)
        for place in range(len(_areas(menu)))
    ]
    tapped = {user_id for found in taps for counts in found.values() for user_id in counts}
    if len(tapped) < _FEWEST:
        return line_json({"richMenuId": menu.id})
    return line_json(
        {
            "richMenuId": menu.id,
            "metricsFrom": first,
            "metricsTo": last,
            "impression": {"metrics": shape(world.menu_insight.counts(menu.id, SEEN, first, last))},
            "clicks": [
                {"bounds": area["bounds"], "metrics": shape(found)}
                for area, found in zip(_areas(menu), taps, strict=True)
            ],
        }
    )


def _by_day(found: dict[str, Counts]) -> list[Json]:
    return [{"date": day, **metrics([counts])} for day, counts in found.items()]


def _areas(menu: RichMenu) -> list[Json]:
    areas = menu.body["areas"]
    assert isinstance(areas, list)
    return areas


def _period(request: web.Request, most: int) -> tuple[str, str]:
    """``from`` and ``to``, both included: within three years, and at most so many days apart."""
    found = []
    for key in ("from", "to"):
        day = days.read(request.query.get(key))
        if day is None:
            raise bad_parameter(key)
        found.append(day)
    first, last = found
    if not timedelta(0) <= last - first <= timedelta(days=most):
        raise bad_parameter("to")
    if _age(request.app[WORLD], first.strftime("%Y%m%d")) > _YEARS * 366:
        raise bad_parameter("from")
    return first.strftime("%Y%m%d"), last.strftime("%Y%m%d")


def _age(world: World, day: str) -> int:
    today, then = days.read(days.day_of(world.clock.now())), days.read(day)
    assert today is not None
    assert then is not None
    return (today - then).days
