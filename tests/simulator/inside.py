"""A simulator whose inside a test can look into: the real application, in the test's own loop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from aiohttp.test_utils import TestClient, TestServer

from simulator.config import Config
from simulator.people.person import Person
from simulator.server import make_app
from simulator.world import WORLD, World
from tests.contract.line import SECRET, TOKEN

T = TypeVar("T")
Client = TestClient[Any, Any]
BEARER = {"Authorization": f"Bearer {TOKEN}"}


def with_world(act: Callable[[Client, World, Person], Awaitable[T]]) -> T:
    """What `act` gives, with a friend on the phone and webhooks that go nowhere."""

    async def run() -> T:
        app = make_app(Config(channel_secret=SECRET, channel_token=TOKEN))
        async with TestClient(TestServer(app)) as client:
            return await act(client, app[WORLD], app[WORLD].people.add("ก", friend=True))

    return asyncio.run(run())


def kept_files(world: World) -> list[Path]:
    folder = world.content._folder
    return sorted(folder.iterdir()) if folder else []
