"""LINE's API, a file per chapter of the reference."""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from simulator.api import (
    aggregation,
    audiences,
    audiences_made,
    audiences_of_messages,
    bot,
    chat,
    content,
    coupons,
    deliveries,
    followers,
    groups,
    insight,
    insight_messages,
    liff,
    linktoken,
    many,
    memberships,
    menu_insights,
    narrowcast,
    oauth,
    partners,
    people,
    quota,
    richmenu_aliases,
    richmenu_batches,
    richmenu_links,
    richmenus,
    send,
    validate,
    webhook,
)

_CHAPTERS = (
    *(aggregation, audiences, audiences_made, audiences_of_messages, deliveries, followers),
    *(insight, insight_messages),
    *(bot, chat, content, groups, many, narrowcast, oauth, people, quota, send, validate, webhook),
    *(coupons, liff, linktoken, memberships, menu_insights, partners),
    *(richmenu_aliases, richmenu_batches, richmenu_links, richmenus),
)


def routes() -> Iterable[web.RouteDef]:
    """The first path that fits answers: a word stands before what may be any word."""
    for chapter in _CHAPTERS:
        yield from chapter.routes()
