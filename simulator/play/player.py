"""Plays one conversation: each step against the simulator, each ``bot`` against what came."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from simulator.play.compare import differences
from simulator.play.control import Control
from simulator.play.script import Script, Step
from simulator.play.shown import buttons, label, quick_replies

Json = dict[str, Any]


class Failed(Exception):
    """The step that went otherwise, and how: lines to be read."""

    def __init__(self, step: Step, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.step = step
        self.lines = lines


class Player:
    """People and groups of a script get ids of their own with each play."""

    def __init__(self, control: Control, script: Script) -> None:
        self._control = control
        self._script = script
        self._people: dict[str, str] = {}
        self._groups: dict[str, str] = {}
        self._heard: dict[str, int] = {}
        self._verbs: dict[str, Callable[[Step], None]] = {
            "say": self._say,
            "send": self._send,
            "photo": self._photo,
            "tap": self._tap,
            "menu": self._menu,
            "postback": self._postback,
            "unsend": self._unsend,
            **dict.fromkeys(("friend", "block", "unblock"), self._becomes),
            **dict.fromkeys(("invite", "remove"), self._bot_moves),
            **dict.fromkeys(("join", "leave"), self._members),
            "wait": self._wait,
            "clock": self._clock,
            "faults": self._faults,
            "bot": self._bot,
        }

    def play(self) -> None:
        """Raises Failed; Refused where the simulator will not do what a step wants."""
        self._set_the_stage()
        for step in self._script.steps:
            self._verbs[step.verb](step)

    def _set_the_stage(self) -> None:
        call, script = self._control.call, self._script
        if script.at:
            call("PUT", "clock", {"at": script.at})
        if script.faults:
            call("PUT", "faults", script.faults)
        for name, one in script.people.items():
            body = {"displayName": name, "friend": False, "silent": True, **one}
            self._people[name] = call("POST", "users", body)["userId"]
        for name, room in script.groups.items():
            members = [self._people[one] for one in room.members]
            body = {"name": name, "members": members, "bot": room.bot, "silent": room.bot}
            self._groups[name] = call("POST", "groups", body)["chatId"]

    def _say(self, step: Step) -> None:
        self._speak(step, {"type": "text", "text": str(step.value)})

    def _send(self, step: Step) -> None:
        self._speak(step, step.value)

    def _photo(self, step: Step) -> None:
        """Of so many bytes."""
        size = step.value if step.value is not None else 20_000
        self._speak(step, {"type": "image", "size": size})

    def _speak(self, step: Step, message: Json) -> None:
        if mentions := message.get("mentions"):
            known = self._people | {"bot": "bot", "all": "all"}
            message = message | {"mentions": [known[one] for one in mentions]}
        self._control.of(self._by(step), "messages", message | self._where(step))

    def _postback(self, step: Step) -> None:
        value = step.value if isinstance(step.value, dict) else {"data": str(step.value)}
        self._control.of(self._by(step), "postbacks", value | self._where(step))

    def _tap(self, step: Step) -> None:
        """The newest button or quick reply of this name, once it is there."""
        chat = self._chat(step)
        found = self._control.until(lambda: self._action(chat, str(step.value)), bool)
        if found is None:
            raise Failed(step, [f"nothing to tap is called {step.value}"])
        self._do(step, *found)

    def _action(self, chat_id: str, name: str) -> tuple[Json, bool] | None:
        """With whether it is a quick reply."""
        for item in reversed(self._control.items(chat_id)):
            message = item["message"]
            if item["from"] == "bot" and not item["unsent"]:
                for action in quick_replies(message):
                    if label(action) == name:
                        return action, True
                for action in buttons(message):
                    if label(action) == name:
                        return action, False
        return None

    def _do(self, step: Step, action: Json, quick: bool) -> None:
        kind = action["type"]
        if kind == "message":
            extra = {"quickReply": True} if quick else {}
            self._speak(step, {"type": "text", "text": action["text"], **extra})
        elif kind in ("postback", "datetimepicker"):
            self._press(step, action)
        elif kind not in ("uri", "clipboard"):
            raise Failed(step, [f"the player cannot tap {kind}: send what it would send"])

    def _press(self, step: Step, action: Json) -> None:
        body = {key: action[key] for key in ("data", "displayText", "text") if action.get(key)}
        if action["type"] == "datetimepicker":
            if "pick" not in step.beside:
                raise Failed(step, ["a picker needs pick: the moment that is chosen"])
            body["params"] = {action["mode"]: str(step.beside["pick"])}
        self._control.of(self._by(step), "postbacks", body | self._where(step))

    def _menu(self, step: Step) -> None:
        """An area of the rich menu: by its number from 1 or the words of its action."""
        user = self._by(step)
        found = self._control.until(lambda: self._area(user, step.value), lambda one: one >= 0)
        if found < 0:
            raise Failed(step, [f"the rich menu has no {step.value}"])
        params = {"params": step.beside["pick"]} if "pick" in step.beside else {}
        self._control.of(user, "menu/tap", {"area": found, **params})

    def _area(self, user: str, wanted: object) -> int:
        menu = self._control.call("GET", f"users/{user}/menu")["menu"] or {}
        areas = [one["action"] for one in menu.get("areas") or []]
        if isinstance(wanted, int):
            return wanted - 1 if wanted <= len(areas) else -1
        return next((place for place, one in enumerate(areas) if label(one) == wanted), -1)

    def _unsend(self, step: Step) -> None:
        """The last of the person's own messages."""
        user, chat = self._by(step), self._chat(step)
        own = [
            item
            for item in self._control.items(chat)
            if item["from"] == "user" and item.get("userId", user) == user and not item["unsent"]
        ]
        if not own:
            raise Failed(step, ["there is nothing to take back"])
        self._control.of(user, "unsend", {"messageId": own[-1]["id"]} | self._where(step))

    def _becomes(self, step: Step) -> None:
        self._control.of(self._by(step), step.verb)

    def _bot_moves(self, step: Step) -> None:
        self._control.call("POST", f"groups/{self._group(step.value)}/{step.verb}")

    def _members(self, step: Step) -> None:
        names = step.value if isinstance(step.value, list) else [step.value]
        people = [self._people[str(name)] for name in names]
        path = f"groups/{self._group(step.beside['in'])}/{step.verb}"
        self._control.call("POST", path, {"userIds": people})

    def _wait(self, step: Step) -> None:
        """By the simulator's clock, once the bot has done what it was doing."""
        self._control.settle(lambda: None)
        self._control.call("PUT", "clock", {"advance": float(step.value)})

    def _clock(self, step: Step) -> None:
        self._control.settle(lambda: None)
        self._control.call("PUT", "clock", {"at": step.value})

    def _faults(self, step: Step) -> None:
        self._control.call("PUT", "faults", step.value)

    def _bot(self, step: Step) -> None:
        to = step.beside.get("to")
        chat = self._people[str(to)] if to is not None else self._chat(step)
        messages = self._messages(chat, len(step.value))
        if lines := differences(step.value, messages):
            raise Failed(step, lines)

    def _messages(self, chat_id: str, number: int) -> list[Json]:
        """What the bot has said there since it was last asked for."""
        after = self._heard.get(chat_id, 0)

        def look() -> list[Json]:
            return self._control.items(chat_id)[after:]

        self._control.until(look, lambda items: len(_of_the_bot(items)) >= number)
        items = self._control.settle(look)
        self._heard[chat_id] = after + len(items)
        return _of_the_bot(items)

    def _by(self, step: Step) -> str:
        name = step.beside.get("by")
        return self._people[str(name)] if name is not None else next(iter(self._people.values()))

    def _group(self, name: object) -> str:
        return self._groups[str(name)]

    def _where(self, step: Step) -> Json:
        return {"chatId": self._group(step.beside["in"])} if "in" in step.beside else {}

    def _chat(self, step: Step) -> str:
        return self._group(step.beside["in"]) if "in" in step.beside else self._by(step)


def _of_the_bot(items: list[Json]) -> list[Json]:
    return [item["message"] for item in items if item["from"] == "bot"]
