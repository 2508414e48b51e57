"""`make run`: everything on this machine, with simulated phones instead of LINE.

Writes `.env` if there is none, migrates, loads the demonstration, starts simulator, web, worker
and clock, prints the two addresses, and ends all of it on Ctrl-C. Where `.env` names a real LINE,
neither simulator nor demonstration takes part. What the processes say stands in `var/log/`.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from zoneinfo import ZoneInfo

import bootstrap
from base.clock import FileClock, SystemClock, clock_from
from base.settings import ROOT, Settings, SettingsFault, read
from base.thai.format import long_date
from bot.menus.asking import Stopped
from commands import demo, menu
from commands.dotenv import write_first
from commands.parts import Failed, Part, Parts
from commands.site import (
    BOT_NAME,
    SIMULATOR_NAME,
    WEB_NAME,
    Site,
    Unusable,
    check_free,
    first_simulator,
    site,
)
from commands.workday import later_start
from models import migrate
from models.database import Database

VAR = Path("var")
LOGS = VAR / "log"


def main() -> int:
    os.chdir(ROOT)
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    try:
        if write_first(ROOT / ".env", first_simulator(os.environ)):
            _say("Wrote .env with random secrets (readable by you alone).")
        settings = read(Settings)
        where = site(settings, os.environ)
        check_free(where.web, WEB_NAME)
        if where.simulator:
            check_free(where.simulator, SIMULATOR_NAME)
        _run(settings, where, stopping)
    except SettingsFault as fault:
        _say(f"Settings are missing or wrong (environment or .env):\n{fault}")
        return 2
    except (Unusable, Failed, demo.Unkept) as fault:
        _say(str(fault))
        return 1
    return 0


def _run(settings: Settings, where: Site, stopping: threading.Event) -> None:
    VAR.mkdir(mode=0o700, exist_ok=True)
    parts = Parts(LOGS, where.environment(settings), stopping)
    try:
        _prepare(settings, simulated=where.simulator is not None)
        if stopping.is_set():
            return
        if where.simulator:
            parts.start("simulator", "simulator", *_simulator_words(settings, where))
        parts.start("web", "gunicorn", "wsgi:app")
        phones = _phones(settings, where, parts)
        parts.start("worker", "scheduler", "worker")
        parts.start("clock", "scheduler", "clock")
        parts.wait_for(f"{where.web}/healthz")
        if not stopping.is_set():
            _tell(settings, where, phones)
        parts.watch(lambda part: _again(settings, where, parts, part))
    finally:
        parts.end()


def _prepare(settings: Settings, *, simulated: bool) -> None:
    database = bootstrap.database(settings)
    try:
        migrate.upgrade(database)
        if simulated and not demo.load(settings, database, SystemClock().now(), _say):
            _go_on(settings, database)
    finally:
        database.close()


def _go_on(settings: Settings, database: Database) -> None:
    """The clock of an earlier start, also if its file was lost."""
    clock = clock_from(settings.clock)
    if isinstance(clock, FileClock):
        shown = max(clock.now(), demo.not_before(database) or clock.now())
        clock.set_now(later_start(shown, ZoneInfo(settings.timezone)))


def _simulator_words(settings: Settings, where: Site) -> list[str]:
    words = [
        "--port",
        str(where.simulator).rpartition(":")[2],
        "--webhook",
        f"{where.web}/callback",
    ]
    # Joined by "=": a random token may begin with a dash, and would be read as an option.
    words.append(f"--channel-secret={settings.line_channel_secret.get_secret_value()}")
    if settings.line_channel_access_token is not None:
        words.append(f"--channel-token={settings.line_channel_access_token.get_secret_value()}")
    return [*words, "--name", BOT_NAME, "--clock", settings.clock]


def _phones(settings: Settings, where: Site, parts: Parts) -> list[demo.Phone]:
    if where.simulator is None:
        return []
    parts.wait_for(f"{where.simulator}/_simulator/api/clock")
    try:
        phones = demo.make_phones(settings, where.simulator)
    except OSError as fault:
        raise Failed(str(fault)) from fault
    _menus(settings, where.simulator)
    return phones


def _menus(settings: Settings, simulator: str) -> None:
    """The simulated phones show the menus; what LINE forgot with a restart is brought again."""
    here = settings.model_copy(update={"line_api_url": simulator, "line_data_api_url": simulator})
    database = bootstrap.database(here)
    try:
        menu.run_sync(here, database, lambda _: None)
    except Stopped as stopped:
        _say(f"The menus are not at the simulated LINE: {stopped}")
    finally:
        database.close()


def _again(settings: Settings, where: Site, parts: Parts, part: Part) -> None:
    _say(f"The {part.name} ended and was started again; its words: {part.log}")
    if part.name == "simulator":
        _phones(settings, where, parts)


def _tell(settings: Settings, where: Site, phones: list[demo.Phone]) -> None:
    if where.simulator:
        now = clock_from(settings.clock).now().astimezone(ZoneInfo(settings.timezone))
        _say(f"The demonstration's clock starts on {long_date(now.date(), 'en')}, {now:%H:%M}.")
        _say(f"\nPhones:  {demo.address(where.simulator, phones)}")
        for phone in phones:
            _say(f"         {phone.name} – {phone.about}")
    _say(f"Wethi:   {where.web}/readyz\n")
    _say("Ctrl-C ends all of it.")


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
