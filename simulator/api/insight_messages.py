"""Statistics of messages (REF §Get user interaction statistics, §Get statistics per unit).

To protect people, what fewer than 20 of them did is null; so is what no phone here tells: played
media.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from aiohttp import web

from simulator.basics import days
from simulator.basics.strict import Json
from simulator.gateway.answers import LineError, line_json, not_found
from simulator.many.reach import Sent
from simulator.world import WORLD, World

_FEWEST = 20
_WINDOW = timedelta(days=30)
_PLAYED = tuple(
    f"{who}ediaPlayed{share}"
    for who in ("m", "uniqueM")
    for share in ("", "25Percent", "50Percent", "75Percent", "100Percent")
)
_OVERVIEW = ("uniqueMediaPlayed", "uniqueMediaPlayed100Percent")


def routes() -> list[web.RouteDef]:
    path = "/v2/bot/insight/message/event"
    return [web.get(path, of_request), web.get(f"{path}/aggregation", of_unit)]


async def of_request(request: web.Request) -> web.Response:
    """Broadcasts and narrowcasts alone have numbers under their request id."""
    world, request_id = request.app[WORLD], request.query.get("requestId")
    if not request_id:
        raise LineError(400, "requestId is required")
    sent = world.reach.request(request_id) or _unfinished(world, request_id)
    if sent is None:
        raise not_found()
    done = world.reach.request(request_id) is not None
    overview: Json = {
        "requestId": request_id,
        "timestamp": int(sent.at),
        "delivered": len(sent.people) if done else None,
        "uniqueImpression": _shown(len(sent.seen)),
        "uniqueClick": _shown(len(sent.clicks())),
        **dict.fromkeys(_OVERVIEW),
    }
    return line_json({"overview": overview, **_details([sent], per_unit=False)})


async def of_unit(request: web.Request) -> web.Response:
    world, query = request.app[WORLD], request.query
    first, last = days.read(query.get("from")), days.read(query.get("to"))
    name = query.get("customAggregationUnit")
    if not name or first is None or last is None or not first <= last <= first + _WINDOW:
        nothing = dict.fromkeys(("message", "key", "stacktrace", "code"))
        return line_json(nothing, 400)
    found = world.reach.unit(name, query["from"], query["to"])
    seen = _shown(len(set().union(*(sent.seen for sent in found))))
    clicked = _shown(len(_clicks(found)))
    overview: Json = {"uniqueImpression": seen, "uniqueClick": clicked}
    overview |= dict.fromkeys(_OVERVIEW)
    return line_json({"overview": overview, **_details(found, per_unit=True)})


def _details(found: list[Sent], *, per_unit: bool) -> Json:
    """Nothing of single bubbles where fewer than 20 have seen them."""
    seen = len(set().union(*(sent.seen for sent in found)))
    if seen < _FEWEST:
        return {"messages": [], "clicks": []}
    bubbles = max(sent.bubbles for sent in found)
    more: Json = {"uniqueImpression": seen} if per_unit else {}
    urls = dict.fromkeys((seq, str(url)) for sent in found for seq, url in sent.urls)
    return {
        "messages": [
            {"seq": seq, "impression": seen, **more, **dict.fromkeys(_PLAYED)}
            for seq in range(1, bubbles + 1)
        ],
        "clicks": [{"seq": seq, "url": url, **_opened(found, seq, url)} for seq, url in urls],
    }


def _opened(found: list[Sent], bubble: object, url: str) -> Json:
    """In this bubble, and in any."""
    here = _clicks(found, url, bubble)
    return {
        "click": here.total() if len(here) >= _FEWEST else None,
        "uniqueClick": _shown(len(here)),
        "uniqueClickOfRequest": _shown(len(_clicks(found, url))),
    }


def _clicks(found: list[Sent], url: str | None = None, bubble: object = None) -> Counter[str]:
    """By person."""
    every: Counter[str] = Counter()
    for sent in found:
        every.update(sent.clicks(url, bubble))
    return every


def _unfinished(world: World, request_id: str) -> Sent | None:
    found = world.narrowcasts.get(request_id, world.clock.now())
    return Sent(found.started) if found is not None and found.phase == "sending" else None


def _shown(people: int) -> int | None:
    return people if people >= _FEWEST else None
