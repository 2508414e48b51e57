"""Each answer says which rule decided and where LINE has written it down."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.journal import why
from simulator.journal.endpoints import endpoints, find
from tests.contract.line import TEXT, Line
from tests.contract.test_coupons import made
from tests.contract.test_manager_menu import managed

KEY = "0f5c2a4e-9d6b-4b1f-8a57-0c6b1de3f7aa"
PUSH = "https://developers.line.biz/en/reference/messaging-api/#send-push-message"


def last(line: Line) -> Any:
    return line.control("GET", "requests")[-1]


def told(line: Line) -> tuple[str, str]:
    found = last(line)
    return found["why"], found["page"].partition("/en/")[2]


def test_what_was_done_names_the_chapter_of_its_endpoint(line: Line) -> None:
    line.push(line.join())
    assert (last(line)["why"], last(line)["page"]) == ("done", PUSH)


def test_a_used_reply_token_is_told_apart_from_a_bad_body(line: Line) -> None:
    line.reply("nothing")
    assert told(line) == ("replyToken", "reference/messaging-api/#send-reply-message")
    line.push(line.join(), *[TEXT] * 6)
    assert told(line) == ("body", "reference/messaging-api/#send-push-message")


def test_a_repeated_key_points_to_the_page_on_retrying(line: Line) -> None:
    user = line.join()
    for _ in range(2):
        line.push(user, key=KEY)
    assert told(line) == ("repeated", "docs/messaging-api/retrying-api-request/")


def test_a_full_month_is_told_apart_from_a_rate(line: Line) -> None:
    user = line.join()
    line.faults(quota=0)
    line.push(user)
    assert told(line)[0] == "month"
    line.faults(rate_429=1)
    line.push(user)
    assert told(line)[0] == "fault.rate_429"


def test_a_wrong_token_has_that_reason_although_a_fault_was_due(line: Line) -> None:
    line.faults(rate_500=1)
    line.call("GET", "/v2/bot/info", token="another")
    assert told(line)[0] == "token"


def test_a_person_who_is_not_shown_is_no_unknown_path(line: Line) -> None:
    line.call("GET", "/v2/bot/profile/U" + "0" * 32)
    assert told(line)[0] == "notThere"
    line.call("GET", "/v2/bot/nowhere")
    assert told(line)[0] == "unknownPath"


def test_a_coupon_that_is_over_is_no_content_that_is_gone(line: Line) -> None:
    path = f"/v2/bot/coupon/{made(line)}/close"
    for _ in range(2):
        line.call("PUT", path)
    assert told(line) == ("body", "reference/messaging-api/#discontinue-coupon")


def test_a_menu_of_the_managers_is_no_want_of_a_plan(line: Line) -> None:
    managed(line)
    line.call("GET", "/v2/bot/user/all/richmenu")
    assert told(line) == ("refused", "reference/messaging-api/#get-default-rich-menu-id")


def test_a_webhook_says_its_reason_and_what_was_signed(line: Line) -> None:
    line.control("PUT", "webhook", {"url": f"{line.url}/nowhere"})
    line.join()
    for _ in range(1000):
        if found := line.control("GET", "webhooks"):
            break
    assert (found[0]["why"], found[0]["status"]) == ("webhook.error_status_code", 404)
    assert "x-line-signature" in found[0]["headers"]


def test_failures_of_one_kind_within_a_minute_are_one_line(line: Line) -> None:
    """ERRSTAT: the same status within 60 seconds is counted together."""
    line.control("PUT", "webhook", {"url": f"{line.url}/nowhere"})
    for seconds in (0, 30, 90):
        line.advance(seconds)
        line.join()
        while not line.control("GET", "idle")["idle"]:
            pass
    found = line.control("GET", "webhooks/errors")
    assert [(one["count"], one["status"]) for one in found] == [(2, 404), (1, 404)]


@pytest.mark.parametrize("one", endpoints(), ids=lambda one: f"{one.method} {one.path}")
def test_every_endpoint_of_lines_is_found_by_a_path_of_its_shape(one: Any) -> None:
    found = find(one.method, one.shape.replace("{}", "x1"))
    assert found is not None
    assert found.page.startswith("https://developers.line.biz/en/reference/")
    assert found == one


def test_every_rule_that_can_be_named_is_listed() -> None:
    cases = [why.of_webhook("ok"), why.of_request("GET", "/v2/x", 202, b"", None)]
    assert {case["why"] for case in cases} <= why.RULES
