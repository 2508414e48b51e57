"""Steps of a golden conversation that happen in a group: who is in it, who calls the bot, edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

Json = dict[str, Any]
PRIVATELY = "/R/oaMessage/"  # LINE docs, "LINE URL scheme"


@dataclass
class Phone:
    """A person's chat with the bot, or a group's: how much of it was looked at, what was sent."""

    user_id: str
    seen: int = 0
    sent: list[str] = field(default_factory=list)
    bursts: list[list[str]] = field(default_factory=list)
    taps: int = 0
    typed: int = 0


@dataclass
class Places:
    """Where somebody speaks: `place` names a group, "" is the chat with the bot alone."""

    deployment: Any  # a Deployment, or a Site of several processes
    phones: dict[str, Phone]
    current: str
    place: str = field(default="", kw_only=True)
    groups: dict[str, Phone] = field(default_factory=dict, kw_only=True)
    folder: Path = field(default=Path(__file__).parent, kw_only=True)

    @property
    def phone(self) -> Phone:
        return self.phones[self.current]

    @property
    def here(self) -> Phone:
        return self.groups[self.place] if self.place else self.phone

    def where(self) -> Json:
        return {"chatId": self.here.user_id} if self.place else {}

    def items(self, after: int = 0) -> list[Json]:
        control = self.deployment.control
        read = control.group_chat if self.place else control.chat
        found: list[Json] = read(self.here.user_id, after)
        return found

    def do_attach(self, names: list[str]) -> None:
        """Files that lie beside the conversation, sent in one breath under their names."""
        control, user = self.deployment.control, self.phone.user_id
        for name in names:
            message = {"type": "file", "fileName": name} | self.where()
            data = (self.folder / name).read_bytes()
            self.phone.sent.append(control.media(user, message, data))
        self.deployment.settle()

    def do_invite(self, invited: Mapping[str, Any]) -> None:
        """The bot comes into a new group of these people, and the one who speaks opens it."""
        control = self.deployment.control
        control.faults(join_groups=True)
        name, members = invited["name"], [self.phones[one].user_id for one in invited["members"]]
        body = {"name": name, "members": members, "kind": invited.get("kind", "group")}
        group = control.post("groups", body | {"name": name if body["kind"] == "group" else ""})
        self.groups[name] = Phone(group["chatId"])
        self.place = name
        self.do_invite_again(None)

    def do_invite_again(self, _: object) -> None:
        self._change("invite")

    def do_remove(self, _: object) -> None:
        self._change("remove")

    def do_come(self, names: list[str]) -> None:
        self._change("join", {"userIds": [self.phones[name].user_id for name in names]})

    def do_go(self, names: list[str]) -> None:
        self._change("leave", {"userIds": [self.phones[name].user_id for name in names]})

    def do_in(self, place: str) -> None:
        self.place = place

    def do_call(self, words: str) -> None:
        """A message in the group that names the bot first."""
        message = {"type": "text", "text": self._named(words), "mentions": ["bot"]}
        body = message | self.where()
        self.phone.sent.append(self.deployment.control.message(self.phone.user_id, body))
        self.deployment.settle()

    def do_edit(self, change: Mapping[str, Any]) -> None:
        """The newest own message says `call` (to the bot) or `say` (beside it) instead."""
        calls = "call" in change
        text = self._named(change["call"]) if calls else change["say"]
        body = {"messageId": self.phone.sent[-1], "text": text, **self.where()}
        body |= {"mentions": ["bot"]} if calls else {}
        self.deployment.control.post(f"users/{self.phone.user_id}/edit", body)
        self.deployment.settle()

    def open_link(self, uri: str) -> str | None:
        """What a link typed into the chat with the bot alone, which it opened; None for others."""
        parts = urlsplit(uri)
        if not parts.path.startswith(PRIVATELY):
            return None
        self.place = ""
        return unquote(parts.query)

    def _named(self, words: str) -> str:
        return f"@{self.deployment.control.get('bot')['displayName']} {words}".strip()

    def _change(self, what: str, body: Json | None = None) -> None:
        self.deployment.control.post(f"groups/{self.here.user_id}/{what}", body)
        self.deployment.settle()
