"""The two kinds of no answer are never confused, and a known status is never forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from bot.line.answers import Answer, NotSent, TooFast, Unclear
from bot.line.bucket import Buckets
from bot.line.client import LineClient, Timeouts
from bot.line.tokens import StaticToken
from tests.bot.wire import PATIENCE, Wire, http, wire
from tests.support.ports import free_port

BODY = '{"replyToken":"t","messages":[{"type":"text","text":"น้ำ"}]}'.encode()
KEY = "0f3f1c1e-2f0b-4a1e-9d0a-1f2e3d4c5b6a"


def client(url: str, read: float = PATIENCE) -> LineClient:
    return LineClient(url, url, StaticToken("secret"), Buckets(), Timeouts(PATIENCE, read))


@contextmanager
def talking(
    *answers: bytes, hang: bool = False, read: float = PATIENCE
) -> Iterator[tuple[LineClient, Wire]]:
    with wire(*answers, hang=hang) as server:
        line = client(server.url, read)
        yield line, server
        line.close()


def test_a_frozen_body_goes_out_byte_for_byte() -> None:
    with talking(http(200, b"{}")) as (line, server):
        line.reply(BODY)
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert body == BODY
    assert b"Authorization: Bearer secret" in head


def test_the_retry_key_goes_with_a_push_and_never_with_a_reply() -> None:
    with talking(http(200, b"{}")) as (line, server):
        line.reply(BODY)
        line.push(BODY, KEY)
    assert [f"X-Line-Retry-Key: {KEY}".encode() in one for one in server.requests] == [False, True]


def test_an_answer_is_handed_over_as_it_is() -> None:
    raw = http(409, b'{"message":"m"}', "x-line-request-id: r2", "x-line-accepted-request-id: r1")
    with talking(raw) as (line, _):
        answer = line.push(BODY, KEY)
    assert (answer.status, answer.request_id, answer.accepted_request_id) == (409, "r2", "r1")
    assert answer.json() == {"message": "m"}


def test_a_refused_connection_was_not_sent() -> None:
    with pytest.raises(NotSent, match="NewConnectionError"):
        client(f"http://127.0.0.1:{free_port()}").reply(BODY)


def test_a_name_that_cannot_exist_was_not_sent() -> None:
    with pytest.raises(NotSent):
        client(f"http://{'a' * 70}.invalid").reply(BODY)


def test_a_connection_closed_without_a_word_is_unclear() -> None:
    with talking(b"") as (line, _), pytest.raises(Unclear):
        line.push(BODY, KEY)


def test_silence_ends_at_the_timeout_and_is_unclear() -> None:
    with (
        talking(b"", hang=True, read=0.2) as (line, _),
        pytest.raises(Unclear, match="ReadTimeout"),
    ):
        line.push(BODY, KEY)


def test_an_answer_may_take_longer_than_being_connected_may() -> None:
    with wire(http(200, b"{}"), late=0.8) as server:
        line = LineClient(
            server.url,
            server.url,
            StaticToken("t"),
            Buckets(),
            Timeouts(connect=0.3, read=PATIENCE),
        )
        assert line.push(BODY, KEY).status == 200


def test_half_a_status_line_is_unclear() -> None:
    with talking(b"HTTP/1.1 2") as (line, _), pytest.raises(Unclear):
        line.push(BODY, KEY)


def test_something_that_is_not_http_is_unclear() -> None:
    with talking(b"\x15\x03\x01\x00\x02\x02") as (line, _), pytest.raises(Unclear):
        line.reply(BODY)


@pytest.mark.parametrize("status", [200, 409])
def test_an_accepted_message_stays_accepted_when_the_rest_of_the_answer_is_lost(
    status: int,
) -> None:
    with talking(http(status, b'{"sent', length=500)) as (line, _):
        answer = line.push(BODY, KEY)
    assert (answer.status, answer.body, answer.json()) == (status, b"", {})


def test_a_refusal_whose_reason_is_lost_is_unclear() -> None:
    with talking(http(400, b'{"mess', length=500)) as (line, _), pytest.raises(Unclear):
        line.reply(BODY)


def test_nothing_is_tried_twice_by_itself() -> None:
    with talking(http(429, b"{}", "Retry-After: 0")) as (line, server):
        assert line.quota().status == 429
        assert line.reply(BODY).status == 429
    assert len(server.requests) == 2


def test_a_redirect_is_an_answer_and_not_followed() -> None:
    with talking(http(307, b"", "Location: http://127.0.0.1:9/")) as (line, server):
        assert line.reply(BODY).status == 307
    assert len(server.requests) == 1


def test_an_answer_without_an_end_is_cut_off() -> None:
    endless = http(500, b"x" * 2_000_000, length=9_000_000)
    with talking(endless, hang=True) as (line, _):
        assert len(line.reply(BODY).body) == 1_000_000


def test_a_call_over_our_own_rate_is_not_sent() -> None:
    with wire(http(200, b"{}")) as server:
        buckets = Buckets(limits={"push": (1.0, 3600.0)})
        line = LineClient(server.url, server.url, StaticToken("t"), buckets)
        line.push(BODY, KEY)
        with pytest.raises(TooFast) as held:
            line.push(BODY, KEY)
    assert 0 < held.value.seconds <= 3600
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("call", "path"),
    [
        (lambda line: line.profile("U1/../../info"), b"/v2/bot/profile/U1%2F..%2F..%2Finfo "),
        (lambda line: line.quota(), b"/v2/bot/message/quota "),
        (lambda line: line.consumption(), b"/v2/bot/message/quota/consumption "),
        (lambda line: line.bot_info(), b"/v2/bot/info "),
        (lambda line: line.transcoding("7?x"), b"/v2/bot/message/7%3Fx/content/transcoding "),
        (lambda line: line.multicast(BODY, KEY), b"/v2/bot/message/multicast "),
    ],
)
def test_every_call_goes_to_its_own_path(call: Callable[[LineClient], Answer], path: bytes) -> None:
    with talking(http(200, b'{"a":1}')) as (line, server):
        assert call(line).json() == {"a": 1}
    assert server.requests[0].split(b" ", 1)[1].startswith(path)


def test_the_token_stays_out_of_words_for_people() -> None:
    assert "secret" not in repr(StaticToken("secret"))
    with pytest.raises(NotSent) as fault:
        client(f"http://127.0.0.1:{free_port()}").reply(BODY)
    assert "secret" not in fault.value.cause
