"""What can only be seen from inside."""

from __future__ import annotations

import asyncio
import sys
import threading
from typing import Any

import pytest

from simulator.basics import strict
from simulator.basics.moments import possible
from simulator.delivery.webhooks import Parcel
from simulator.people.content import Content, ContentStore
from simulator.people.person import Person
from simulator.tokens.read import ReadTokens
from simulator.world import World
from tests.simulator.inside import BEARER, Client, kept_files, with_world


def test_files_kept_at_the_same_time_share_one_folder() -> None:
    store, gate = ContentStore(), threading.Barrier(8)
    made: list[Content] = []

    def keep(number: int) -> None:
        gate.wait(60)
        made.append(store.keep(str(number), "file", "text/plain", iter([b"x"])))

    threads = [threading.Thread(target=keep, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len({one.path.parent for one in made}) == 1
    assert [one.is_there() for one in made] == [True] * 8
    store.clear()


def test_a_reset_in_the_middle_of_a_file_loses_the_file_alone() -> None:
    store = ContentStore()

    def pieces() -> Any:
        yield b"a"
        store.clear()
        yield b"b"

    content = store.keep("1", "file", "text/plain", pieces())
    assert (content.size, content.is_there()) == (2, False)
    assert store.keep("2", "file", "text/plain", iter([b"x"])).is_there()
    store.clear()


@pytest.mark.parametrize("rest", ["", "/preview"])
def test_a_file_that_went_is_told_in_lines_words(rest: str) -> None:
    async def act(client: Client, world: World, person: Person) -> Any:
        body = {"type": "image", "size": 5000}
        said = await client.post(f"/_simulator/api/users/{person.user_id}/messages", json=body)
        message_id = (await said.json())["messageId"]
        kept_files(world)[0].unlink()
        path = f"/v2/bot/message/{message_id}/content{rest}"
        answer = await client.get(path, headers=BEARER)
        ours = await client.get(f"/_simulator/api/content/{message_id}{rest}")
        return answer.status, await answer.json(), ours.status

    assert with_world(act) == (404, {"message": "not found"}, 404)


def test_an_event_that_cannot_be_written_is_recorded_and_the_next_one_leaves() -> None:
    async def act(_: Client, world: World, person: Person) -> Any:
        world.set_webhook("http://127.0.0.1:9/")
        for value in (float("nan"), 1):
            world.postman.send(Parcel(person.user_id, {"type": "x", "value": value}))
        while world.postman.waiting:
            await asyncio.sleep(0.01)
        return [one["reason"] for one in world.webhooks.describe()]

    assert with_world(act) == ["unclassified", "could_not_connect"]


def test_only_the_newest_read_tokens_are_kept() -> None:
    tokens = ReadTokens(kept=2)
    for number in "123":
        tokens.note(number, "U1", number)
    assert [tokens.find(number) for number in "123"] == [None, ("U1", "2"), ("U1", "3")]


def test_the_bots_calls_do_not_wait_for_a_long_journal() -> None:
    """The journal is written in another thread than the loop's."""
    threads = []

    class Watched(dict[str, object]):
        def __iter__(self) -> Any:
            return super().__iter__()

        def keys(self) -> Any:
            threads.append(threading.current_thread())
            return super().keys()

    async def act(client: Client, world: World, _: Person) -> int:
        world.requests.write(0.0, Watched(path="x"))
        return (await client.get("/_simulator/api/requests")).status

    assert with_world(act) == 200
    assert threads
    assert threading.main_thread() not in threads


@pytest.mark.parametrize("raw", ["NaN", "[Infinity]", '{"x": -Infinity}', "1e999", "[-1e400]"])
def test_numbers_that_are_none_are_no_json(raw: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        strict.loads(raw)


def test_a_hundred_levels_are_read_and_one_more_is_not() -> None:
    assert strict.loads("[" * strict.DEPTH + "]" * strict.DEPTH)
    for levels in (strict.DEPTH + 1, 5_000, 100_000):
        with pytest.raises(strict.TooDeep):
            strict.loads("[" * levels + "]" * levels)


def test_what_is_no_json_is_not_written() -> None:
    nest: list[object] = []
    for _ in range(sys.getrecursionlimit() * 2):
        nest = [nest]
    for body in (nest, float("nan")):
        with pytest.raises(ValueError, match=r".+"):
            strict.dumps(body)


@pytest.mark.parametrize(
    ("mode", "text", "can"),
    [
        ("date", "2028-02-29", True),
        ("date", "2026-02-29", False),
        ("date", "2100-12-31", True),
        ("date", "2101-01-01", False),
        ("date", "1899-12-31", False),
        ("date", "2026-W01-1", False),
        ("date", "๒๐๒๖-01-01", False),
        ("time", "23:59", True),
        ("time", "24:00", False),
        ("datetime", "2026-11-23T09:30", True),
        ("datetime", "2026-11-31T09:30", False),
        ("datetime", "2026-11-23 09:30", False),
        ("datetime", "2026-11-23T09:30+07:00", False),
    ],
)
def test_a_picker_holds_days_that_exist(mode: str, text: str, can: bool) -> None:
    assert possible(mode, text) is can
