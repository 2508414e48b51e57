"""A chat on the page as a conversation that can be played."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import yaml

from simulator.diary import Note
from simulator.play.shown import buttons, label, quick_replies, shown

Json = dict[str, Any]


class Room(NamedTuple):
    """A group as it is now: ``members`` by user id, ``bot`` whether the account is in it."""

    name: str
    members: list[str]
    bot: bool


class Recording:
    """``names`` by user id, ``groups`` by chat id; ``friends``: who is one now, by user id."""

    def __init__(
        self, names: Mapping[str, str], groups: Mapping[str, Room], friends: Collection[str]
    ) -> None:
        self._names = _unique(names)
        self._groups = groups
        self._friends = friends
        self._titles = _unique({chat_id: room.name for chat_id, room in groups.items()})
        self._heard: dict[str, list[Json]] = {}

    def write(self, notes: list[Note], user_id: str) -> str:
        """The YAML of one person's chat and of the groups in which that person did something."""
        rooms = {one.chat_id for one in notes if one.by == user_id and one.chat_id in self._groups}
        chats = {user_id, *rooms}
        kept = [one for one in notes if one.chat_id is None or one.chat_id in chats]
        script: Json = {
            "play": f"{self._names[user_id]} – conversation",
            "people": self._people(kept, user_id),
        }
        if rooms:
            script["groups"] = {
                self._titles[one]: self._room(one, kept) for one in sorted(map(str, rooms))
            }
        script["steps"] = self._steps(kept, user_id)
        return yaml.safe_dump(script, allow_unicode=True, sort_keys=False, width=100)

    def _people(self, notes: list[Note], user_id: str) -> Json:
        """Whose becoming a friend is no step was one before, as far as the play can tell."""
        rooms = [one.chat_id for one in notes if one.chat_id in self._groups]
        members = [who for room in rooms for who in self._groups[str(room)].members]
        moved = [who for one in notes for who in _moved(one)]
        others = {*members, *moved, *(one.by for one in notes if one.by in self._names)} - {user_id}
        friends = set(self._friends) - {one.by for one in notes if one.verb == "friend"}
        return {
            self._names[one]: {"friend": True} if one in friends else {}
            for one in (user_id, *sorted(map(str, others)))
        }

    def _room(self, chat_id: str, notes: list[Note]) -> object:
        """As it was before the first of these notes."""
        here = [one for one in notes if one.chat_id == chat_id]
        members = [self._names[who] for who in self._members_before(chat_id, here)]
        return {"members": members, "bot": True} if self._bot_before(chat_id, here) else members

    def _members_before(self, chat_id: str, notes: list[Note]) -> list[str]:
        found = list(self._groups[chat_id].members)
        for one in reversed(notes):
            if one.verb == "join":
                found = [who for who in found if who not in _moved(one)]
            if one.verb == "leave":
                found += _moved(one)
        return found

    def _bot_before(self, chat_id: str, notes: list[Note]) -> bool:
        """It may have left by itself, which is no step: then it spoke here."""
        moves = [one.verb for one in notes if one.verb in ("invite", "remove")]
        spoke = any(one.verb == "bot" for one in notes)
        return moves[0] == "remove" if moves else self._groups[chat_id].bot or spoke

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
            return {note.verb: [self._names[one] for one in _moved(note)], **place}
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


def _moved(note: Note) -> list[str]:
    """Who came into a group or went."""
    return [str(one) for one in note.value] if isinstance(note.value, list) else []


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
