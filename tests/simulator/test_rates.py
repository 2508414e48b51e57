"""Token buckets."""

from __future__ import annotations

import json

import pytest

from simulator.limits.rates import Buckets, endpoint, limit_of

MULTICAST = "POST /v2/bot/message/multicast"


@pytest.mark.parametrize(
    ("method", "template", "expected"),
    [
        ("POST", "/v2/bot/message/push", (2_000, 1)),
        ("GET", "/v2/bot/message/{message_id}/content", (2_000, 1)),
        ("POST", "/v2/bot/message/multicast", (200, 1)),
        ("GET", "/v2/bot/membership/subscription/{user_id}", (200, 1)),
        ("GET", "/v2/bot/membership/list", (200, 1)),
        ("GET", "/v2/bot/membership/{membership_id}/users/ids", (200, 1)),
        ("POST", "/v2/bot/coupon", (200, 1)),
        ("PUT", "/v2/bot/coupon/{coupon_id}/close", (200, 1)),
        ("POST", "/v2/bot/message/narrowcast", (60, 3_600)),
        ("GET", "/v2/bot/insight/message/event/aggregation", (60, 3_600)),
        ("GET", "/v2/bot/insight/richmenu/{rich_menu_id}/daily", (60, 3_600)),
        ("GET", "/v2/bot/audienceGroup/list", (60, 60)),
        ("PUT", "/v2/bot/channel/webhook/endpoint", (1_000, 60)),
        ("DELETE", "/v2/bot/richmenu/{rich_menu_id}", (100, 3_600)),
        ("GET", "/v2/bot/richmenu/{rich_menu_id}", (2_000, 1)),
        ("POST", "/v2/bot/richmenu/batch", (3, 3_600)),
        ("POST", "/v2/bot/chat/loading/start", (100, 1)),
        ("POST", "/v2/oauth/accessToken", (370, 1)),
    ],
)
def test_each_endpoint_has_the_limit_of_the_reference(
    method: str, template: str, expected: tuple[int, int]
) -> None:
    """Messaging API reference, §Rate limits."""
    assert limit_of(endpoint(method, template)) == expected


def test_a_bucket_gives_what_it_holds_and_then_what_comes_in() -> None:
    buckets = Buckets()
    assert sum(buckets.take(MULTICAST, 0.0, 1) for _ in range(300)) == 200
    assert sum(buckets.take(MULTICAST, 0.1, 1) for _ in range(300)) == 20


def test_a_bucket_never_holds_more_than_it_can() -> None:
    buckets = Buckets()
    buckets.take(MULTICAST, 0.0, 1)
    assert sum(buckets.take(MULTICAST, 1e6, 1) for _ in range(300)) == 200


def test_buckets_are_saved_and_loaded() -> None:
    buckets, other = Buckets(), Buckets()
    for _ in range(150):
        buckets.take(MULTICAST, 0.0, 1)
    other.restore(json.loads(json.dumps(buckets.state())))
    assert sum(other.take(MULTICAST, 0.0, 1) for _ in range(300)) == 50
