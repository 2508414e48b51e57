"""Heavy or far-reaching libraries are imported in one place each."""

from __future__ import annotations

import pytest

from tests.architecture.source import product

ONLY_IN = {
    "apscheduler": ("scheduler/clock.py",),
    "linebot": ("bot/line/client.py", "bench/echo.py"),
    "flask": (
        *("bot/inbox/webhook.py", "console/", "bootstrap/", "commands/", "wsgi.py"),
        "bench/echo.py",
    ),
    "alembic": ("models/migrate.py", "migrations/env.py"),
    "psycopg": ("models/", "bench/"),
    "sqlite3": ("models/", "bench/"),
    "urllib3": ("bot/line/", "commands/", "bench/"),
    "aiohttp": ("simulator/", "bench/"),
    "pyxform": ("forms/",),
    "lark": ("forms/expressions/",),
    "typst": ("reports/",),
    "PIL": ("bot/media/", "reports/", "simulator/people/media.py"),
    "cryptography": ("base/", "commands/dotenv.py", "simulator/tokens/assertions.py"),
    "structlog": ("base/logs.py",),
    "pydantic": ("base/settings.py", "commands/doors.py"),
    "subprocess": ("commands/", "bench/"),
}
NEVER_IN = {
    "base": ("sqlalchemy", "flask", "linebot", "models"),
    "forms": ("sqlalchemy", "flask", "linebot", "urllib", "requests", "socket"),
    "simulator": ("sqlalchemy", "linebot", "flask"),
    "handlers": ("urllib.request", "urllib3", "http", "socket", "subprocess", "threading"),
}


def _uses(library: str) -> list[tuple[str, str]]:
    return [
        (source.name, source.where(one))
        for source in product()
        for one in source.imports()
        if one.module == library or one.module.startswith(f"{library}.")
    ]


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_stays_where_it_belongs(library: str) -> None:
    assert [where for name, where in _uses(library) if not name.startswith(ONLY_IN[library])] == []


@pytest.mark.parametrize("room", NEVER_IN)
def test_a_room_stays_free_of_what_it_must_not_know(room: str) -> None:
    strays = [
        where
        for library in NEVER_IN[room]
        for name, where in _uses(library)
        if name.startswith(f"{room}/")
    ]
    assert strays == []
