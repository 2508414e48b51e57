"""A copy of the product in a folder of its own, so that a test may write its `.env`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from tests.support.run import free_ports
from tests.support.tree import clone

PATIENCE = 60
STARTED = ('"action": "worker_started"', '"action": "clock_started"', "Ctrl-C ends all of it")
NO_LINE = "https://127.0.0.2:9"  # not a simulator's, and nobody listens there


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

    def start(self, door: Sequence[str], environ: Mapping[str, str]) -> subprocess.Popen[str]:
        port = {"WETHI_WEB_PORT": str(free_ports()[0])}
        return subprocess.Popen(
            [sys.executable, "-m", *door],
            cwd=self.root,
            env={"PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1", **port, **environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    def open(self, door: Sequence[str], environ: Mapping[str, str]) -> Ended:
        """Run a door to its end; one that stays open is asked to stop once it has started."""
        process = self.start(door, environ)
        assert process.stdout is not None
        told = ""
        for line in process.stdout:
            told += line
            if any(sign in line for sign in STARTED):
                process.send_signal(signal.SIGTERM)
        return Ended(process.wait(PATIENCE), told)


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clone(tmp_path_factory.mktemp("project"))


@pytest.fixture
def project(copied: Path, sqlite_url: str) -> Project:
    """With all settings good in its `.env`, and a database that has its tables."""
    good = {
        "DATABASE_URL": sqlite_url,
        "LINE_CHANNEL_SECRET": "s",
        "LINE_CHANNEL_ACCESS_TOKEN": "t",
        "LINE_API_URL": NO_LINE,
        "SECRET_KEY": "k",
        "DATA_KEYS": Fernet.generate_key().decode(),
    }
    project = Project(copied, good)
    project.write_env()
    return project
