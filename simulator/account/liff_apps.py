"""LIFF apps that are added to the channel (LIFF server API); ``acts/liff.py`` has what they say."""

from __future__ import annotations

import secrets
import string
from dataclasses import dataclass

from simulator.basics.strict import Json
from simulator.saving.records import as_list, plain, rebuild
from simulator.validate import Rules
from simulator.validate.liff import check

MOST = 30
_LETTERS = string.ascii_letters + string.digits
_USUAL: Json = {
    "features": {"ble": False, "qrCode": False},
    "permanentLinkPattern": "concat",
    "scope": ["profile", "chat_message.write"],
    "botPrompt": "none",
}
_VIEW, _FEATURES = ("type", "url", "moduleMode"), ("ble", "qrCode")


@dataclass
class LiffApp:
    """``body`` as the page's LIFF app object, without its ID."""

    id: str
    body: Json

    def describe(self) -> Json:
        return {"liffId": self.id, **self.body}

    def change(self, wishes: Json) -> None:
        """Only what a checked body names (§Update LIFF app settings)."""
        self.body = _merged(self.body, wishes)


class LiffApps:
    def __init__(self) -> None:
        self._by_id: dict[str, LiffApp] = {}

    def __len__(self) -> int:
        return len(self._by_id)

    def add(self, channel_id: str, body: Json) -> LiffApp:
        """The ID is the channel's and eight letters."""
        letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
        made = LiffApp(f"{channel_id}-{letters}", _merged(_USUAL, body))
        self._by_id[made.id] = made
        return made

    def get(self, liff_id: str) -> LiffApp | None:
        return self._by_id.get(liff_id)

    def remove(self, liff_id: str) -> None:
        del self._by_id[liff_id]

    def describe(self) -> list[Json]:
        return [one.describe() for one in self._by_id.values()]

    def state(self) -> object:
        return [plain(one) for one in self._by_id.values()]

    def restore(self, state: object) -> None:
        found = [_checked(rebuild(LiffApp, one)) for one in as_list(state)]
        self._by_id = {one.id: one for one in found}


def _merged(before: Json, wishes: Json) -> Json:
    """View and features are objects of which a part may be named."""
    kept = {key: wishes[key] for key in ("description", *_USUAL) if wishes.get(key) is not None}
    kept |= _inner(before, wishes, "view", _VIEW)
    return before | kept | _inner(before, wishes, "features", _FEATURES)


def _inner(before: Json, wishes: Json, key: str, names: tuple[str, ...]) -> Json:
    parts: Json = {}
    for source in (before.get(key), wishes.get(key)):
        given = source if isinstance(source, dict) else {}
        parts |= {name: given[name] for name in names if given.get(name) is not None}
    return {key: parts}


def _checked(app: LiffApp) -> LiffApp:
    if check(app.body, Rules(), partial=False).refusal is not None:
        raise ValueError(f"{app.id!r:.60} is no LIFF app")
    return app
