"""Every data file here is a promise: a conversation played through the whole pipeline.

webhook → inbox → worker → outbox → LINE (the simulator), on SQLite; what locks and counts among
several people runs on PostgreSQL too, as the journeys do.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from bootstrap import rooms
from models.people import Account
from tests.golden.cast.base import user_id
from tests.golden.conversation import Phone, Player, start_of
from tests.golden.trial import trial
from tests.support.deployment import Deployment, deployed

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*/*.yaml"))
ON_BOTH = {"sharing", "helping", "handover"}
CAST_FILES = ("base", *(path.stem for path in sorted((FOLDER / "cast").glob("*.py"))))
NOT_FRIENDS = {"stranger", "saifon"}
SHOWN = {"headman": "บุญมา", "saifon": "สายฝน", "officer": "สมร", "district_officer": "นารี"}


def _named(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


@pytest.mark.parametrize("path", FILES, ids=_named)
def test_the_conversation_goes_as_written(
    path: Path, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    golden: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    if "form" in golden:
        parts = [trial(path.parent / golden["form"]), *rooms.parts()]
        monkeypatch.setattr(rooms, "parts", lambda: parts)
    _goes_as_written(golden, sqlite_url, tmp_path, path.parent)


@pytest.mark.parametrize("path", [one for one in FILES if one.parent.name in ON_BOTH], ids=_named)
def test_it_goes_so_on_postgresql_too(path: Path, postgres_url: str, tmp_path: Path) -> None:
    golden = yaml.safe_load(path.read_text(encoding="utf-8"))
    _goes_as_written(golden, postgres_url, tmp_path, path.parent)


def _goes_as_written(golden: dict[str, Any], database_url: str, folder: Path, beside: Path) -> None:
    start = start_of(golden)
    with deployed(database_url, folder, start) as deployment:
        phones = cast_and_phones(deployment, golden, start)
        player = Player(deployment, phones, golden["phone"], folder=beside)
        player.play(golden["steps"])


def cast_and_phones(deployment: Any, golden: dict[str, Any], start: datetime) -> dict[str, Phone]:
    """The cast comes into being a day earlier; each gets a phone, known to LINE."""
    names = list(golden.get("cast", ["nonsommut", "stranger"]))
    with deployment.house.database.write() as session:
        for name in names:
            _builder(name)(session, start - timedelta(days=1))
        if "language" in golden:
            _speak(session, golden["language"])
    people = {golden["phone"], *(name for name in names if name != "nonsommut")}
    deployment.control.webhook_on(False)  # friendships of long ago say nothing to the bot now
    phones = {name: _phone(deployment, name) for name in people}
    deployment.control.webhook_on(True)
    return phones


def _speak(session: Session, language: str) -> None:
    session.execute(sa.update(Account).values(language=language))


def _phone(deployment: Deployment, name: str) -> Phone:
    user = deployment.control.person(
        SHOWN.get(name, "แก้ว"), friend=name not in NOT_FRIENDS, user_id=user_id(name)
    )
    return Phone(user)


def _builder(name: str) -> Callable[[Session, datetime], None]:
    for file in CAST_FILES:
        module = importlib.import_module(f"tests.golden.cast.{file}")
        if hasattr(module, name):
            builder: Callable[[Session, datetime], None] = getattr(module, name)
            return builder
    raise LookupError(f"nobody in the cast is called {name}")
