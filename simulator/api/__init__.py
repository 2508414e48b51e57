"""LINE's API, a file per chapter of the reference."""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from simulator.api import (
    bot,
    chat,
    content,
    groups,
    many,
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
    *(bot, chat, content, groups, many, people, quota, send, validate, webhook),
    *(richmenu_aliases, richmenu_batches, richmenu_links, richmenus),
)


def routes() -> Iterable[web.RouteDef]:
    """The first path that fits answers: a word stands before what may be any word."""
    for chapter in _CHAPTERS:
        yield from chapter.routes()
