"""Rate limits: a token bucket for each endpoint (REF §Rate limits).

An endpoint is a path template with its method: what stands in the path, the query or the body does
not matter. LINE tells how many requests in how long; how much a full bucket holds is its secret.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from simulator.saving.records import as_list, as_object


class Limit(NamedTuple):
    requests: int
    seconds: int


_S, _MIN, _HOUR = 1, 60, 3_600
_INSIGHT = (
    *("message/delivery", "followers", "demographic", "message/event"),
    *("message/event/aggregation", "richmenu/{}/summary", "richmenu/{}/daily"),
)
_LIMITS: dict[str, Limit] = {
    "POST /v2/bot/message/narrowcast": Limit(60, _HOUR),
    "POST /v2/bot/message/broadcast": Limit(60, _HOUR),
    "POST /v2/bot/channel/webhook/test": Limit(60, _HOUR),
    **{f"GET /v2/bot/insight/{path}": Limit(60, _HOUR) for path in _INSIGHT},
    "GET /v2/bot/channel/webhook/endpoint": Limit(1_000, _MIN),
    "PUT /v2/bot/channel/webhook/endpoint": Limit(1_000, _MIN),
    "POST /v2/bot/richmenu": Limit(100, _HOUR),
    "DELETE /v2/bot/richmenu/{}": Limit(100, _HOUR),
    "DELETE /v2/bot/richmenu/alias/{}": Limit(100, _HOUR),
    "GET /v2/bot/richmenu/progress/batch": Limit(100, _HOUR),
    "POST /v2/bot/richmenu/batch": Limit(3, _HOUR),
    "GET /v2/bot/richmenu/list": Limit(10, _S),
    "POST /v2/bot/message/multicast": Limit(200, _S),
    "GET /v2/bot/membership/subscription/{}": Limit(200, _S),
    "GET /v2/bot/membership/list": Limit(200, _S),
    "GET /v2/bot/membership/{}/users/ids": Limit(200, _S),
    "POST /v2/bot/coupon": Limit(200, _S),
    "GET /v2/bot/coupon": Limit(200, _S),
    "GET /v2/bot/coupon/{}": Limit(200, _S),
    "PUT /v2/bot/coupon/{}/close": Limit(200, _S),
    "POST /v2/bot/chat/loading/start": Limit(100, _S),
    "POST /v2/oauth/accessToken": Limit(370, _S),
}
_AUDIENCES = "/v2/bot/audienceGroup"
_OTHERS = Limit(2_000, _S)
_PARAMETER = re.compile(r"\{[^}]*\}")


def endpoint(method: str, template: str) -> str:
    """``POST /v2/bot/richmenu/{}``, however the path's parameters are called."""
    return f"{method} {_PARAMETER.sub('{}', template)}"


def limit_of(name: str) -> Limit:
    if name.partition(" ")[2].startswith(_AUDIENCES):
        return Limit(60, _MIN)
    return _LIMITS.get(name, _OTHERS)


class Buckets:
    """``capacity``: how many times its requests a full bucket holds; one request at least."""

    def __init__(self) -> None:
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, name: str, now: float, capacity: float) -> bool:
        """Takes one request's token; False: there is none. A clock set back fills nothing."""
        limit = limit_of(name)
        full = max(1.0, limit.requests * capacity)
        left, at = self._left.get(name, (full, now))
        gained = max(0.0, now - at) * limit.requests / limit.seconds
        left = min(full, left + gained)
        allowed = left >= 1
        self._left[name] = (left - 1 if allowed else left, now)
        return allowed

    def state(self) -> object:
        return {name: [left, at] for name, (left, at) in self._left.items()}

    def restore(self, state: object) -> None:
        """What ``state`` gave; anything else raises TypeError or ValueError."""
        found: dict[str, tuple[float, float]] = {}
        for name, pair in as_object(state).items():
            left, at = as_list(pair)
            found[name] = (float(left), float(at))
        self._left = found
