"""Importing opens nothing, starts nothing and holds nothing; the web process stays light."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from tests.architecture.source import ROOT, product

ENTRANCES = {
    "wsgi",
    "migrations.env",
    "bench.profiled",
}  # these act when imported: that is what they are for

IMPORT_ALL = """
import importlib, sys, threading
import urllib3  # looks once whether this machine speaks IPv6

REFUSED = (
    *("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "sqlite3.connect"),
    *("subprocess.Popen", "os.system", "os.mkdir", "os.remove", "shutil."),
)
seen = []

def watch(event, arguments):
    if event.startswith(REFUSED):
        seen.append(f"{module}: {event} {arguments}")
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        seen.append(f"{module}: writes {arguments[0]}")

module = "start"
sys.addaudithook(watch)
for module in sys.argv[1:]:
    importlib.import_module(module)
if len(threading.enumerate()) > 1:
    seen.append(f"threads: {threading.enumerate()}")

from sqlalchemy.engine import Engine
from urllib3 import PoolManager
from base.settings import DatabaseSettings
from models.database import Database
for module in sys.argv[1:]:
    for name, value in vars(sys.modules[module]).items():
        if isinstance(value, (Engine, PoolManager, DatabaseSettings, Database)):
            seen.append(f"{module}.{name} is a {type(value).__name__}")
print("\\n".join(seen))
"""

LOADED = "import sys, wsgi; print(*sorted({name.split('.')[0] for name in sys.modules}))"
MAPPED = """
import wsgi
from models.columns import Base

print(all(one.configured for one in Base.registry.mappers))
"""
NOT_FOR_THE_WEB = {"linebot", "typst", "apscheduler", "pyxform", "PIL", "aiohttp", "lark"}


def _run(code: str, *arguments: str, **environment: str) -> str:
    clean = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **environment}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=clean,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_opens_starts_and_holds_nothing() -> None:
    modules = [source.module for source in product() if source.module not in ENTRANCES]
    assert _run(IMPORT_ALL, *modules).split("\n") == ["", ""]


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": f"sqlite:///{tmp_path}/wethi.db",
        "LINE_CHANNEL_SECRET": "s",
        "LINE_CHANNEL_ACCESS_TOKEN": "t",
        "SECRET_KEY": "k",
        "DATA_KEYS": Fernet.generate_key().decode(),
    }


def test_the_web_process_loads_neither_sdk_nor_typesetter_nor_scheduler(
    settings: dict[str, str],
) -> None:
    loaded = set(_run(LOADED, **settings).split())
    assert "flask" in loaded
    assert loaded & NOT_FOR_THE_WEB == set()


def test_the_first_webhook_need_not_wait_for_tables_to_be_mapped(settings: dict[str, str]) -> None:
    assert _run(MAPPED, **settings).strip() == "True"
