"""Where the channel access token comes from: a long-lived one, or ones that renew themselves.

The short-lived ones are LINE's stateless tokens (LINE docs, "Channel access token": v3, 15 minutes,
as many as one likes, nothing to revoke), so each process has its own and none is ever stored.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from base.clock import monotonic
from base.logs import get
from bot.line.answers import Answer, LineTrouble, NotSent

RENEW_AT = 0.8  # of a token's life
SPARE = 0.05  # of its life: a request that leaves at the very end must still arrive in time
TRY_AGAIN = 10.0  # seconds, while the one we have is still good
PATIENCE = 20.0  # seconds for another thread to get one

log = get("line")


class TokenRefused(NotSent):
    """LINE issues us no token: channel id or secret are wrong. `answer` says so as a 401 would."""

    def __init__(self, why: str) -> None:
        super().__init__(f"no access token was issued: {why}")
        self.answer = Answer(401, {}, json.dumps({"message": self.cause}).encode())


class TokenSource(Protocol):
    def token(self) -> str:
        """The token to send now; asked before each request, so it may change between two.

        Raises LineTrouble when there is none.
        """
        ...

    def refused(self, token: str) -> bool:
        """LINE answered 401 to it: whether there is another one now, to try once more with."""
        ...


@dataclass(frozen=True, slots=True)
class StaticToken:
    """A long-lived token, issued in LINE's console (LINE docs, "Channel access token")."""

    value: str = field(repr=False)

    def token(self) -> str:
        return self.value

    def refused(self, _token: str) -> bool:
        return False


class ShortLivedToken:
    """Asks `issue` for a token before the last one ends. Threads share it; one asks at a time, and
    the others go on with the old one for as long as it is good."""

    def __init__(self, issue: Callable[[], Answer]) -> None:
        self._issue = issue
        self._asking = threading.Lock()
        self._value = ""
        self._renew_at = self._ends_at = 0.0

    def __repr__(self) -> str:
        return "ShortLivedToken()"

    def token(self) -> str:
        if monotonic() < self._renew_at:
            return self._value
        good = monotonic() < self._ends_at
        if not self._asking.acquire(timeout=0.0 if good else PATIENCE):
            if good:
                return self._value
            raise NotSent("an access token takes too long to come")
        try:
            if monotonic() >= self._renew_at:  # nobody else got one meanwhile
                self._renew()
            return self._value
        finally:
            self._asking.release()

    def refused(self, token: str) -> bool:
        with self._asking:
            if token == self._value:
                self._renew_at = self._ends_at = 0.0
        try:
            return self.token() != token
        except LineTrouble as fault:
            log.warning("no new access token", action="token_failed", error=fault.cause)
            return False

    def _renew(self) -> None:
        """Keeps the old one when none is to be had and it is still good."""
        try:
            value, life = _told(self._issue())
        except LineTrouble as fault:
            if monotonic() >= self._ends_at:
                raise
            log.warning("no new access token yet", action="token_failed", error=fault.cause)
            self._renew_at = min(monotonic() + TRY_AGAIN, self._ends_at)
            return
        now = monotonic()
        self._value = value
        self._renew_at, self._ends_at = now + life * RENEW_AT, now + life * (1 - SPARE)


def _told(answer: Answer) -> tuple[str, float]:
    """The token and its life in seconds. TokenRefused: the channel is not known so; NotSent: later.

    LINE tells both in OAuth's own shape (LINE reference, "Issue stateless channel access token").
    """
    said = answer.json()
    value, life = said.get("access_token"), said.get("expires_in")
    if answer.status == 200 and isinstance(value, str) and isinstance(life, int | float):
        return value, float(life)
    if answer.status in (400, 401, 403):
        why = f"{answer.status} {said.get('error', '')} {said.get('error_description', '')}"
        raise TokenRefused(why.strip()[:200])
    raise NotSent(f"no access token was issued: {answer.status}")
