"""``python -m simulator``: one process until Ctrl-C or SIGTERM."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from aiohttp import web

from simulator.config import Config
from simulator.server import make_app


def main(argv: list[str] | None = None) -> None:
    config = read_config(argv)
    logging.basicConfig(level=logging.WARNING, format="simulator: %(message)s")
    sys.stdout.write(f"LINE simulator: http://{config.host}:{config.port}/_simulator/\n")
    sys.stdout.flush()
    web.run_app(
        make_app(config),
        host=config.host,
        port=config.port,
        access_log=None,
        print=None,
        shutdown_timeout=0.5,
    )


def read_config(argv: list[str] | None) -> Config:
    given = _parser().parse_args(argv)
    return Config(
        channel_secret=given.channel_secret,
        channel_token=given.channel_token,
        webhook=given.webhook,
        clock_path=given.clock,
        host=given.host,
        port=given.port,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simulator", description="A LINE platform here")
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--webhook", help="the bot's URL, as http://127.0.0.1:8000/callback")
    parser.add_argument("--channel-secret", required=True)
    parser.add_argument("--channel-token", required=True)
    parser.add_argument("--clock", type=_clock, default=None, help="system, or file:PATH")
    return parser


def _clock(text: str) -> Path | None:
    if text == "system":
        return None
    kind, _, path = text.partition(":")
    if kind != "file" or not path:
        raise argparse.ArgumentTypeError("system, or file:PATH")
    return Path(path)


if __name__ == "__main__":
    main()
