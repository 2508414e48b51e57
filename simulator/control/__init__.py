"""The control API under ``/_simulator/api/``: JSON in and out, a file per subject."""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from simulator.control import (
    attributes,
    channel,
    content,
    groups,
    happenings,
    keys,
    linking,
    manager,
    menus,
    offers,
    opening,
    people,
    photos,
    recording,
    saving,
    says,
    time_and_trouble,
    watching,
)
from simulator.control.gate import BASE

_SUBJECTS = (
    channel,
    content,
    groups,
    keys,
    linking,
    manager,
    menus,
    offers,
    opening,
    people,
    attributes,
    happenings,
    photos,
    recording,
    saving,
    says,
    time_and_trouble,
    watching,
)


def routes() -> Iterable[web.RouteDef]:
    for subject in _SUBJECTS:
        for route in subject.routes():
            yield web.route(route.method, f"{BASE}/{route.path}", route.handler)
