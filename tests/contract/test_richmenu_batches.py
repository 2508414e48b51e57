"""Behaviour 40: menus of many people replaced or taken away at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.line import Answer, Line
from tests.contract.menus import created, link, own, whole

PATH = "/v2/bot/richmenu/batch"
VALIDATE = "/v2/bot/richmenu/validate/batch"
PROGRESS = "/v2/bot/richmenu/progress/batch"
UNKNOWN = "richmenu-" + "0" * 32
DAY_S = 24 * 3600
NOBODYS = "00000000-0000-4000-8000-000000000000"  # a request's id


def batch(line: Line, *operations: dict[str, Any], **more: object) -> Answer:
    return line.call("POST", PATH, {"operations": list(operations), **more})


def swap(old: str, new: str) -> dict[str, str]:
    return {"type": "link", "from": old, "to": new}


def phase(line: Line, accepted: Answer) -> str:
    request_id = accepted.headers["x-line-request-id"]
    return str(line.call("GET", f"{PROGRESS}?requestId={request_id}").json["phase"])


def with_menus(line: Line, *menu_ids: str) -> list[str]:
    """A friend for each menu, who has it."""
    people = [line.join(f"คน {place}") for place in range(len(menu_ids))]
    for user, menu_id in zip(people, menu_ids, strict=True):
        link(line, user, menu_id)
    return people


def test_40_operations_do_not_see_each_other(line: Line) -> None:
    """Messaging API reference, §Replace or unlink the linked rich menus in batches."""
    a, b, c = whole(line), whole(line), whole(line)
    people = with_menus(line, a, b, c)
    answer = batch(line, swap(a, b), swap(b, c), {"type": "unlink", "from": c})
    assert (answer.status, answer.json) == (202, {})
    line.advance(60)
    assert [own(line, user) for user in people] == [b, c, None]


def test_40_all_links_are_taken_away(line: Line) -> None:
    """Messaging API reference, §Rich menu operation object, unlinkAll."""
    people = with_menus(line, whole(line), whole(line))
    batch(line, {"type": "unlinkAll"})
    line.advance(60)
    assert [own(line, user) for user in people] == [None, None]


def test_40_the_progress_is_told_for_14_days(line: Line) -> None:
    """Messaging API reference, §Get the status of rich menu batch control."""
    a, b = whole(line), whole(line)
    line.faults(menu_change_ms=3_600_000)
    accepted = batch(line, swap(a, b))
    assert phase(line, accepted) == "ongoing"
    line.advance(3_600)
    request_id = accepted.headers["x-line-request-id"]
    told = line.call("GET", f"{PROGRESS}?requestId={request_id}").json
    assert set(told) == {"phase", "acceptedTime", "completedTime"}
    assert told["phase"] == "succeeded"
    line.advance(14 * DAY_S)
    assert line.call("GET", f"{PROGRESS}?requestId={request_id}").status == 404


@pytest.mark.parametrize(("request_id", "status"), [("x", 400), (NOBODYS, 404)])
def test_40_the_progress_of_nothing_is_refused(line: Line, request_id: str, status: int) -> None:
    """Messaging API reference, §Get the status of rich menu batch control, error response."""
    assert line.call("GET", f"{PROGRESS}?requestId={request_id}").status == status


def test_40_a_failed_batch_is_resumed_for_the_rest_alone(line: Line) -> None:
    """Messaging API reference, §How to avoid unintended operations when retrying."""
    a, b = whole(line), whole(line)
    people = with_menus(line, a, a)
    line.faults(menu_batch_fails=True)
    first = batch(line, swap(a, b), resumeRequestKey="night-1")
    line.advance(60)
    assert (phase(line, first), [own(line, one) for one in people]) == ("failed", [b, a])
    link(line, people[0], a)  # meanwhile somebody decided otherwise
    line.faults(menu_batch_fails=False)
    again = batch(line, swap(a, b), resumeRequestKey="night-1")
    line.advance(60)
    assert (phase(line, again), [own(line, one) for one in people]) == ("succeeded", [a, b])


def test_40_a_resume_key_ends_after_14_days(line: Line) -> None:
    """Messaging API reference, §How to avoid unintended operations when retrying."""
    a, b = whole(line), whole(line)
    (user,) = with_menus(line, a)
    batch(line, swap(a, b), resumeRequestKey="night-1")
    line.advance(60)
    link(line, user, a)
    batch(line, swap(a, b), resumeRequestKey="night-1")
    line.advance(60)
    assert own(line, user) == a
    line.advance(14 * DAY_S)
    batch(line, swap(a, b), resumeRequestKey="night-1")
    line.advance(60)
    assert own(line, user) == b


def test_40_a_batch_with_a_fault_is_refused_in_lines_words(line: Line) -> None:
    """Messaging API reference, §Replace or unlink …, §Validate a request …, error responses."""
    line.faults(rate_limits=False)  # three batches an hour
    a, b, bare = whole(line), whole(line), created(line)
    unlink = {"type": "unlink", "from": a}
    cases: list[tuple[list[dict[str, Any]], int, str, str]] = [
        ([{"type": "unlink", "from": "x"}], 400, "invalid richMenuId", "operations[0].from"),
        ([swap(a, UNKNOWN)], 404, f"Richmenu ({UNKNOWN}) is not found", "operations[0].to"),
        (
            [swap(a, bare)],
            400,
            f"'to' richmenu ({bare}) must have image but it doesn't",
            "operations[0].to",
        ),
        ([unlink, swap(a, b)], 400, f"from richmenu ({a}) is duplicated", "operations[].from"),
        (
            [unlink, {"type": "unlinkAll"}],
            400,
            "'unlinkAll' type can't be combined with other type",
            "operations[].type",
        ),
    ]
    for operations, status, message, place in cases:
        expected = {
            "message": "The request body has 1 error(s)",
            "details": [{"message": message, "property": place}],
        }
        for path in (PATH, VALIDATE):
            answer = line.call("POST", path, {"operations": operations})
            assert (answer.status, answer.json) == (status, expected)


@pytest.mark.parametrize(
    "body",
    [
        *({}, {"operations": []}, {"operations": [{"type": "dance"}]}),
        {"operations": [{"type": "unlinkAll"}] * 1001},
        *({"operations": [{"type": "unlinkAll"}], "resumeRequestKey": key} for key in ("ก", "")),
    ],
)
def test_40_an_odd_batch_is_400(line: Line, body: dict[str, Any]) -> None:
    """Messaging API reference, §Replace or unlink …, request body."""
    assert line.call("POST", VALIDATE, body).status == 400


def test_40_a_good_batch_is_valid_and_changes_nobody(line: Line) -> None:
    """Messaging API reference, §Validate a request of rich menu batch control."""
    a, b = whole(line), whole(line)
    (user,) = with_menus(line, a)
    assert line.call("POST", VALIDATE, {"operations": [swap(a, b)]}).json == {}
    line.advance(60)
    assert own(line, user) == a
