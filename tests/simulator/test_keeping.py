"""What a simulator remembers is in its file soon after, also when nobody stops it in peace."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from simulator.people.person import Person
from simulator.saving import keeping, state
from simulator.saving.keeping import Keeper
from simulator.world import World
from tests.contract.line import SECRET, TOKEN, Line
from tests.contract.menus import link, own, whole
from tests.simulator.inside import Client, with_world
from tests.simulator.process import process

_WAIT_S = 60


@contextmanager
def started(file: Path, stop: int = signal.SIGKILL) -> Iterator[Line]:
    """The real process; killed at the end unless told otherwise."""
    with process(stop, "--state", str(file)) as line:
        yield line


def eventually(good: Callable[[], bool]) -> None:
    end = time.monotonic() + _WAIT_S
    while not good():
        assert time.monotonic() < end
        time.sleep(0.02)


def saved(file: Path, words: str) -> bool:
    return file.exists() and words in file.read_text(encoding="ascii")


def test_who_is_killed_finds_people_chats_menus_and_tokens_again(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    with started(file) as line:
        user = line.join("ลุงชาย")
        menu = whole(line)
        link(line, user, menu)
        body = b"grant_type=client_credentials&client_id=1234567890&client_secret=%s"
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        made = line.http("POST", "/v2/oauth/accessToken", body % SECRET.encode(), kind)
        token = made.json["access_token"]
        line.push(user, {"type": "text", "text": "the last one"})
        eventually(lambda: saved(file, "the last one"))
    with started(file) as line:
        assert [one["displayName"] for one in line.control("GET", "users")] == ["ลุงชาย"]
        assert [one["text"] for one in line.shown(user)] == ["the last one"]
        assert own(line, user) == menu
        assert line.call("GET", "/v2/bot/info", token=token).status == 200


def test_a_recording_goes_on_where_the_killed_one_was(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    with started(file) as line:
        user = line.join("ก")
        line.say(user, "before it was killed")
        eventually(lambda: saved(file, "before it was killed"))
    with started(file) as line:
        line.say(user, "after")
        found = line.http("GET", f"/_simulator/api/users/{user}/recording").body.decode()
    assert "- say: before it was killed\n- say: after\n" in found


def test_a_draft_that_a_killed_one_left_is_no_trouble(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    (tmp_path / ".state.json.draft").write_text('{"format":"line-simu', encoding="ascii")
    with started(file, signal.SIGTERM) as line:
        user = line.join("ก")
    assert [one.name for one in tmp_path.iterdir()] == ["state.json"]
    assert saved(file, user)


def kept(path: Path, act: Callable[[Client, World, Person, Keeper], Any]) -> Any:
    """Runs ``act`` with a keeper that looks as often as it can."""

    async def run(client: Client, world: World, person: Person) -> Any:
        keeper = Keeper(world, path, every_s=0)
        return await act(client, world, person, keeper)

    return with_world(run)


def test_where_nothing_changed_nothing_is_written(tmp_path: Path) -> None:
    async def act(client: Client, world: World, person: Person, keeper: Keeper) -> list[bool]:
        await client.get("/_simulator/api/users")
        after_a_question = await keeper.save()
        await client.post(f"/_simulator/api/users/{person.user_id}/block")
        return [after_a_question > 0, await keeper.save() > 0, await keeper.save() > 0]

    assert kept(tmp_path / "s.json", act) == [False, True, False]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/v2/bot/message/broadcast", {"messages": [{"type": "text", "text": "ก"}]}),
        ("GET", "/v2/bot/info", None),
        ("PUT", "/_simulator/api/users/{user}/attributes", {"age": 67}),
        ("PUT", "/_simulator/api/clock", {"advance": 60}),
    ],
)
def test_whatever_a_saved_state_shows_is_a_change(method: str, path: str, body: Any) -> None:
    async def act(client: Client, world: World, person: Person) -> bool:
        before, at = world.mark(), path.format(user=person.user_id)
        headers = {"Authorization": f"Bearer {TOKEN}"}
        await client.request(method, at, json=body, headers=headers)
        return world.mark() != before

    assert with_world(act)


def test_who_has_much_to_save_saves_less_often(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A twentieth of the time at most."""
    moments = iter([0.0, 3.0])
    monkeypatch.setattr(keeping, "stopwatch", lambda: next(moments))

    async def act(client: Client, world: World, person: Person, keeper: Keeper) -> float:
        world.touched += 1
        return keeper.pause_after(await keeper.save())

    assert kept(tmp_path / "s.json", act) == 60


def test_a_place_that_cannot_be_written_is_told_and_tried_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "s.json"
    folder.mkdir()

    async def act(client: Client, world: World, person: Person, keeper: Keeper) -> bool:
        world.touched += 1
        await keeper.save()
        folder.rmdir()
        return await keeper.save() > 0 and folder.is_file()

    with caplog.at_level(logging.WARNING):
        assert kept(folder, act)
    assert "could not be saved" in caplog.text


def test_while_much_is_written_calls_are_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writing is done in a thread: a call that comes meanwhile need not wait for its end."""
    order: list[str] = []
    write = state.write

    async def act(client: Client, world: World, person: Person, keeper: Keeper) -> list[str]:
        gate = threading.Event()

        def slow(path: Path, document: dict[str, object]) -> None:
            assert gate.wait(_WAIT_S)
            write(path, document)
            order.append("written")

        monkeypatch.setattr(state, "write", slow)
        world.touched += 1
        saving = asyncio.create_task(keeper.save())
        await client.get("/_simulator/api/users")
        order.append("answered")
        gate.set()
        await saving
        return order

    assert kept(tmp_path / "s.json", act) == ["answered", "written"]


def test_a_bubble_that_changes_while_it_is_written_is_whole_in_the_file(tmp_path: Path) -> None:
    """Taken at one moment: what is said later is in the next file."""

    async def act(client: Client, world: World, person: Person, keeper: Keeper) -> Any:
        path = f"/_simulator/api/users/{person.user_id}/messages"
        await client.post(path, json={"type": "text", "text": "one"})
        document = state.take(world.stores(), "now")
        await client.post(path, json={"type": "text", "text": "two"})
        return json.loads("".join(state.pieces(document)))["parts"]["chats"][person.user_id]

    assert [one["message"]["text"] for one in kept(tmp_path / "s.json", act)] == ["one"]
