"""What the control API refuses, hands out with care, or writes down."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from tests.contract.line import TOKEN, Line
from tests.simulator import multipart


@pytest.mark.parametrize("raw", [b'{"advance": 1e999}', b"[" * 200 + b"]" * 200, b"\xff"])
def test_a_body_that_is_no_json_is_told(line: Line, raw: bytes) -> None:
    answer = line.http("PUT", "/_simulator/api/clock", raw)
    assert answer.status == 400
    assert answer.message.startswith("the body is not JSON")


def test_what_a_bot_sent_that_is_no_json_is_shown_as_text(line: Line) -> None:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {TOKEN}"}
    line.http("POST", "/v2/bot/message/push", b'{"to": NaN}', headers)
    assert line.control("GET", "requests")[0]["body"] == '{"to": NaN}'


def test_the_journals_can_be_read_from_a_place_on(line: Line) -> None:
    user = line.join()
    for _ in range(3):
        line.push(user)
    first, second, third = line.control("GET", "requests")
    assert line.control("GET", f"requests?after={second['n']}") == [third]
    line.control("POST", "reset", status=200)
    line.push(user)
    assert [one["n"] for one in line.control("GET", f"requests?after={first['n']}")] == [4]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://HOST"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://elsewhere"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "https://example.com"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_another_sites_page_may_not_use_it(
    line: Line, headers: dict[str, str], status: int
) -> None:
    host = str(urlsplit(line.url).netloc)
    sent = {name: value.replace("HOST", host) for name, value in headers.items()}
    answer = line.http("PUT", "/_simulator/api/faults", b'{"rate_500": 1}', sent)
    assert answer.status == status
    assert line.control("GET", "faults")["rate_500"] == int(status == 200)


@pytest.mark.parametrize(
    ("kind", "said", "inline"),
    [
        ("image/png", b'{"type":"image"}', True),
        ("image/svg+xml", b'{"type":"image"}', False),
        ("text/html", b'{"type":"file"}', False),
        ("IMAGE/SVG+XML; x=y", b'{"type":"image"}', False),
    ],
)
def test_what_a_browser_might_run_is_handed_out_as_a_file(
    line: Line, kind: str, said: bytes, inline: bool
) -> None:
    user = line.join()
    raw = multipart.body(multipart.message(said), multipart.file(b"<svg/>", kind))
    path = f"/_simulator/api/users/{user}/messages"
    sent = line.http("POST", path, raw, {"Content-Type": multipart.TYPE})
    got = line.http("GET", f"/_simulator/api/content/{sent.json['messageId']}")
    assert got.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert got.headers.get("content-disposition") == (None if inline else "attachment")
