import json

import pytest

from bot.line.answers import Answer
from bot.line.errors import MAX_REASON, RULES, Decision, decide, reason


def answer(status: int, message: str = "", **more: object) -> Answer:
    return Answer(status, {}, json.dumps({"message": message, **more}).encode())


@pytest.mark.parametrize(
    ("status", "message", "expected"),
    [
        (200, "", Decision.SENT),
        (202, "", Decision.SENT),
        (409, "The retry key is already accepted", Decision.ALREADY_SENT),
        (400, "Invalid reply token", Decision.BAD_TOKEN),
        (400, "invalid\u00a0Reply token.", Decision.BAD_TOKEN),
        (400, "The request body has 1 error(s)", Decision.BAD_BODY),
        (400, "Failed to send messages", Decision.BAD_BODY),
        (401, "Authentication failed", Decision.STOP),
        (403, "Access to this API is not available for your account", Decision.REFUSED),
        (404, "Not found", Decision.REFUSED),
        (413, "", Decision.BAD_BODY),
        (429, "The API rate limit has been exceeded. Try again later.", Decision.WAIT_RATE),
        (429, "You have reached your monthly limit.", Decision.WAIT_MONTH),
        (429, "", Decision.WAIT_RATE),
        (500, "Internal server error", Decision.UNCLEAR),
        (503, "", Decision.UNCLEAR),
        (302, "", Decision.UNCLEAR),
    ],
)
def test_each_answer_has_one_meaning(status: int, message: str, expected: Decision) -> None:
    assert decide(answer(status, message)) is expected


def test_no_status_is_without_a_decision_and_only_2xx_is_sent() -> None:
    decided = {status: decide(Answer(status, {}, b"<html>")) for status in range(100, 600)}
    sent = [status for status, decision in decided.items() if decision is Decision.SENT]
    assert sent == list(range(200, 300))


def test_a_text_alone_never_decides() -> None:
    assert decide(answer(500, "Invalid reply token")) is Decision.UNCLEAR
    assert decide(answer(200, "You have reached your monthly limit.")) is Decision.SENT


def test_every_rule_names_its_source() -> None:
    assert all(rule.source for rule in RULES)


def test_the_reason_names_what_is_wrong_and_where() -> None:
    details = [{"message": "May not be empty", "property": "messages[0].text"}]
    told = reason(answer(400, "The request body has 1 error(s)", details=details))
    assert told == "400 The request body has 1 error(s); May not be empty @ messages[0].text"


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b'{"message":5,"details":7}', b"[" * 9999])
def test_a_body_of_another_shape_is_no_trouble(body: bytes) -> None:
    assert decide(Answer(400, {}, body)) is Decision.BAD_BODY
    assert reason(Answer(400, {}, body)).startswith("400")


def test_a_reason_is_never_long() -> None:
    assert len(reason(answer(400, "x" * 9000))) == MAX_REASON
