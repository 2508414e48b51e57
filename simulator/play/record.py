"""A chat on the page as a conversation that can be played."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from simulator.journal.diary import Note
from simulator.play import opening
from simulator.play.opening import Channel, Known, Room
from simulator.play.shown import called, shown
from simulator.play.yamls import dump

Json = dict[str, Any]
_ANYBODY = ("bot", "all")


class Recording:
    """``people`` by user id, ``groups`` by chat id, as they are now."""

    def __init__(
        self, people: Mapping[str, Known], groups: Mapping[str, Room], channel: Channel
    ) -> None:
        self._people, self._groups, self._channel = people, groups, channel
        self._names = _unique({key: one.name for key, one in people.items()}, _ANYBODY)
        self._titles = _unique({key: one.name or one.kind for key, one in groups.items()})
        self._heard: dict[str, list[Json]] = {}
        self._verbs: dict[str, Callable[[Note], Json]] = {
            **dict.fromkeys(("join", "leave"), self._members),
            "postback": self._postback,
            "send": self._send,
            "edit": self._edit,
        }

    def write(self, notes: list[Note], user_id: str) -> str:
        """The YAML of one person's chat and of the groups in which that person is or spoke."""
        rooms = sorted(self._rooms(notes, user_id), key=lambda one: self._titles[one])
        kept = self._kept(notes, {user_id, *rooms})
        script: Json = {
            "play": f"{self._names[user_id]} – conversation",
            "people": self._cast(kept, rooms, user_id),
            "groups": {self._titles[one]: self._room(one, kept) for one in rooms},
            "at": opening.moment(kept, self._channel),
            "faults": opening.faults(kept, self._channel),
        }
        script = {key: one for key, one in script.items() if one or key == "people"}
        return dump(script | {"steps": self._steps(kept, user_id)})

    def _rooms(self, notes: list[Note], user_id: str) -> set[str]:
        """Where somebody is or was."""
        here = [one for one in notes if one.chat_id in self._groups]
        return {
            str(one.chat_id)
            for one in here
            if user_id in self._groups[str(one.chat_id)].members
            or user_id in opening.members_before(one)
            or one.by == user_id
        }

    def _kept(self, notes: list[Note], chats: Collection[str]) -> list[Note]:
        """Of others' own chats only what groups hear of."""
        mine = [one for one in notes if one.chat_id is None or one.chat_id in chats]
        speakers = {one.by for one in mine}
        return [
            one
            for one in notes
            if one.chat_id is None
            or one.chat_id in chats
            or (one.verb == "consents" and one.by in speakers)
        ]

    def _cast(self, notes: list[Note], rooms: list[str], user_id: str) -> Json:
        members = [who for room in rooms for who in self._groups[room].members]
        before = [who for one in notes for who in opening.members_before(one)]
        moved = [who for one in notes for who in _moved(one)]
        acting = [one.by for one in notes if one.by is not None]
        others = {*members, *before, *moved, *acting} & set(self._names)
        order = [user_id, *sorted(others - {user_id}, key=lambda one: self._names[one])]
        return {self._names[one]: self._person(one, notes) for one in order}

    def _person(self, user_id: str, notes: list[Note]) -> Json:
        return opening.person(user_id, self._people[user_id], self._names[user_id], notes)

    def _room(self, chat_id: str, notes: list[Note]) -> object:
        return opening.room(chat_id, self._groups[chat_id], notes, self._names)

    def _steps(self, notes: list[Note], user_id: str) -> list[Json]:
        """What the bot says in a chat between two things that people do is one step."""
        steps: list[Json] = []
        answers: dict[str | None, Json] = {}
        albums = _albums(notes)
        for one in notes:
            if one.verb != "bot":
                album = albums.get(one.number)
                steps += [] if album == [] else [self._act(one, user_id, album)]
                answers.clear()
            elif one.chat_id in answers:
                answers[one.chat_id]["bot"].append(self._answer(one))
            else:
                answers[one.chat_id] = {"bot": [self._answer(one)], **self._place(one, user_id)}
                steps.append(answers[one.chat_id])
        return steps

    def _answer(self, note: Note) -> Json:
        assert isinstance(note.value, dict)
        self._heard.setdefault(str(note.chat_id), []).append(note.value)
        return shown(note.value)

    def _act(self, note: Note, user_id: str, album: list[int] | None) -> Json:
        place = self._place(note, user_id)
        if album:
            return {"photos": album, **place}
        if note.verb in ("invite", "remove"):
            return self._bot_moves(note)
        return self._verbs.get(note.verb, _as_noted)(note) | place

    def _bot_moves(self, note: Note) -> Json:
        return {note.verb: self._titles[str(note.chat_id)]}

    def _members(self, note: Note) -> Json:
        return {note.verb: [self._names[one] for one in _moved(note) if one in self._names]}

    def _send(self, note: Note) -> Json:
        return {"send": self._by_name(note.value), **note.beside}

    def _edit(self, note: Note) -> Json:
        """The new words alone, or with who is mentioned in them."""
        message = self._by_name(note.value)
        words = {key: one for key, one in message.items() if key != "type"}
        return {"edit": words["text"] if set(words) == {"text"} else words, **note.beside}

    def _postback(self, note: Note) -> Json:
        tapped = self._tapped(note)
        if tapped is None and note.before:
            tapped = {"menu": note.before["area"]} | _picked(note)
        return tapped or {"postback": note.value}

    def _tapped(self, note: Note) -> Json | None:
        """The button that was pressed, and which of its name it is."""
        assert isinstance(note.value, dict)
        heard = self._heard.get(str(note.chat_id), [])
        wanted = [note.value.get(key) for key in ("data", "text")]
        seen = dict[str, int]()
        for name, action, _ in called(heard):
            seen[name] = seen.get(name, 0) + 1
            if [action.get(key) for key in ("data", "text")] == wanted and name:
                which = {"which": seen[name]} if seen[name] > 1 else {}
                return {"tap": name} | which | _picked(note)
        return None

    def _by_name(self, message: Any) -> Json:
        """Ids are others in each play: who is mentioned is told by name."""
        kept = {key: one for key, one in message.items() if key != "mention"}
        if "mention" not in message:
            return kept
        mentioned = message["mention"].get("mentionees", [])
        return kept | {"mentions": [self._mentioned(one) for one in mentioned]}

    def _mentioned(self, one: Json) -> str:
        if one.get("type") == "all":
            return "all"
        return self._names.get(str(one.get("userId")), "bot")

    def _place(self, note: Note, user_id: str) -> Json:
        """``by`` and ``in``, where they are not what goes without saying."""
        silent = (None,) if note.verb == "event" else (None, user_id)
        by = {"by": self._names[str(note.by)]} if note.by not in silent else {}
        room = {"in": self._titles[str(note.chat_id)]} if note.chat_id in self._groups else {}
        return by | room


