"""What stands behind ``python -m simulator``."""

from __future__ import annotations

import argparse
import os
import textwrap
from pathlib import Path

from simulator.config import Config

_ABOUT = """
A LINE platform in one process, for a bot that has no LINE channel yet, and for tests.

It answers the Messaging API under its own address, sends webhooks signed as LINE's, and has phones
in the browser under /_simulator/ . Point your bot's SDK at it instead of https://api.line.me :

    python -m simulator --webhook http://127.0.0.1:8000/callback \\
                        --channel-secret S --channel-token T

and open http://127.0.0.1:8100/_simulator/ .
"""
_MORE = """
pages:
  /_simulator/           the phones
  /_simulator/panel      every request and webhook, with what LINE says and why
  /_simulator/faults     trouble on demand; the state saved and loaded
  /_simulator/api/       the control API, for tests (JSON, no token)

other commands:
  python -m simulator play FILE.yaml    play a conversation against a bot and check what it says
                                        (play --help tells more)

simulator/README.md has the first quarter of an hour, the control API, and what is as LINE.
"""


def read_config(argv: list[str] | None) -> Config:
    given = _parser().parse_args(argv)
    return Config(
        channel_secret=given.channel_secret,
        channel_token=given.channel_token,
        channel_id=given.channel_id,
        bot_name=given.name,
        webhook=given.webhook,
        clock_path=given.clock,
        host=given.host,
        port=given.port,
        state_path=given.state,
    )


def help_text() -> str:
    return _parser().format_help()


def clock(text: str) -> Path | None:
    """The path of ``file:PATH``; None for ``system``."""
    if text == "system":
        return None
    kind, _, path = text.partition(":")
    if kind != "file" or not path:
        raise argparse.ArgumentTypeError("system, or file:PATH")
    return Path(path)


def add_channel(parser: argparse.ArgumentParser, *, needed: bool = True) -> None:
    """Secret and token, which may stand in the environment as LINE's own SDKs' examples have it."""
    for name, variable, what in (
        ("--channel-secret", "LINE_CHANNEL_SECRET", "what webhooks are signed with"),
        ("--channel-token", "LINE_CHANNEL_ACCESS_TOKEN", "the access token that the bot sends"),
    ):
        value = os.environ.get(variable) or (None if needed else "simulated")
        otherwise = "else needed" if needed else "else simulated"
        parser.add_argument(
            name,
            default=value,
            required=value is None,
            metavar=name[-6:].strip("-").upper(),
            help=f"{what}; any words will do ({variable} in the environment, {otherwise})",
        )


def add_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--name",
        default=Config.bot_name,
        help="what the bot is called on the phones, and in a group with @ (%(default)s)",
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m simulator",
        description=textwrap.dedent(_ABOUT),
        epilog=textwrap.dedent(_MORE),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_channel(parser)
    parser.add_argument(
        "--channel-id",
        default=os.environ.get("LINE_CHANNEL_ID") or Config.channel_id,
        metavar="ID",
        help="with which a bot asks for tokens by itself (%(default)s)",
    )
    add_name(parser)
    parser.add_argument(
        "--webhook", metavar="URL", help="where the bot listens; none: it is set later, or never"
    )
    parser.add_argument("--port", type=int, default=8100, help="(%(default)s)")
    parser.add_argument(
        "--host", default="127.0.0.1", help="(%(default)s); the control API asks for no token"
    )
    parser.add_argument(
        "--clock",
        type=clock,
        default=None,
        metavar="system|file:PATH",
        help="a file holds the seconds to add to the system's time, for a bot that reads it too",
    )
    parser.add_argument(
        "--state",
        type=Path,
        default=None,
        metavar="FILE",
        help="people, chats, everything: loaded at the start, saved every few seconds",
    )
    return parser
