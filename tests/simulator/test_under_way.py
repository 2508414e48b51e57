"""Deliveries that were under way when a simulator ended go on with its saved state."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from simulator.people.person import Person
from simulator.saving import state
from simulator.world import World
from tests.contract.line import Line
from tests.contract.receiver import Receiver, receiving
from tests.simulator.inside import Client, with_world
from tests.simulator.process import process
from tests.simulator.test_keeping import eventually, saved


@pytest.fixture
def silent() -> Iterator[Receiver]:
    """A bot that hears and does not answer."""
    with receiving() as bot:
        bot.gate.clear()
        yield bot


def living(file: Path, bot: Receiver, stop: int) -> AbstractContextManager[Line]:
    return process(stop, "--state", str(file), "--webhook", bot.url)


def said(bot: Receiver, at_least: int) -> list[str]:
    return [event["message"]["text"] for event in bot.events("message", at_least)]


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGTERM])
def test_what_was_under_way_comes_after_the_restart_in_its_order(
    tmp_path: Path, silent: Receiver, stop: int
) -> None:
    """The first is being heard, the second waits for it."""
    file = tmp_path / "state.json"
    with living(file, silent, stop) as line:
        line.faults(webhook_timeout_s=60)
        user = line.control("POST", "users", {"displayName": "ก", "silent": True})["userId"]
        line.say(user, "one")
        line.say(user, "two")
        silent.events("message", 1)
        eventually(lambda: saved(file, "two"))
    silent.gate.set()
    with living(file, silent, signal.SIGTERM):
        assert said(silent, 3) == ["one", "one", "two"]


def test_what_is_held_is_still_held_after_a_restart_in_peace(
    tmp_path: Path, silent: Receiver
) -> None:
    silent.gate.set()
    file = tmp_path / "state.json"
    with living(file, silent, signal.SIGTERM) as line:
        user = line.join()
        line.say(user, {"type": "text", "text": "later", "hold": True})
    with living(file, silent, signal.SIGTERM) as line:
        assert line.control("POST", "release", status=200) == {"released": 1}
        assert said(silent, 1) == ["later"]


def test_a_redelivery_that_waits_for_its_time_is_in_the_state() -> None:
    async def act(client: Client, world: World, person: Person) -> Any:
        world.change_faults({"redelivery": {"on": True, "after_ms": 3_600_000}})
        world.set_webhook("http://127.0.0.1:9/nobody")
        path = f"/_simulator/api/users/{person.user_id}/messages"
        await client.post(path, json={"type": "text", "text": "one"})
        while not world.webhooks.written:
            await client.get("/_simulator/api/idle")
        return state.take(world.stores(), "now")["parts"]

    parts: Any = with_world(act)
    assert [one["attempt"] for one in parts["held"]["underWay"]] == [2]


def test_what_arrived_is_in_no_state() -> None:
    async def act(client: Client, world: World, person: Person) -> Any:
        world.set_webhook("http://127.0.0.1:9/nobody")
        path = f"/_simulator/api/users/{person.user_id}/messages"
        await client.post(path, json={"type": "text", "text": "one"})
        while world.postman.waiting:
            await client.get("/_simulator/api/idle")
        return state.take(world.stores(), "now")["parts"]

    parts: Any = with_world(act)
    assert parts["held"] == {"held": [], "underWay": []}


def test_a_state_of_before_has_what_was_held(tmp_path: Path) -> None:
    async def act(client: Client, world: World, person: Person) -> int:
        world.postman.restore([{"chat_id": person.user_id, "event": {"type": "x"}}])
        return world.postman.release()

    assert with_world(act) == 1
