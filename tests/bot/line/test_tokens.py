"""Access tokens that renew themselves: LINE reference, "Issue stateless channel access token"."""

from __future__ import annotations

import json
import threading
from urllib.parse import parse_qs

import pytest

from base.clock import pause
from bot.line.answers import Answer, NotSent
from bot.line.bucket import Buckets
from bot.line.client import Issuer, LineClient, Timeouts
from bot.line.errors import Decision, decide
from bot.line.tokens import ShortLivedToken, StaticToken, TokenRefused
from tests.bot.wire import PATIENCE, http, wire

BODY = b'{"to":"U1","messages":[{"type":"text","text":"x"}]}'
KEY = "0f3f1c1e-2f0b-4a1e-9d0a-1f2e3d4c5b6a"
REFUSED = b'{"error":"invalid_client","error_description":"invalid client"}'


def issued(name: str, seconds: float = 900) -> Answer:
    said = {"token_type": "Bearer", "access_token": name, "expires_in": seconds}
    return Answer(200, {}, json.dumps(said).encode())


class Line:
    """Hands out what it was given, one after the other; the last again and again."""

    def __init__(self, *answers: Answer | Exception) -> None:
        self.answers, self.asked = list(answers), 0

    def issue(self) -> Answer:
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        if isinstance(answer, Exception):
            raise answer
        return answer


def test_one_token_serves_until_shortly_before_its_end() -> None:
    line = Line(issued("one"))
    source = ShortLivedToken(line.issue)
    assert [source.token() for _ in range(5)] == ["one"] * 5
    assert line.asked == 1


def test_a_token_is_renewed_before_it_ends() -> None:
    line = Line(issued("one", 0.2), issued("two"))
    source = ShortLivedToken(line.issue)
    assert source.token() == "one"
    pause(0.17)
    assert source.token() == "two"


def test_an_old_token_that_is_still_good_is_used_when_no_new_one_is_to_be_had() -> None:
    line = Line(issued("one", 60), NotSent("no connection"))
    source = ShortLivedToken(line.issue)
    source.token()
    source._renew_at = 0.0
    assert source.token() == source.token() == "one"
    assert line.asked == 2


def test_many_threads_ask_for_one_token() -> None:
    line, got = Line(issued("one")), []
    source = ShortLivedToken(line.issue)
    threads = [threading.Thread(target=lambda: got.append(source.token())) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (line.asked, got) == (1, ["one"] * 16)


def test_while_one_thread_renews_the_others_go_on_with_the_old_token() -> None:
    may_end = threading.Event()
    line = Line(issued("one", 60))
    source = ShortLivedToken(line.issue)
    source.token()

    def slow() -> Answer:
        may_end.wait(PATIENCE)
        return issued("two")

    source._issue, source._renew_at = slow, 0.0
    renewing = threading.Thread(target=source.token)
    renewing.start()
    while not source._asking.locked():
        pause(0.001)
    assert source.token() == "one"
    may_end.set()
    renewing.join()
    assert source.token() == "two"


def test_an_unknown_channel_means_what_a_refused_token_means() -> None:
    source = ShortLivedToken(Line(Answer(400, {}, REFUSED)).issue)
    with pytest.raises(TokenRefused) as caught:
        source.token()
    assert decide(caught.value.answer) is Decision.STOP


def test_a_401_in_the_middle_is_tried_once_more_with_a_new_token_and_the_same_key() -> None:
    first, second = issued("one").body, issued("two").body
    answers = (http(200, first), http(401, b"{}"), http(200, second), http(200, b"{}"))
    with wire(*answers) as server:
        source = ShortLivedToken(Issuer(server.url, "1234567890", "channel-secret").issue)
        line = LineClient(server.url, server.url, source, Buckets(), Timeouts(PATIENCE, PATIENCE))
        answer = line.push(BODY, KEY)
        line.close()
    pushes = [one for one in server.requests if b"/message/push" in one]
    assert answer.status == 200
    assert [b"Bearer one" in pushes[0], b"Bearer two" in pushes[1]] == [True, True]
    assert all(f"X-Line-Retry-Key: {KEY}".encode() in one for one in pushes)


def test_a_second_401_is_told_and_not_tried_again() -> None:
    token = http(200, issued("one").body)
    with wire(token, http(401, b"{}"), http(200, issued("two").body), http(401, b"{}")) as server:
        source = ShortLivedToken(Issuer(server.url, "1234567890", "channel-secret").issue)
        line = LineClient(server.url, server.url, source, Buckets(), Timeouts(PATIENCE, PATIENCE))
        assert line.push(BODY, KEY).status == 401
        line.close()
    assert len(server.requests) == 4


def test_a_long_lived_token_is_not_tried_twice() -> None:
    with wire(http(401, b"{}")) as server:
        line = LineClient(
            server.url, server.url, StaticToken("t"), Buckets(), Timeouts(PATIENCE, PATIENCE)
        )
        assert line.push(BODY, KEY).status == 401
        line.close()
    assert len(server.requests) == 1


def test_no_token_to_be_had_is_an_answer_that_stops_sending() -> None:
    with wire(http(400, REFUSED)) as server:
        source = ShortLivedToken(Issuer(server.url, "1234567890", "wrong").issue)
        line = LineClient(server.url, server.url, source, Buckets(), Timeouts(PATIENCE, PATIENCE))
        answer = line.push(BODY, KEY)
        line.close()
    assert decide(answer) is Decision.STOP
    assert "invalid_client" in str(answer.json()["message"])


def test_a_token_is_asked_for_by_id_and_secret_in_a_form() -> None:
    with wire(http(200, issued("one").body)) as server:
        Issuer(server.url, "1234567890", "channel-secret").issue()
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /oauth2/v3/token ")
    assert b"Authorization" not in head
    assert parse_qs(body.decode()) == {
        "grant_type": ["client_credentials"],
        "client_id": ["1234567890"],
        "client_secret": ["channel-secret"],
    }


def test_neither_token_nor_secret_is_in_a_repr() -> None:
    source = ShortLivedToken(Line(issued("token-value")).issue)
    source.token()
    shown = repr(source) + repr(Issuer("http://127.0.0.1:9", "1", "channel-secret"))
    assert "token-value" not in shown
    assert "channel-secret" not in shown
