"""LINE's API, a file per chapter of the reference."""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from simulator.api import bot, chat, content, groups, many, people, quota, send, validate, webhook


def routes() -> Iterable[web.RouteDef]:
    for chapter in (bot, chat, content, groups, many, people, quota, send, validate, webhook):
        yield from chapter.routes()
