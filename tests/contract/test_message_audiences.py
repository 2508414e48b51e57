"""Audiences of who saw a message or opened an address in it. REF is the page "Messaging API
reference"."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.line import TEXT, Answer, Line

PATH = "/v2/bot/audienceGroup"
NARROWCAST = "/v2/bot/message/narrowcast"
URL, OTHER = "https://example.com/a", "https://example.com/b"
DAY = 86_400


def buttons(*urls: str) -> dict[str, Any]:
    actions = [{"type": "uri", "label": "เปิด", "uri": url} for url in urls]
    template = {"type": "buttons", "text": "ก", "actions": actions}
    return {"type": "template", "altText": "ก", "template": template}


def broadcast(line: Line) -> str:
    answer = line.call("POST", "/v2/bot/message/broadcast", {"messages": [buttons(URL, OTHER)]})
    return answer.headers["x-line-request-id"]


def make(line: Line, kind: str, request_id: str, **parts: object) -> Answer:
    body = {"description": "ผู้สนใจ", "requestId": request_id, **parts}
    return line.call("POST", f"{PATH}/{kind}", body)


def group(line: Line, made: Answer) -> Any:
    return line.call("GET", f"{PATH}/{made.json['audienceGroupId']}").json


def code(answer: Answer) -> str:
    assert answer.status == 400, answer
    return str(answer.json["details"][0]["message"])


def opened(line: Line, people: list[str], url: str = URL) -> None:
    for user in people:
        told = line.control("POST", f"users/{user}/opened", {"url": url})
        assert told == {"counted": True}


@pytest.fixture
def people(line: Line) -> list[str]:
    line.control("PUT", "webhook", {"url": None})
    return [line.join() for _ in range(60)]


def test_who_saw_a_message_is_an_audience(line: Line, people: list[str]) -> None:
    """REF §Create message impression audience; §Get audience data."""
    request_id = broadcast(line)
    for user in people[:50]:
        line.say(user)
    made = make(line, "imp", request_id)
    told = {key: made.json[key] for key in ("type", "requestId", "createRoute", "permission")}
    assert made.status == 202
    assert told == {
        "type": "IMP",
        "requestId": request_id,
        "createRoute": "MESSAGING_API",
        "permission": "READ_WRITE",
    }
    line.advance(5)
    found = group(line, made)
    assert (found["audienceGroup"]["status"], found["jobs"]) == ("READY", [])
    assert found["audienceGroup"]["audienceCount"] == 50


def test_who_clicked_is_an_audience_and_gets_a_narrowcast(line: Line, people: list[str]) -> None:
    """REF §Create message click audience; §Audience objects."""
    line.faults(narrowcast_waiting_s=0, narrowcast_sending_s=0)
    request_id = broadcast(line)
    opened(line, people[:55])
    made = make(line, "click", request_id, clickUrl=URL)
    assert made.json["clickUrl"] == URL
    line.advance(5)
    recipient = {"type": "audience", "audienceGroupId": made.json["audienceGroupId"]}
    sent = line.call("POST", NARROWCAST, {"messages": [TEXT], "recipient": recipient})
    line.advance(1)
    path = f"/v2/bot/message/progress/narrowcast?requestId={sent.headers['x-line-request-id']}"
    assert line.call("GET", path).json["successCount"] == 55
    assert [len(line.shown(people[place])) for place in (0, 59)] == [2, 1]


def test_a_click_audience_is_of_one_address_or_of_any(line: Line, people: list[str]) -> None:
    """REF §Create message click audience, clickUrl."""
    request_id = broadcast(line)
    opened(line, people[:25])
    opened(line, people[20:50], OTHER)
    counts = [
        group(line, made)["audienceGroup"]["audienceCount"]
        for made in (
            make(line, "click", request_id, clickUrl=URL),
            make(line, "click", request_id, clickUrl=OTHER),
            make(line, "click", request_id),
        )
    ]
    assert counts == [25, 30, 50]


def test_with_fewer_than_fifty_it_never_gets_ready(line: Line, people: list[str]) -> None:
    """REF §Get audience data, status; under 20 the count is 0."""
    request_id = broadcast(line)
    opened(line, people[:19])
    made = make(line, "click", request_id)
    line.advance(DAY)
    found = group(line, made)["audienceGroup"]
    assert (found["status"], found["audienceCount"]) == ("IN_PROGRESS", 0)
    recipient = {"type": "audience", "audienceGroupId": found["audienceGroupId"]}
    refused = line.call("POST", NARROWCAST, {"messages": [TEXT], "recipient": recipient})
    expected = f"Invalid audience group id: {found['audienceGroupId']}"
    assert (refused.status, refused.message) == (400, expected)


def test_only_a_broadcast_or_a_narrowcast_has_such_an_audience(
    line: Line, people: list[str]
) -> None:
    """REF §Create message click audience, note: not replies, pushes and multicasts."""
    pushed = line.push(people[0], buttons(URL)).headers["x-line-request-id"]
    assert code(make(line, "click", pushed)) == "REQUEST_NOT_FOUND"


def test_one_of_a_kind_for_a_message(line: Line, people: list[str]) -> None:
    """REF §Create message click audience: requestId and clickUrl together; §… impression."""
    request_id = broadcast(line)
    duplicate = "AUDIENCE_GROUP_REQUESTID_DUPLICATE"
    assert make(line, "imp", request_id).status == 202
    assert code(make(line, "imp", request_id)) == duplicate
    assert make(line, "click", request_id).status == 202
    assert make(line, "click", request_id, clickUrl=URL).status == 202
    assert code(make(line, "click", request_id, clickUrl=URL)) == duplicate


def test_a_message_of_sixty_days_ago_is_too_old(line: Line, people: list[str]) -> None:
    """REF §Details of the error related to audience management: TOO_OLD_MESSAGES."""
    request_id = broadcast(line)
    line.advance(60 * DAY + 60)
    assert code(make(line, "imp", request_id)) == "TOO_OLD_MESSAGES"


def test_nobody_is_added_to_those_of_a_message(line: Line, people: list[str]) -> None:
    """REF §Add user IDs …: to an audience for uploading user IDs."""
    made = make(line, "imp", broadcast(line)).json
    body = {"audienceGroupId": made["audienceGroupId"], "audiences": [{"id": people[0]}]}
    assert code(line.call("PUT", f"{PATH}/upload", body)) == "AUDIENCE_GROUP_NOT_FOUND"


@pytest.mark.parametrize("kind", ["click", "imp"])
def test_a_name_and_a_request_are_needed(line: Line, kind: str) -> None:
    """REF §Create message click audience, §Create message impression audience, request body."""
    named = line.call("POST", f"{PATH}/{kind}", {"requestId": "x"})
    assert code(named) == "AUDIENCE_GROUP_NAME_EMPTY"
    answer = line.call("POST", f"{PATH}/{kind}", {"description": "ก"})
    assert (answer.status, answer.json["details"][0]["property"]) == (400, "requestId")


def test_an_audience_that_blocks_meanwhile_is_too_small(line: Line, people: list[str]) -> None:
    """REF §Restrictions on sending messages using attributes and audiences: errorCode 2; of
    several audiences each reaches 50: errorCode 4."""
    line.faults(narrowcast_waiting_s=0, narrowcast_sending_s=0)
    request_id = broadcast(line)
    opened(line, people[:50])
    made = make(line, "click", request_id).json["audienceGroupId"]
    line.control("POST", f"users/{people[0]}/block")
    body = {"description": "ทุกคน", "audiences": [{"id": user} for user in people]}
    everybody = line.call("POST", f"{PATH}/upload", body).json["audienceGroupId"]
    line.advance(5)
    clicked = {"type": "audience", "audienceGroupId": made}
    either = {"type": "operator", "or": [clicked, {**clicked, "audienceGroupId": everybody}]}
    codes = []
    for recipient in (clicked, either):
        sent = line.call("POST", NARROWCAST, {"messages": [TEXT], "recipient": recipient})
        line.advance(1)
        request = sent.headers["x-line-request-id"]
        path = f"/v2/bot/message/progress/narrowcast?requestId={request}"
        codes.append(line.call("GET", path).json["errorCode"])
    assert codes == [2, 4]
