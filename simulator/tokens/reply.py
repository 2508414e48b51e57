"""Reply tokens: single use, one minute, 20 minutes in all (REF §Reply token)."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from simulator.basics import ids
from simulator.saving.records import as_object, rebuild

REDELIVERY_LIMIT_S = 20 * 60
_KEPT = 200_000


@dataclass
class ReplyToken:
    """``event_at`` and ``sent_at`` (the newest delivery of its webhook) are epoch seconds."""

    chat_id: str
    event_at: float
    sent_at: float
    used: bool = False

    def works(self, now: float, seconds: float) -> bool:
        fresh = now - self.sent_at <= seconds
        return not self.used and fresh and now - self.event_at <= REDELIVERY_LIMIT_S


class ReplyTokens:
    def __init__(self) -> None:
        self._tokens: OrderedDict[str, ReplyToken] = OrderedDict()

    def issue(self, chat_id: str, now: float) -> str:
        token = ids.new_reply_token()
        self._tokens[token] = ReplyToken(chat_id, now, now)
        if len(self._tokens) > _KEPT:
            self._tokens.popitem(last=False)
        return token

    def delivered(self, token: str, now: float) -> None:
        """A delivery of its webhook starts the minute (again)."""
        if token in self._tokens:
            self._tokens[token].sent_at = now

    def find(self, token: str, now: float, seconds: float) -> ReplyToken | None:
        """The token if it may be used now."""
        found = self._tokens.get(token)
        return found if found is not None and found.works(now, seconds) else None

    def state(self) -> object:
        return dict(self._tokens)

    def restore(self, state: object) -> None:
        found = ((token, rebuild(ReplyToken, one)) for token, one in as_object(state).items())
        self._tokens = OrderedDict(found)
