"""What happens in the middle of something else."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from simulator.config import Config
from simulator.people import media
from simulator.people.person import Person
from simulator.saving.state import BadState
from simulator.thread import running
from simulator.world import World
from tests.contract.line import SECRET, TEXT, TOKEN
from tests.contract.menus import menu, picture
from tests.simulator.inside import BEARER, Client, with_world


def test_of_two_pictures_that_come_at_once_one_is_the_menus(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """REF §Upload rich menu image: an image is already set to the rich menu."""
    both, measured = threading.Barrier(2), media.measured

    def slow(raw: bytes) -> Any:
        both.wait(60)
        return measured(raw)

    async def act(client: Client, world: World, person: Person) -> list[int]:
        made = await client.post("/v2/bot/richmenu", json=menu(), headers=BEARER)
        path = f"/v2/bot/richmenu/{(await made.json())['richMenuId']}/content"
        headers = {**BEARER, "Content-Type": "image/png"}
        calls = (client.post(path, data=picture(), headers=headers) for _ in range(2))
        return [one.status for one in await asyncio.gather(*calls)]

    monkeypatch.setattr(media, "measured", slow)
    assert sorted(with_world(act)) == [200, 400]


def test_a_narrowcast_of_before_a_reset_counts_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """REF §Send narrowcast message: counted when it ends; a reset forgets it."""

    at_once: dict[str, object] = {"narrowcast_waiting_s": 0, "narrowcast_sending_s": 0}

    async def act(client: Client, world: World, person: Person) -> int:
        async def reset_meanwhile(*_: object) -> None:
            world.reset()
            world.change_faults(at_once)

        monkeypatch.setattr("simulator.sending.arrival.appear_to_many", reset_meanwhile)
        world.change_faults(at_once)
        body, before = {"messages": [TEXT]}, world.start
        sent = await client.post("/v2/bot/message/narrowcast", json=body, headers=BEARER)
        request_id = sent.headers["x-line-request-id"]
        path = f"/v2/bot/message/progress/narrowcast?requestId={request_id}"
        await client.get(path, headers=BEARER)
        assert world.start != before
        return world.usage.this_month(world.clock.now())

    assert with_world(act) == 0


def test_a_state_that_is_none_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text("[]", encoding="utf-8")
    config = Config(channel_secret=SECRET, channel_token=TOKEN, state_path=path)
    with pytest.raises(BadState), running(config):
        raise AssertionError("it runs")
