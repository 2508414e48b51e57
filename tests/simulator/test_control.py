"""The control API."""

from __future__ import annotations

import pytest

from tests.contract.line import TEXT, Line


def test_a_new_person_is_listed(line: Line) -> None:
    user = line.join("ลุงชาย")
    assert line.control("GET", "users") == [
        {
            "userId": user,
            "displayName": "ลุงชาย",
            "friend": True,
            "blocked": False,
            "pictureUrl": None,
            "consents": True,
        }
    ]


def test_a_person_can_bring_a_user_id_once(line: Line) -> None:
    body = {"displayName": "ก", "userId": "U" + "a" * 32}
    assert line.control("POST", "users", body)["userId"] == body["userId"]
    line.control("POST", "users", body, status=400)
    line.control("POST", "users", {**body, "userId": "me"}, status=400)


def test_a_person_whom_the_bot_knows_comes_back_without_an_event(line: Line) -> None:
    body = {"displayName": "ก", "silent": True, "blocked": True}
    user = line.control("POST", "users", body)
    assert (user["friend"], user["blocked"]) == (True, True)
    assert line.control("GET", "idle") == {"idle": True, "waiting": 0}
    assert line.control("GET", "webhooks") == []


def test_what_is_on_the_phone_can_be_read_from_a_place_on(line: Line) -> None:
    user = line.join()
    line.say(user, "หนึ่ง")
    line.push(user, {**TEXT, "sender": {"name": "สมชาย"}})
    first, second = line.control("GET", f"users/{user}/messages")
    assert (first["seq"], first["from"], first["message"]["text"]) == (1, "user", "หนึ่ง")
    assert (second["sender"], second["message"]) == ({"name": "สมชาย"}, TEXT)
    assert line.control("GET", f"users/{user}/messages?after=1") == [second]


def test_a_photo_on_the_phone_can_be_fetched_until_it_is_taken_back(line: Line) -> None:
    user = line.join()
    message_id = line.say(user, {"type": "image", "size": 5000})
    item = line.control("GET", f"users/{user}/messages")[0]
    assert line.http("GET", item["contentUrl"]).headers["content-type"] == "image/jpeg"
    assert line.http("GET", item["contentUrl"] + "/preview").status == 200
    line.control("POST", f"users/{user}/unsend", {"messageId": message_id})
    assert line.control("GET", f"users/{user}/messages")[0]["unsent"] is True
    assert line.http("GET", item["contentUrl"]).status == 404


def test_who_blocks_cannot_write(line: Line) -> None:
    user = line.join()
    line.control("POST", f"users/{user}/block")
    line.control("POST", f"users/{user}/messages", {"type": "text", "text": "x"}, status=400)


BAD: list[tuple[str, str, object, int]] = [
    ("POST", "users", {}, 400),
    ("POST", "users", {"displayName": 5}, 400),
    ("POST", "users/U0/messages", {"type": "text", "text": "x"}, 404),
    ("POST", "users/ID/messages", {"type": "text"}, 400),
    ("POST", "users/ID/messages", {"type": "text", "text": "x" * 10_001}, 400),
    ("POST", "users/ID/messages", {"type": "image", "size": -1}, 400),
    ("POST", "users/ID/messages", {"type": "location", "latitude": 200, "longitude": 1}, 400),
    ("POST", "users/ID/messages", ["x"], 400),
    ("POST", "users/ID/postbacks", {}, 400),
    ("POST", "users/ID/unsend", {"messageId": "1"}, 404),
    ("GET", "users/ID/messages?after=x", None, 400),
    ("GET", "users/ID/messages?after=" + "9" * 5_000, None, 400),
    ("GET", "requests?after=x", None, 400),
    ("GET", "content/1", None, 404),
    ("PUT", "faults", {"typo": 1}, 400),
    ("PUT", "clock", {"advance": "x"}, 400),
    ("PUT", "clock", {"advance": 1e300}, 400),
    ("PUT", "clock", {"at": "soon"}, 400),
    ("PUT", "clock", {"at": "9999-12-31T23:59:59-12:00"}, 400),
    ("POST", "events", {"event": {}}, 400),
    ("GET", "nothing/here", None, 404),
    ("GET", "nothing", None, 404),
    ("DELETE", "users/ID", None, 405),
    ("POST", "users", {"displayName": "x" * 3_000_000}, 413),
    ("PUT", "clock", {"advance": float("nan")}, 400),
    ("PUT", "faults", {"latency_ms": float("inf")}, 400),
    ("POST", "events", {"event": {"type": "x", "y": float("nan")}}, 400),
]


@pytest.mark.parametrize(("method", "path", "body", "status"), BAD)
def test_bad_requests_are_told_and_change_nothing(
    line: Line, method: str, path: str, body: object, status: int
) -> None:
    user = line.join()
    answer = line.control(method, path.replace("ID", user), body, status=status)
    assert answer["message"]
    assert line.control("GET", f"users/{user}/messages") == []
    assert len(line.control("GET", "users")) == 1


def test_the_clock_is_put_and_told(line: Line) -> None:
    told = line.control("PUT", "clock", {"at": "2026-08-03T10:00:00+07:00"})
    assert told["now"].startswith("2026-08-03T03:00:0")
    assert line.control("GET", "clock")["offset"] == told["offset"]


def test_a_reset_forgets_people_logs_and_faults(line: Line) -> None:
    user = line.join()
    line.push(user)
    line.faults(rate_500=1)
    line.control("POST", "reset", status=200)
    assert line.control("GET", "users") == []
    assert line.control("GET", "requests") == []
    assert line.control("GET", "faults")["rate_500"] == 0
    assert line.push(user).message == "Failed to send messages"


def test_the_journal_shows_what_was_asked_without_the_token(line: Line) -> None:
    user = line.join()
    line.push(user)
    (entry,) = line.control("GET", "requests")
    assert (entry["method"], entry["path"], entry["status"]) == (
        "POST",
        "/v2/bot/message/push",
        200,
    )
    assert entry["body"] == {"to": user, "messages": [TEXT]}
    assert entry["answer"]["sentMessages"]
    assert "authorization" not in entry["headers"]


def test_a_big_upload_is_taken_whole(line: Line) -> None:
    """Larger than what the API takes as JSON."""
    user, file = line.join(), b"\x00\x01" * 4_000_000
    edge = b"--edge"
    head = b'Content-Disposition: form-data; name="%s"%s\r\nContent-Type: %s\r\n\r\n'
    message = (
        edge + b"\r\n" + head % (b"message", b"", b"application/json") + b'{"type":"file"}\r\n'
    )
    upload = edge + b"\r\n" + head % (b"file", b'; filename="a.bin"', b"text/plain") + file
    body = message + upload + b"\r\n" + edge + b"--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=edge"}
    answer = line.http("POST", f"/_simulator/api/users/{user}/messages", body, kind)
    assert line.content(answer.json["messageId"]).body == file
    shown = line.control("GET", f"users/{user}/messages")[0]["message"]
    assert shown == {"type": "file", "fileName": "a.bin"}
