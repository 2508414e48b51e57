"""Coupons: made, listed, looked at, discontinued, and sent. REF is the page "Messaging API
reference"."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.contract.line import Answer, Line

PATH = "/v2/bot/coupon"
DAY = 86_400
FIXED = {"type": "discount", "priceInfo": {"type": "fixed", "fixedAmount": 100}}
LOTTERY = {"type": "lottery", "lotteryProbability": 50, "maxAcquireCount": -1}


def now(line: Line) -> int:
    return int(datetime.fromisoformat(line.control("GET", "clock")["now"]).timestamp())


def create(line: Line, **parts: Any) -> Answer:
    body = {
        "title": "เฉพาะเพื่อน",
        "acquisitionCondition": {"type": "normal"},
        "maxUseCountPerTicket": 1,
        "startTimestamp": 0,
        "endTimestamp": now(line) + DAY,
        "timezone": "ASIA_BANGKOK",
        "visibility": "UNLISTED",
        "reward": FIXED,
        **parts,
    }
    return line.call("POST", PATH, body)


def made(line: Line, **parts: Any) -> str:
    answer = create(line, **parts)
    assert answer.status == 200, answer
    return str(answer.json["couponId"])


def coupon(coupon_id: str, **parts: str) -> dict[str, str]:
    return {"type": "coupon", "couponId": coupon_id, **parts}


def detail(answer: Answer) -> tuple[int, str, str]:
    [only] = answer.json["details"]
    assert answer.message == "The request body has 1 error(s)"
    return answer.status, only["message"], only["property"]


def test_a_coupon_is_made_and_looked_at(line: Line) -> None:
    """REF §Create a coupon, §Get details of a coupon: the currency is the account's."""
    coupon_id = made(line, acquisitionCondition=LOTTERY, couponCode="CODE16", novelty="x")
    found = line.call("GET", f"{PATH}/{coupon_id}").json
    assert found["reward"]["priceInfo"] == {
        "type": "fixed",
        "fixedAmount": 100,
        "currency": "THB",
    }
    assert found["acquisitionCondition"] == LOTTERY
    assert (found["couponId"], found["status"], found["couponCode"]) == (
        coupon_id,
        "RUNNING",
        "CODE16",
    )
    assert (found["maxTicketPerUser"], found["createdTimestamp"]) == (
        1,
        pytest.approx(now(line), abs=60),
    )
    assert not {"novelty", "description", "imageUrl"} & set(found)


@pytest.mark.parametrize(
    "reward",
    [
        {"type": "discount", "priceInfo": {"type": "percentage", "percentage": 25}},
        {
            "type": "discount",
            "priceInfo": {"type": "explicit", "originalPrice": 120, "priceAfterDiscount": 95},
        },
        {"type": "cashBack", "priceInfo": {"type": "percentage", "percentage": 30}},
        {"type": "free"},
        {"type": "gift"},
        {"type": "others"},
    ],
    ids=str,
)
def test_each_reward_of_the_reference_is_taken(line: Line, reward: dict[str, Any]) -> None:
    """REF §Create a coupon, reward object examples."""
    found = line.call("GET", f"{PATH}/{made(line, reward=reward)}").json["reward"]
    price = dict(found.get("priceInfo", {}))
    price.pop("currency", None)
    assert (found["type"], price) == (reward["type"], reward.get("priceInfo", {}))


REWARDS = "Must be one of the following values: [discount,free,gift,cashBack,others]"
BAD = [
    ({"title": "ก" * 61}, "Size must be between 1 and 60", "title"),
    ({"title": None}, "May not be empty", "title"),
    ({"reward": {"type": "song"}}, REWARDS, "reward.type"),
    ({"reward": None}, "May not be empty", "reward"),
    (
        {
            "reward": {
                "type": "discount",
                "priceInfo": {"type": "percentage", "percentage": 5, "fixedAmount": 1},
            }
        },
        "Must not be specified",
        "reward.priceInfo.fixedAmount",
    ),
    ({"reward": {"type": "discount"}}, "May not be empty", "reward.priceInfo"),
    (
        {"reward": {"type": "cashBack", "priceInfo": {"type": "explicit"}}},
        "Must be one of the following values: [fixed,percentage]",
        "reward.priceInfo.type",
    ),
    (
        {"reward": {"type": "discount", "priceInfo": {"type": "percentage", "percentage": 100}}},
        "Must be between 1 and 99",
        "reward.priceInfo.percentage",
    ),
    (
        {"acquisitionCondition": {"type": "referral"}},
        "Must be one of the following values: [normal,lottery]",
        "acquisitionCondition.type",
    ),
    (
        {"acquisitionCondition": {**LOTTERY, "lotteryProbability": 0}},
        "Must be between 1 and 99",
        "acquisitionCondition.lotteryProbability",
    ),
    ({"maxUseCountPerTicket": 2}, "Must be between 1 and 1", "maxUseCountPerTicket"),
    (
        {"visibility": "PRIVATE"},
        "Must be one of the following values: [PUBLIC,UNLISTED]",
        "visibility",
    ),
    ({"description": "ก" * 1001}, "Size must be between 0 and 1000", "description"),
    ({"usageCondition": "ก" * 101}, "Size must be between 0 and 100", "usageCondition"),
    ({"couponCode": "x" * 17}, "Size must be between 0 and 16", "couponCode"),
    ({"imageUrl": "http://example.com/x"}, "Must be a valid HTTPS URL", "imageUrl"),
    (
        {"endTimestamp": 1},
        "Must be after startTimestamp and the current time",
        "endTimestamp",
    ),
]


