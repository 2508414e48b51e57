"""What a simulator remembers goes into one document and comes back whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from simulator.config import Config
from simulator.thread import running
from simulator.world import World
from tests.contract.line import SECRET, TOKEN, Answer, Line

CONFIG = Config(channel_secret=SECRET, channel_token=TOKEN)
KEY = "0f5c2a4e-9d6b-4b1f-8a57-0c6b1de3f7aa"


@pytest.fixture
def other() -> Iterator[Line]:
    with running(CONFIG) as url:
        yield Line(url)


def carry(here: Line, there: Line) -> None:
    there.control("PUT", "state", here.control("GET", "state"))


def put(line: Line, state: Any) -> Answer:
    return line.http("PUT", "/_simulator/api/state", json.dumps(state).encode())


def test_people_and_chats_come_back(line: Line, other: Line) -> None:
    user = line.join("ลุงชาย")
    line.say(user, "หนึ่ง")
    line.push(user)
    carry(line, other)
    assert other.control("GET", "users") == line.control("GET", "users")
    path = f"users/{user}/messages"
    assert other.control("GET", path) == line.control("GET", path)


def test_groups_come_back_with_what_was_said_in_them(line: Line, other: Line) -> None:
    user = line.join("ป้าแดง")
    group = line.group(user)
    line.say_in(group, user, "ถึงทุกคน")
    carry(line, other)
    for path in ("groups", f"groups/{group}/messages"):
        assert other.control("GET", path) == line.control("GET", path)
    assert other.push(group).status == 200


def test_a_picture_comes_back_with_its_bytes(line: Line, other: Line) -> None:
    message_id = line.say(line.join(), {"type": "image", "size": 5000})
    carry(line, other)
    assert other.content(message_id).body == line.content(message_id).body


def test_what_was_unsent_is_gone_there_too(line: Line, other: Line) -> None:
    user = line.join()
    message_id = line.say(user, {"type": "image", "size": 5000})
    line.control("POST", f"users/{user}/unsend", {"messageId": message_id})
    carry(line, other)
    assert other.content(message_id).status == 410


def test_a_retry_key_is_remembered(line: Line, other: Line) -> None:
    user = line.join()
    line.push(user, key=KEY)
    carry(line, other)
    assert other.push(user, key=KEY).status == 409


def test_quota_clock_and_faults_come_back(line: Line, other: Line) -> None:
    line.push(line.join())
    line.advance(3600)
    line.faults(quota=1, redelivery={"on": True})
    carry(line, other)
    assert other.usage() == 1
    assert other.control("GET", "faults") == line.control("GET", "faults")
    assert other.control("GET", "clock")["offset"] == pytest.approx(3600, abs=1)


def test_both_journals_come_back_and_count_on(line: Line, other: Line) -> None:
    line.push(line.join())
    carry(line, other)
    assert other.control("GET", "requests") == line.control("GET", "requests")
    number = other.control("GET", "requests")[-1]["n"]
    other.usage()
    assert other.control("GET", "requests")[-1]["n"] == number + 1


def test_what_is_held_can_be_released_there(line: Line, other: Line) -> None:
    line.control("PUT", "webhook", {"url": f"{other.url}/nowhere"})
    line.say(line.join(friend=False), {"type": "text", "text": "รอ", "hold": True})
    carry(line, other)
    assert other.control("POST", "release", status=200) == {"released": 1}


def test_bulky_parts_can_stay_out(line: Line, other: Line) -> None:
    line.say(line.join(), {"type": "image"})
    found = line.control("GET", "state?without=content,requests,webhooks")
    assert not set(found["parts"]) & {"content", "requests", "webhooks"}
    assert put(other, found).status == 200


def test_another_version_is_refused_with_a_sentence(line: Line) -> None:
    state = line.control("GET", "state") | {"version": 99}
    answer = put(line, state)
    wanted = "this state has version 99; this simulator reads version 1"
    assert (answer.status, answer.message) == (400, wanted)


@pytest.mark.parametrize(
    "damage",
    [
        {"people": [{"user_id": "me", "display_name": "ก"}]},
        {"people": [{"user_id": "U" + "a" * 32, "display_name": 5}]},
        {"chats": {"U1": [{"seq": 7}]}},
        {"groups": [{"chat_id": "C" + "a" * 32, "kind": "room", "name": ""}]},
        {"content": {"../../x": {}}},
        {"clock": "tomorrow"},
        {"faults": {"rate_500": 7}},
        {"requests": [{"number": 1, "at": 1e300, "facts": {}, "bodies": {}}]},
        {"richMenus": {"menus": [{"id": "richmenu-1", "body": {}, "image": ""}]}},
        {"nothing like it": {}},
    ],
)
def test_a_damaged_part_is_refused_and_changes_nothing(line: Line, damage: Any) -> None:
    line.push(line.join("ลุงชาย"))
    before = line.control("GET", "state")
    parts = {**before["parts"], "usage": {}, **damage}
    assert put(line, before | {"parts": parts}).status == 400
    assert line.control("GET", "state")["parts"] | {"clock": 0} == before["parts"] | {"clock": 0}


def test_everything_that_can_be_saved_is_saved() -> None:
    """A store that has both halves stands in ``World.stores``."""
    world = World(CONFIG)
    able = [
        one for one in vars(world).values() if hasattr(one, "state") and hasattr(one, "restore")
    ]
    assert {id(one) for one in able} == {id(one) for one in world.stores().values()}


def test_a_file_is_loaded_at_the_start_and_saved_at_the_end(tmp_path: Path) -> None:
    config = replace(CONFIG, state_path=tmp_path / "deep" / "state.json")
    with running(config) as url:
        user = Line(url).join("ลุงชาย")
        Line(url).say(user, {"type": "image", "size": 5000})
    with running(config) as url:
        assert [one["userId"] for one in Line(url).control("GET", "users")] == [user]
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["state.json"]
