"""``python -m simulator``: one process until Ctrl-C or SIGTERM; ``play`` is another door."""

from __future__ import annotations

import logging
import sys

from aiohttp import web

from simulator.doors.options import read_config
from simulator.doors.play import main as play
from simulator.saving.state import BadState
from simulator.server import make_app


def main(argv: list[str] | None = None) -> None:
    words = sys.argv[1:] if argv is None else argv
    if words[:1] == ["play"]:
        sys.exit(play(words[1:]))
    config = read_config(words)
    logging.basicConfig(level=logging.WARNING, format="simulator: %(message)s")
    try:
        app = make_app(config)
    except (BadState, OSError) as fault:
        sys.exit(f"simulator: {config.state_path}: {fault}")
    sys.stdout.write(f"LINE simulator: http://{config.host}:{config.port}/_simulator/\n")
    sys.stdout.flush()
    web.run_app(
        app,
        host=config.host,
        port=config.port,
        access_log=None,
        print=None,
        shutdown_timeout=0.5,
    )


if __name__ == "__main__":
    main()
