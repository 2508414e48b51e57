"""Link tokens (REF §Issue link token): ten minutes, and once."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass

from simulator.saving.records import as_list, plain, rebuild

LIFE_S = 10 * 60
_KEPT = 10_000


@dataclass
class LinkToken:
    """``issued_at`` in epoch seconds."""

    token: str
    user_id: str
    issued_at: float
    used: bool = False


class LinkTokens:
    """The newest 10,000."""

    def __init__(self) -> None:
        self._tokens: OrderedDict[str, LinkToken] = OrderedDict()

    def issue(self, user_id: str, now: float) -> str:
        """32 characters, as LINE's sample."""
        made = LinkToken(secrets.token_urlsafe(24), user_id, now)
        self._tokens[made.token] = made
        if len(self._tokens) > _KEPT:
            self._tokens.popitem(last=False)
        return made.token

    def find(self, token: str, now: float) -> LinkToken | None:
        """The token if it may be used now."""
        found = self._tokens.get(token)
        if found is None or found.used or now - found.issued_at >= LIFE_S:
            return None
        return found

    def owner(self, token: str) -> str | None:
        """The user ID it was issued for, also of one that was used."""
        found = self._tokens.get(token)
        return found.user_id if found is not None else None

    def state(self) -> object:
        return [plain(one) for one in self._tokens.values()]

    def restore(self, state: object) -> None:
        found = [rebuild(LinkToken, one) for one in as_list(state)]
        self._tokens = OrderedDict((one.token, one) for one in found)
