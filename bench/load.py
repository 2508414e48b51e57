"""Webhooks at a given rate, or as many as are taken; what each answer cost.

At a rate the load is open: a webhook is sent at its moment whatever became of those before it, and
its time counts from that moment, so that a standstill is seen by all that fall into it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException

from base.clock import monotonic, pause
from bench.site import HOST
from bench.webhooks import Webhook

CONNECTIONS = 48


@dataclass(frozen=True)
class Sent:
    """`status` 0: no answer. `meant` and `answered` by the clock that all processes share."""

    key: str
    meant: float
    answered: float
    status: int

    @property
    def seconds(self) -> float:
        return self.answered - self.meant


class Sender:
    """Keeps one connection for each thread."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._own = threading.local()

    def send(self, one: Webhook, meant: float) -> Sent:
        connection: HTTPConnection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = HTTPConnection(HOST, self._port, timeout=15)
        try:
            status = _asked(connection, one)
        except ConnectionError:  # it was idle for long, and the server had closed it
            connection.close()
            status = self._once_more(connection, one)
        except (OSError, HTTPException):
            connection.close()
            status = 0
        return Sent(one.key, meant, monotonic(), status)

    def _once_more(self, connection: HTTPConnection, one: Webhook) -> int:
        try:
            return _asked(connection, one)
        except (OSError, HTTPException):
            connection.close()
            return 0


def _asked(connection: HTTPConnection, one: Webhook) -> int:
    connection.request("POST", "/callback", one.body, one.headers)
    response = connection.getresponse()
    response.read()
    return response.status


def at_rate(
    port: int, webhooks: Iterator[Webhook], rate: float, goes_on: Callable[[], bool]
) -> list[Sent]:
    """Send `rate` a second while `goes_on()`; it is asked between two webhooks."""
    sender = Sender(port)
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        waiting = []
        meant = monotonic() + 0.2
        while goes_on():
            one = next(webhooks)
            pause(meant - monotonic())
            waiting.append(pool.submit(sender.send, one, meant))
            meant += 1 / rate
        return [one.result() for one in waiting]


def for_seconds(seconds: float) -> Callable[[], bool]:
    until = monotonic() + seconds
    return lambda: monotonic() < until


def flat_out(port: int, webhooks: list[Webhook], seconds: float, hands: int = 8) -> list[Sent]:
    """Each hand sends its next webhook as soon as its last one was answered."""
    sender, left, lock = Sender(port), iter(webhooks), threading.Lock()
    goes_on = for_seconds(seconds)

    def work(_hand: int) -> list[Sent]:
        done = []
        while goes_on():
            with lock:
                one = next(left, None)
            if one is None:
                break
            done.append(sender.send(one, monotonic()))
        return done

    with ThreadPoolExecutor(hands) as pool:
        return [one for some in pool.map(work, range(hands)) for one in some]