def _as_noted(note: Note) -> Json:
    return {note.verb: note.value, **note.beside}


def _picked(note: Note) -> Json:
    assert isinstance(note.value, dict)
    picked = list((note.value.get("params") or {}).values())
    return {"pick": picked[0]} if picked else {}


def _moved(note: Note) -> list[str]:
    """Who came into a group or went."""
    moved = note.value if note.verb in ("join", "leave") else None
    return [str(one) for one in moved] if isinstance(moved, list) else []


def _albums(notes: list[Note]) -> dict[int, list[int]]:
    """Sizes of photos sent at once by the number of the first note; of the others, none."""
    sets: dict[str, list[Note]] = {}
    for one in notes:
        if isinstance(one.value, dict) and isinstance(one.value.get("imageSet"), dict):
            sets.setdefault(str(one.value["imageSet"].get("id")), []).append(one)
    found: dict[int, list[int]] = {}
    for several in sets.values():
        values = [one.value for one in several if isinstance(one.value, dict)]
        if len(values) == values[0]["imageSet"].get("total") and not several[0].beside:
            found |= {one.number: [] for one in several}
            found[several[0].number] = [int(str(one["size"])) for one in values]
    return found


def _unique(names: Mapping[str, str], taken: Collection[str] = ()) -> dict[str, str]:
    """Two of one name are told apart by a number."""
    found: dict[str, str] = {}
    used = set(taken)
    for key, name in names.items():
        wanted, number = name, 1
        while wanted in used:
            number += 1
            wanted = f"{name} {number}"
        used.add(wanted)
        found[key] = wanted
    return found
