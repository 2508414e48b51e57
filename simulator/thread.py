"""A simulator in a thread, for tests."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager

from aiohttp import web

from simulator.config import Config
from simulator.server import make_app

_START_S = 20
_STOP_S = 10


@contextmanager
def running(config: Config) -> Iterator[str]:
    """Yields the base URL, without a slash at its end; ``config.port`` 0 takes a free port."""
    started: Future[tuple[str, asyncio.AbstractEventLoop, asyncio.Event]] = Future()
    thread = threading.Thread(target=_run, args=(config, started), name="simulator", daemon=True)
    thread.start()
    url, loop, stop = started.result(_START_S)
    try:
        yield url
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(_STOP_S)


def _run(
    config: Config, started: Future[tuple[str, asyncio.AbstractEventLoop, asyncio.Event]]
) -> None:
    try:
        asyncio.run(_serve(config, started))
    except Exception as fault:
        if started.done():
            raise
        started.set_exception(fault)  # also a state that is none: nobody need wait for its end


async def _serve(
    config: Config, started: Future[tuple[str, asyncio.AbstractEventLoop, asyncio.Event]]
) -> None:
    stop = asyncio.Event()
    runner = web.AppRunner(make_app(config), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        await web.TCPSite(runner, config.host, config.port).start()
        port = runner.addresses[0][1]
        url = f"http://{config.host}:{port}"
        started.set_result((url, asyncio.get_running_loop(), stop))
        await stop.wait()
    finally:
        await runner.cleanup()
