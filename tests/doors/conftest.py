"""A copy of the product in a folder of its own, so that a test may write its `.env`."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from tests.architecture.source import DOORS, ROOMS, ROOT

PATIENCE = 60
STARTED = ('"action": "worker_started"', '"action": "clock_started"')
OTHERS = ("locales", "gunicorn.conf.py", ".flaskenv")


@dataclass(frozen=True)
class Ended:
    code: int
    told: str


@dataclass
class Project:
    """`files` stand beside `.env`; a door sees nothing of the environment of the tests."""

    root: Path
    env: dict[str, str] = field(default_factory=dict)

    def write_env(self, **more: str) -> None:
        lines = {**self.env, **more}
        (self.root / ".env").write_text("".join(f"{k}={v}\n" for k, v in lines.items()))

    def file(self, name: str, text: str) -> str:
        path = self.root / name
        path.write_text(text)
        return str(path)

    def open(self, door: Sequence[str], environ: Mapping[str, str]) -> Ended:
        """Run a door to its end; one that stays open is asked to stop once it has started."""
        process = subprocess.Popen(
            [sys.executable, "-m", *door],
            cwd=self.root,
            env={"PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1", **environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        assert process.stdout is not None
        told = ""
        for line in process.stdout:
            told += line
            if any(sign in line for sign in STARTED):
                process.send_signal(signal.SIGTERM)
        return Ended(process.wait(PATIENCE), told)


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    for name in (*ROOMS, *OTHERS, *(f"{door}.py" for door in DOORS)):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, root / name)
    return root


@pytest.fixture
def project(copied: Path, sqlite_url: str) -> Project:
    """With all settings good in its `.env`, and a database that has its tables."""
    good = {
        "DATABASE_URL": sqlite_url,
        "LINE_CHANNEL_SECRET": "s",
        "LINE_CHANNEL_ACCESS_TOKEN": "t",
        "LINE_API_URL": "http://127.0.0.1:9",
        "SECRET_KEY": "k",
        "DATA_KEYS": Fernet.generate_key().decode(),
    }
    project = Project(copied, good)
    project.write_env()
    return project
