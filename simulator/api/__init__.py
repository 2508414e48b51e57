"""LINE's API, a file per chapter of the reference."""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from simulator.api import (
    aggregation,
    audiences,
    audiences_made,
    bot,
    chat,
    content,
    deliveries,
    followers,
    groups,
    insight,
    insight_messages,
    many,
    narrowcast,
    people,
    quota,
    send,
    validate,
    webhook,
)

_CHAPTERS = (
    *(aggregation, audiences, audiences_made, bot, chat, content, deliveries, followers, groups),
    *(insight, insight_messages, many, narrowcast, people, quota, send, validate, webhook),
)


def routes() -> Iterable[web.RouteDef]:
    for chapter in _CHAPTERS:
        yield from chapter.routes()
