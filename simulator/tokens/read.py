"""Tokens that mark messages as read (REF §Mark messages as read); they never expire."""

from __future__ import annotations

from collections import OrderedDict

from simulator.saving.records import as_list, as_object, as_text

_KEPT = 100_000


class ReadTokens:
    """The newest 100,000; more would be memory that nobody asks for."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._kept = kept
        self._tokens: OrderedDict[str, tuple[str, str]] = OrderedDict()

    def note(self, token: str, user_id: str, message_id: str) -> None:
        self._tokens[token] = (user_id, message_id)
        if len(self._tokens) > self._kept:
            self._tokens.popitem(last=False)

    def find(self, token: str) -> tuple[str, str] | None:
        """(user id, message id) of the message."""
        return self._tokens.get(token)

    def state(self) -> object:
        return dict(self._tokens)

    def restore(self, state: object) -> None:
        self._tokens = OrderedDict((token, _pair(one)) for token, one in as_object(state).items())


def _pair(state: object) -> tuple[str, str]:
    user_id, message_id = as_list(state)
    return as_text(user_id), as_text(message_id)
