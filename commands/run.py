"""`make run`: everything on this machine, with simulated phones instead of LINE.

Writes `.env` if there is none, migrates, loads the demonstration, starts web, worker, clock and
simulator, prints the two addresses, and ends all of it on Ctrl-C.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import bootstrap
from base.clock import FileClock, SystemClock, clock_from, monotonic, pause
from base.settings import ROOT, Settings, SettingsFault, read
from base.thai.format import long_date
from commands import demo
from commands.dotenv import SIMULATOR, write_first
from commands.workday import first_start, later_start
from models import migrate

WEB = "http://127.0.0.1:8000"
PATIENCE = 30.0


def main() -> int:
    if write_first(ROOT / ".env"):
        _say("Wrote .env with random secrets (readable by you alone).")
    try:
        settings = read(Settings)
    except SettingsFault as fault:
        _say(str(fault))
        return 2
    simulated = settings.line_api_url == SIMULATOR
    _prepare(settings, simulated)
    return _serve(settings, simulated)


def _prepare(settings: Settings, simulated: bool) -> None:
    database = bootstrap.database(settings)
    migrate.upgrade(database)
    if simulated:
        _set_clock(settings, database_is_new=not demo.is_loaded(database))
        demo.load(settings, database, _say)
    database.close()


def _set_clock(settings: Settings, *, database_is_new: bool) -> None:
    clock = clock_from(settings.clock)
    zone = ZoneInfo(settings.timezone)
    if not isinstance(clock, FileClock):
        return
    start = first_start(SystemClock().now(), zone) if database_is_new else None
    clock.set_now(start or later_start(clock.now(), zone))


def _serve(settings: Settings, simulated: bool) -> int:
    children: list[subprocess.Popen[bytes]] = []
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    try:
        if simulated:
            children.append(_start("simulator", *_simulator_words(settings)))
            _wait_for(f"{SIMULATOR}/_simulator/api/clock", children)
            demo.make_phones(settings, SIMULATOR)
        children.append(_start("scheduler"))
        children.append(_start("gunicorn", "wsgi:app"))
        _wait_for(f"{WEB}/healthz", children)
        _tell(settings, simulated)
        while not stopping.wait(0.5):
            if any(child.poll() is not None for child in children):
                _say("A part has stopped; ending the others.")
                return 1
    except TimeoutError as fault:
        _say(str(fault))
        return 1
    finally:
        _end(children)
    return 0


def _simulator_words(settings: Settings) -> list[str]:
    words = ["--port", SIMULATOR.rpartition(":")[2], "--webhook", f"{WEB}/callback"]
    words += ["--channel-secret", settings.line_channel_secret.get_secret_value()]
    words += ["--channel-token", settings.line_channel_access_token.get_secret_value()]
    return [*words, "--clock", settings.clock] if settings.clock != "system" else words


def _start(module: str, *words: str) -> subprocess.Popen[bytes]:
    """A child in a group of its own: Ctrl-C reaches it through us, in order."""
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", module, *words], cwd=ROOT, start_new_session=True
    )


def _wait_for(url: str, children: list[subprocess.Popen[bytes]]) -> None:
    until = monotonic() + PATIENCE
    while monotonic() < until:
        if any(child.poll() is not None for child in children):
            raise TimeoutError(f"a part ended before {url} answered; is its port in use?")
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            pause(0.1)
    raise TimeoutError(f"{url} did not answer within {PATIENCE:.0f} s")


def _tell(settings: Settings, simulated: bool) -> None:
    if simulated:
        now = clock_from(settings.clock).now().astimezone(ZoneInfo(settings.timezone))
        _say(
            f"The clock of this demonstration starts on {long_date(now.date(), 'en')}, {now:%H:%M}."
        )
        _say(f"Phones:  {SIMULATOR}/_simulator/")
    _say(f"Wethi:   {WEB}/readyz")
    _say("Ctrl-C ends all of it.")


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in reversed(children):
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    for child in reversed(children):
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait(timeout=5)


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
