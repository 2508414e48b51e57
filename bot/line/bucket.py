"""Staying under LINE's rate limits without asking LINE.

LINE limits requests per channel and endpoint by a token bucket (LINE reference, "Rate limits");
how much a bucket holds is not published, so ours hold a tenth of a second's worth.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping

from base.clock import monotonic

BURST_SECONDS = 0.1
SHARE = 0.2  # of the channel's limits for one worker: five may send beside each other
SECOND, HOUR = 1.0, 3600.0
# Requests per period; what is not named has 2,000 a second.
LIMITS: Mapping[str, tuple[float, float]] = {
    "multicast": (200, SECOND),
    "broadcast": (60, HOUR),
    "narrowcast": (60, HOUR),
    "loading": (100, SECOND),
}
DEFAULT_LIMIT = (2000.0, SECOND)


class Bucket:
    """Holds up to `capacity` requests and gains `rate` a second. Safe to share between threads."""

    def __init__(self, rate: float, capacity: float) -> None:
        self._rate = rate
        self._capacity = max(1.0, capacity)
        self._filled = self._capacity
        self._at = monotonic()
        self._lock = threading.Lock()

    def wait_time(self) -> float:
        """Seconds until a request may go; 0.0 means that it may go now and has been counted."""
        with self._lock:
            self._fill()
            if self._filled >= 1.0:
                self._filled -= 1.0
                return 0.0
            return (1.0 - self._filled) / self._rate

    def _fill(self) -> None:
        now = monotonic()
        gained = max(0.0, now - self._at) * self._rate
        self._filled = min(self._capacity, self._filled + gained)
        self._at = now


class Buckets:
    """One bucket per endpoint. `share` is this process's part of the channel's limits (0–1]."""

    def __init__(
        self, share: float = 1.0, limits: Mapping[str, tuple[float, float]] = LIMITS
    ) -> None:
        self._share = share
        self._limits = limits
        self._buckets: dict[str, Bucket] = {}
        self._lock = threading.Lock()

    def wait_time(self, endpoint: str) -> float:
        """As `Bucket.wait_time`, of the endpoint's bucket."""
        with self._lock:
            bucket = self._buckets.get(endpoint) or self._new(endpoint)
        return bucket.wait_time()

    def _new(self, endpoint: str) -> Bucket:
        count, seconds = self._limits.get(endpoint, DEFAULT_LIMIT)
        rate = count * self._share / seconds
        self._buckets[endpoint] = Bucket(rate, rate * BURST_SECONDS)
        return self._buckets[endpoint]