@pytest.mark.parametrize(("parts", "message", "place"), BAD, ids=lambda value: str(value)[:40])
def test_a_bad_coupon_names_its_place(
    line: Line, parts: dict[str, Any], message: str, place: str
) -> None:
    """REF §Create a coupon, request body and example error response."""
    assert detail(create(line, **parts)) == (400, message, place)
    assert line.call("GET", PATH).json == {"items": []}


def test_a_zone_that_is_none_is_refused(line: Line) -> None:
    """REF §Create a coupon, timezone."""
    status, message, place = detail(create(line, timezone="Asia/Bangkok"))
    assert (status, place) == (400, "timezone")
    assert message.startswith("Must be one of the following values: [ETC_GMT_MINUS_12,")


def test_a_discontinued_coupon_stays_so(line: Line) -> None:
    """REF §Discontinue a coupon, example error response."""
    coupon_id = made(line)
    assert line.call("PUT", f"{PATH}/{coupon_id}/close").json == {}
    assert line.call("GET", f"{PATH}/{coupon_id}").json["status"] == "CLOSED"
    again = line.call("PUT", f"{PATH}/{coupon_id}/close")
    assert detail(again) == (410, "The coupon has already been closed.", "")


def test_a_coupon_ends_by_itself(line: Line) -> None:
    """REF §Get details of a coupon, status: expired or discontinued."""
    coupon_id = made(line)
    line.advance(DAY + 60)
    assert line.call("GET", f"{PATH}/{coupon_id}").json["status"] == "CLOSED"


@pytest.mark.parametrize(("method", "rest"), [("GET", ""), ("PUT", "/close")])
def test_a_coupon_that_does_not_exist_is_404(line: Line, method: str, rest: str) -> None:
    """REF §Get details of a coupon, §Discontinue a coupon, errors."""
    answer = line.call(method, f"{PATH}/01JYNW8JMQVFBNWF1APF8Z3FS7{rest}")
    assert detail(answer) == (404, "coupon not found", "")


def test_coupons_are_listed_in_pages_the_newest_first(line: Line) -> None:
    """REF §Get a list of coupons; the token lasts 24 hours."""
    end = now(line) + 3 * DAY
    first, second, third = (made(line, title=name, endTimestamp=end) for name in "กขค")
    page = line.call("GET", f"{PATH}?limit=2").json
    assert page["items"] == [
        {"couponId": third, "title": "ค"},
        {"couponId": second, "title": "ข"},
    ]
    rest = line.call("GET", f"{PATH}?limit=2&start={page['next']}").json
    assert rest == {"items": [{"couponId": first, "title": "ก"}]}
    line.advance(DAY + 1)
    old = line.call("GET", f"{PATH}?start={page['next']}")
    assert (old.status, old.json) == (400, {"message": "Invalid start param"})


@pytest.mark.parametrize(
    ("query", "which"),
    [
        ("", [1, 0]),
        ("status=RUNNING", [1]),
        ("status=DRAFT,CLOSED", [0]),
        ("status=CLOSED&status=RUNNING", [1, 0]),
        ("status=DRAFT", []),
    ],
)
def test_a_list_is_of_the_statuses_that_are_named(line: Line, query: str, which: list[int]) -> None:
    """REF §Get a list of coupons, status: all when omitted, several are OR."""
    found = [made(line), made(line)]
    line.call("PUT", f"{PATH}/{found[0]}/close")
    items = line.call("GET", f"{PATH}?{query}").json["items"]
    assert [one["couponId"] for one in items] == [found[place] for place in which]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("limit=101", "Must be less than or equal to 100"),
        ("limit=0", "Must be greater than or equal to 1"),
        ("status=LOST", "Must be one of the following values: [DRAFT,RUNNING,CLOSED]"),
    ],
)
def test_a_bad_query_is_refused(line: Line, query: str, message: str) -> None:
    """REF §Get a list of coupons, example error response."""
    answer = line.call("GET", f"{PATH}?{query}")
    assert detail(answer) == (400, message, query.partition("=")[0])


def test_a_coupon_is_sent_as_it_was_made(line: Line, user: str) -> None:
    """REF §Coupon message; Send coupons to users, §Send a coupon."""
    message = coupon(made(line), deliveryTag="a" * 30)
    assert line.push(user, message).status == 200
    assert line.call("POST", "/v2/bot/message/broadcast", {"messages": [message]}).status == 200
    assert line.shown(user) == [message, message]


def test_a_coupon_that_is_none_or_over_is_not_sent(line: Line, user: str) -> None:
    """REF §Coupon message: the ID of a coupon; validating gives the same verdict."""
    closed = made(line)
    line.call("PUT", f"{PATH}/{closed}/close")
    for coupon_id in (closed, "01JYNW8JMQVFBNWF1APF8Z3FS7"):
        pushed, validated = line.push(user, coupon(coupon_id)), line.validate(coupon(coupon_id))
        assert (pushed.status, pushed.json["details"][0]["property"]) == (
            400,
            "messages[0].couponId",
        )
        assert validated.body == pushed.body
    assert line.shown(user) == []


def test_coupons_have_a_rate_of_their_own(line: Line) -> None:
    """REF §Rate limits: 200 requests per second."""
    line.faults(rate_capacity=1 / 200)
    assert line.call("GET", PATH).status == 200
    line.advance(-60)
    assert line.call("GET", PATH).status == 429
