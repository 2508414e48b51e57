"""A chat on the page as a conversation that can be played."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from simulator.diary import Note
from simulator.play.shown import buttons, label, quick_replies, shown

Json = dict[str, Any]


class Recording:
    """``names`` by user id; ``groups`` by chat id: (name, user ids of the members)."""

    def __init__(
        self, names: Mapping[str, str], groups: Mapping[str, tuple[str, list[str]]]
    ) -> None:
        self._names = _unique(names)
        self._groups = groups
        self._titles = _unique({chat_id: name for chat_id, (name, _) in groups.items()})
        self._heard: dict[str, list[Json]] = {}

    def write(self, notes: list[Note], user_id: str, *, friend: bool) -> str:
        """The YAML of one person's chat and of the groups in which that person did something.

        ``friend``: whether the person is one now, for a recording that began later than that.
        """
        rooms = {one.chat_id for one in notes if one.by == user_id and one.chat_id in self._groups}
        chats = {user_id, *rooms}
        kept = [one for one in notes if one.chat_id is None or one.chat_id in chats]
        started = any(one.verb == "friend" and one.by == user_id for one in kept)
        script: Json = {
            "play": f"{self._names[user_id]} คุยกับบอต",
            "people": self._people(kept, user_id, friend=friend and not started),
        }
        if rooms:
            script["groups"] = {
                self._titles[one]: [self._names[who] for who in self._groups[one][1]]
                for one in sorted(map(str, rooms))
            }
        script["steps"] = self._steps(kept, user_id)
        return yaml.safe_dump(script, allow_unicode=True, sort_keys=False, width=100)

    def _people(self, notes: list[Note], user_id: str, *, friend: bool) -> Json:
        rooms = [one.chat_id for one in notes if one.chat_id in self._groups]
        members = [who for room in rooms for who in self._groups[str(room)][1]]
        others = {*members, *(one.by for one in notes if one.by in self._names)} - {user_id}
        first = {self._names[user_id]: {"friend": True} if friend else {}}
        return first | {self._names[one]: {} for one in sorted(map(str, others))}

    def _steps(self, notes: list[Note], user_id: str) -> list[Json]:
        steps: list[Json] = []
        for one in notes:
            if one.verb == "bot":
                self._answer(steps, one, user_id)
            else:
                steps.append(self._act(one, user_id))
        return steps

    def _answer(self, steps: list[Json], note: Note, user_id: str) -> None:
        """What the bot says without anything between is one step."""
        assert isinstance(note.value, dict)
        self._heard.setdefault(str(note.chat_id), []).append(note.value)
        place = self._place(note, user_id)
        before = steps[-1] if steps else {}
        if "bot" in before and {key: one for key, one in before.items() if key != "bot"} == place:
            before["bot"].append(shown(note.value))
        else:
            steps.append({"bot": [shown(note.value)], **place})

    def _act(self, note: Note, user_id: str) -> Json:
        place = self._place(note, user_id)
        if note.verb in ("invite", "remove"):
            return {note.verb: self._titles[str(note.chat_id)]}
        if note.verb in ("join", "leave"):
            assert isinstance(note.value, list)
            return {note.verb: [self._names[str(one)] for one in note.value], **place}
        if note.verb == "postback" and (tapped := self._tapped(note)):
            return tapped | place
        if note.verb == "send":
            return {"send": self._by_name(note.value), **place}
        return {note.verb: note.value, **place}

    def _tapped(self, note: Note) -> Json | None:
        """The button that was pressed, if the newest of its name is the one."""
        assert isinstance(note.value, dict)
        for message in reversed(self._heard.get(str(note.chat_id), [])):
            for action in (*quick_replies(message), *buttons(message)):
                if action.get("data") == note.value.get("data") and label(action):
                    picked = list((note.value.get("params") or {}).values())
                    return {"tap": label(action)} | ({"pick": picked[0]} if picked else {})
        return None

    def _by_name(self, message: object) -> object:
        """Ids are others in each play: who is mentioned is told by name."""
        if not isinstance(message, dict) or "mention" not in message:
            return message
        kept = {key: one for key, one in message.items() if key != "mention"}
        mentioned = message["mention"].get("mentionees", [])
        return kept | {"mentions": [self._mentioned(one) for one in mentioned]}

    def _mentioned(self, one: Json) -> str:
        if one.get("type") == "all":
            return "all"
        return self._names.get(str(one.get("userId")), "bot")

    def _place(self, note: Note, user_id: str) -> Json:
        """``by`` and ``in``, where they are not what goes without saying."""
        by = {"by": self._names[note.by]} if note.by not in (None, user_id) else {}
        room = {"in": self._titles[str(note.chat_id)]} if note.chat_id in self._groups else {}
        return by | room


def _unique(names: Mapping[str, str]) -> dict[str, str]:
    """Two of one name are told apart by a number."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key, name in names.items():
        wanted, number = name, 1
        while wanted in taken:
            number += 1
            wanted = f"{name} {number}"
        taken.add(wanted)
        found[key] = wanted
    return found
