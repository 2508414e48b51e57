"""The client against a LINE that misbehaves on demand."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from bot.line.answers import Answer, Unclear
from bot.line.bucket import Buckets
from bot.line.client import LineClient
from bot.line.errors import Decision, decide, reason
from bot.line.tokens import StaticToken
from simulator.config import Config
from simulator.thread import running
from tests.bot.phone import Phone

TEXT = [{"type": "text", "text": "สวัสดีค่ะ"}]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running(Config(channel_secret="s", channel_token="t")) as base:
        yield base


@pytest.fixture
def phone(url: str) -> Phone:
    return Phone(url)


@pytest.fixture
def line(url: str) -> Iterator[LineClient]:
    made = LineClient(url, url, StaticToken("t"), Buckets())
    yield made
    made.close()


def push(line: LineClient, phone: Phone, key: str | None = None, **more: Any) -> Answer:
    return line.push(phone.body(**more), key or str(uuid.uuid4()))


def test_a_push_is_sent_and_its_request_named(line: LineClient, phone: Phone) -> None:
    answer = push(line, phone)
    assert decide(answer) is Decision.SENT
    assert uuid.UUID(answer.request_id)
    assert phone.shown() == 1


def test_a_drop_before_acceptance_is_unclear_and_the_same_key_then_sends_it(
    line: LineClient, phone: Phone
) -> None:
    key = str(uuid.uuid4())
    phone.call("PUT", "faults", {"drop_before": 1})
    with pytest.raises(Unclear):
        push(line, phone, key)
    phone.call("PUT", "faults", {"drop_before": 0})
    assert decide(push(line, phone, key)) is Decision.SENT
    assert phone.shown() == 1


def test_a_drop_after_acceptance_is_unclear_and_the_same_key_says_already_sent(
    line: LineClient, phone: Phone
) -> None:
    key = str(uuid.uuid4())
    phone.call("PUT", "faults", {"drop_after": 1})
    with pytest.raises(Unclear):
        push(line, phone, key)
    phone.call("PUT", "faults", {"drop_after": 0})
    again = push(line, phone, key)
    assert decide(again) is Decision.ALREADY_SENT
    assert uuid.UUID(again.accepted_request_id)
    assert phone.shown() == 1


@pytest.mark.parametrize(
    ("faults", "expected"),
    [
        ({"rate_429": 1}, Decision.WAIT_RATE),
        ({"rate_500": 1}, Decision.UNCLEAR),
        ({"quota": 0}, Decision.WAIT_MONTH),
    ],
)
def test_trouble_is_told_apart(
    line: LineClient, phone: Phone, faults: dict[str, int], expected: Decision
) -> None:
    phone.call("PUT", "faults", faults)
    assert decide(push(line, phone)) is expected
    assert phone.shown() == 0


def test_a_used_or_unknown_reply_token_is_named(line: LineClient, phone: Phone) -> None:
    body = json.dumps({"replyToken": "0" * 32, "messages": TEXT}).encode()
    assert decide(line.reply(body)) is Decision.BAD_TOKEN


def test_a_bad_body_is_bad_and_its_reason_readable(line: LineClient, phone: Phone) -> None:
    answer = push(line, phone, messages=TEXT * 6)
    assert decide(answer) is Decision.BAD_BODY
    assert "Size must be between 1 and 5 @ messages" in reason(answer)


def test_somebody_unknown_is_a_bad_body_too(line: LineClient, phone: Phone) -> None:
    assert decide(push(line, phone, to="U" + "0" * 32)) is Decision.BAD_BODY


def test_a_wrong_token_stops_everything(url: str, phone: Phone) -> None:
    stranger = LineClient(url, url, StaticToken("wrong"), Buckets())
    assert decide(push(stranger, phone)) is Decision.STOP
    stranger.close()


def test_quota_consumption_profile_and_info_are_read(line: LineClient, phone: Phone) -> None:
    phone.call("PUT", "faults", {"quota": 300})
    push(line, phone)
    assert line.quota().json() == {"type": "limited", "value": 300}
    assert line.consumption().json() == {"totalUsage": 1}
    assert line.profile(phone.user).json()["displayName"] == "แก้ว"
    assert line.profile("U" + "0" * 32).status == 404
    assert line.bot_info().json()["userId"].startswith("U")


def test_content_comes_in_pieces(line: LineClient, phone: Phone) -> None:
    said = phone.call("POST", f"users/{phone.user}/messages", {"type": "video", "size": 300_000})
    with line.content(said["messageId"]) as content:
        sizes = [len(piece) for piece in content.pieces()]
    assert content.status == 200
    assert sum(sizes) == 300_000
    assert max(sizes) <= 64 * 1024


def test_content_that_is_not_there_yet_or_any_more_says_so(line: LineClient, phone: Phone) -> None:
    phone.call("PUT", "faults", {"content_pending": 1})
    said = phone.call("POST", f"users/{phone.user}/messages", {"type": "video", "size": 10})
    with line.content(said["messageId"]) as content:
        assert content.status == 202
    with line.content("1") as content:
        assert content.answer().json() == {"message": "not found"}
    assert line.transcoding(said["messageId"]).status == 200


def test_connections_are_kept_whatever_was_answered(line: LineClient, phone: Phone) -> None:
    opened = []
    for _ in range(3):
        push(line, phone)
        line.profile("U" + "0" * 32)
        [host] = line._api.pools.keys()
        opened.append(line._api.pools[host].num_connections)
    assert opened == [1, 1, 1]
