"""``python -m simulator play FILE.yaml``."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from simulator.config import Config
from simulator.doors.options import add_channel, add_name
from simulator.play.control import Control, Refused
from simulator.play.player import Player
from simulator.play.script import BadScript, Script, read
from simulator.play.stage import Failed
from simulator.thread import running

_ABOUT = """
Play conversations against a bot and check what it says.

With --webhook a simulator of its own is started on --port, and the bot there must use it instead of
LINE. With --simulator the conversations are played on one that runs already, with its bot; nothing
there is forgotten, the people of the conversation come anew.

It ends with 0 where all went as written, 1 where the bot said something else, 2 where a file cannot
be read or nobody answers. simulator/play/README.md has the format.
"""


def main(argv: list[str]) -> int:
    """The exit code."""
    given = _parser().parse_args(argv)
    try:
        scripts = [read(path) for path in given.files]
        with _simulator(given) as url:
            control = Control(url, given.patience, given.quiet)
            fresh = given.simulator is None
            failed = [one for one in scripts if not _played(control, one, fresh=fresh)]
    except (BadScript, OSError) as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    sys.stdout.write(f"{len(scripts) - len(failed)} passed, {len(failed)} failed\n")
    return int(bool(failed))


def _played(control: Control, script: Script, *, fresh: bool) -> bool:
    if fresh:
        control.call("POST", "reset")
    sent_before = len(control.call("GET", "webhooks"))
    try:
        with _switches_back(control):
            Player(control, script).play()
    except Failed as fault:
        _tell(script, fault.step.number, fault.step.line, fault.lines)
        _tell_not_taken(control.call("GET", "webhooks")[sent_before:])
    except Refused as fault:
        _tell(script, 0, 0, [f"the simulator will not: {fault}"])
    except KeyError as fault:
        _tell(script, 0, 0, [f"nobody and no group here is called {fault}"])
    else:
        sys.stdout.write(f"ok      {script.path}: {script.title}\n")
        return True
    return False


@contextmanager
def _switches_back(control: Control) -> Iterator[None]:
    """What a play switched is as before afterwards, for the next one and for who else is there."""
    before = control.call("GET", "faults")
    try:
        yield
    finally:
        now = control.call("GET", "faults")
        control.call("PUT", "faults", {key: one for key, one in before.items() if one != now[key]})


def _tell(script: Script, number: int, line: int, lines: list[str]) -> None:
    where = f", step {number}, line {line}" if number else ""
    sys.stdout.write(f"FAILED  {script.path}: {script.title}{where}\n")
    sys.stdout.write("".join(f"    {one}\n" for one in lines))
    if any(one.startswith(("- ", "+ ")) for one in lines):
        sys.stdout.write("    (- was wanted, + was said)\n")


def _tell_not_taken(webhooks: list[dict[str, Any]]) -> None:
    """A bot that refuses to listen says nothing, and looks like one that says the wrong thing."""
    kinds = {(one["reason"], one["status"] or "") for one in webhooks if one["reason"] != "ok"}
    for reason, status in sorted(kinds, key=str):
        sys.stdout.write(f"    the bot did not take a webhook: {reason} {status}".rstrip() + "\n")
    if kinds:
        sys.stdout.write("    (does it listen there, with the same channel secret and token?)\n")


@contextmanager
def _simulator(given: argparse.Namespace) -> Iterator[str]:
    if given.simulator:
        yield given.simulator.rstrip("/")
        return
    config = Config(
        channel_secret=given.channel_secret,
        channel_token=given.channel_token,
        bot_name=given.name,
        webhook=given.webhook,
        port=given.port,
    )
    with running(config) as url:
        yield url


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m simulator play",
        description=textwrap.dedent(_ABOUT),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.yaml")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--webhook", metavar="URL", help="where the bot listens")
    where.add_argument("--simulator", metavar="URL", help="one that runs, http://127.0.0.1:8100")
    parser.add_argument("--port", type=int, default=8100, help="of the own simulator (%(default)s)")
    parser.add_argument(
        "--patience", type=float, default=10, metavar="S", help="waited for the bot (%(default)s s)"
    )
    parser.add_argument(
        "--quiet",
        type=float,
        default=0.5,
        metavar="S",
        help="silence at its end (%(default)s s)",
    )
    add_name(parser)
    add_channel(parser, needed=False)
    return parser
