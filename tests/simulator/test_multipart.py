"""Messages that come with their file."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.people.person import Person
from simulator.world import World
from tests.contract.line import Line
from tests.simulator.inside import Client, kept_files, with_world
from tests.simulator.multipart import EDGE, TYPE, body, file, message

PHOTO = message(b'{"type":"image"}')
GOOD = body(PHOTO, file())
LIKELY = st.sampled_from(
    [
        *(b"--" + EDGE, b"--" + EDGE + b"--", b"\r\n", b"\r\n\r\n", b"\n", b"\x00", b"\xff", b": "),
        *(b'Content-Disposition: form-data; name="message"', b'{"type":"image"}'),
        *(b'Content-Disposition: form-data; name="file"; filename="a"', b"Content-Type: image/png"),
        *(b"Content-Type: multipart/mixed", b"Content-Length: 5", b"Content-Type: \xe0\x00/x"),
        *(b"Content-Transfer-Encoding: base64", b"Content-Encoding: gzip", b'name="_charset_"'),
    ]
)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (GOOD, "multipart/form-data"),
        (GOOD, "multipart/form-data; boundary="),
        (GOOD, f"multipart/form-data; boundary={'x' * 80}"),
        (GOOD, "multipart/form-data; boundary=another"),
        (b"", TYPE),
        (GOOD[:-20], TYPE),
        (body(PHOTO, file(), end=False), TYPE),
        (body(PHOTO), TYPE),
        (body(file()), TYPE),
        (body(message(b'{"type":"text","text":"x"}'), file()), TYPE),
        (body(message(b"[" * 5_000), file()), TYPE),
        (body(PHOTO, file(), file()), TYPE),
        (body(PHOTO, ('"other"', "text/plain", b"x"), file()), TYPE),
        (body(file(), message(b'{"type":"image","imageSet":5}')), TYPE),
        (body(PHOTO, ('"file"', "multipart/mixed; boundary=inner", b"x")), TYPE),
    ],
)
def test_a_bad_body_is_told_in_json_and_leaves_nothing(raw: bytes, kind: str) -> None:
    async def act(client: Client, world: World, person: Person) -> Any:
        path = f"/_simulator/api/users/{person.user_id}/messages"
        answer = await client.post(path, data=raw, headers={"Content-Type": kind})
        told = (answer.status, bool((await answer.json())["message"]))
        return (*told, kept_files(world), world.chat(person.user_id).after(0))

    assert with_world(act) == (400, True, [], [])


def test_a_message_of_megabytes_is_too_large(line: Line) -> None:
    raw = body(message(b'{"type":"image","x":"' + b"x" * 3_000_000 + b'"}'), file())
    path = f"/_simulator/api/users/{line.join()}/messages"
    answer = line.http("POST", path, raw, {"Content-Type": TYPE})
    assert (answer.status, bool(answer.message)) == (413, True)


def test_a_good_body_is_one_message_and_one_file() -> None:
    async def act(client: Client, world: World, person: Person) -> Any:
        path = f"/_simulator/api/users/{person.user_id}/messages"
        answer = await client.post(path, data=GOOD, headers={"Content-Type": TYPE})
        return answer.status, [one.read_bytes() for one in kept_files(world)]

    assert with_world(act) == (201, [b"abc"])


def test_a_phone_that_was_forgotten_meanwhile_says_nothing() -> None:
    async def act(client: Client, world: World, person: Person) -> Any:
        async def slowly() -> Any:
            yield GOOD[:100]
            world.reset()
            yield GOOD[100:]

        path = f"/_simulator/api/users/{person.user_id}/messages"
        answer = await client.post(path, data=slowly(), headers={"Content-Type": TYPE})
        return answer.status, kept_files(world), world.chats

    assert with_world(act) == (404, [], {})


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(LIKELY | st.binary(max_size=20), max_size=14).map(b"".join), st.booleans())
def test_no_multipart_crashes_a_phone(line: Line, raw: bytes, begun: bool) -> None:
    user = line.control("GET", "users")[0]["userId"] if _somebody(line) else line.join()
    whole = GOOD[: len(GOOD) - 30] + raw if begun else raw
    headers = {"Content-Type": TYPE}
    answer = line.http("POST", f"/_simulator/api/users/{user}/messages", whole, headers)
    assert answer.status in (201, 400, 413), answer
    assert answer.json
    assert line.control("GET", f"users/{user}/messages") is not None


def _somebody(line: Line) -> bool:
    return bool(line.control("GET", "users"))
