"""Who and where in a play: its people and groups, with ids of their own each time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from simulator.play import places
from simulator.play.control import Control
from simulator.play.script import Script, Step
from simulator.play.yamls import said

Json = dict[str, Any]


class Failed(Exception):
    """The step that went otherwise, and how: lines to be read."""

    def __init__(self, step: Step, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.step = step
        self.lines = lines


class Stage:
    """``people`` and ``groups`` give the simulator's ids by the names of the script."""

    def __init__(self, control: Control, script: Script) -> None:
        self.control, self._script = control, script
        self.people: dict[str, str] = {}
        self.groups: dict[str, str] = {}

    def set(self) -> None:
        """Raises Refused where the simulator will not have it so."""
        call, script = self.control.call, self._script
        if script.at:
            call("PUT", "clock", {"at": script.at})
        if script.faults:
            call("PUT", "faults", script.faults)
        for name, one in script.people.items():
            body = {"displayName": name, "friend": False, "silent": True, **one}
            self.people[name] = call("POST", "users", body)["userId"]
        for name, room in script.groups.items():
            members = [self.people[one] for one in room.members]
            body = {"members": members, "bot": room.bot, "silent": room.bot, "kind": room.kind}
            body |= {"name": name} if room.kind == "group" else {}
            body["otherAccount"] = room.other_account
            self.groups[name] = call("POST", "groups", body)["chatId"]

    def by(self, step: Step) -> str:
        """Whose doing it is: the first one's, where nobody is named."""
        name = step.beside.get("by")
        return self.people[said(name)] if name is not None else next(iter(self.people.values()))

    def group(self, name: object) -> str:
        return self.groups[said(name)]

    def where(self, step: Step) -> Json:
        return {"chatId": self.group(step.beside["in"])} if "in" in step.beside else {}

    def chat(self, step: Step) -> str:
        """For ``bot`` also in whose chat."""
        to = step.beside.get("to")
        if to is not None:
            return self.people[said(to)]
        return self.group(step.beside["in"]) if "in" in step.beside else self.by(step)

    def mentioned(self, names: list[object]) -> list[str]:
        known = self.people | {"bot": "bot", "all": "all"}
        return [known[said(one)] for one in names]

    def act(self, step: Step, rest: str, body: Json) -> Any:
        """The person of the step does it where the step says."""
        return self.control.of(self.by(step), rest, body | self.where(step))

    def bubble(self, step: Step, wanted: object, pick: Callable[[list[Json]], list[Json]]) -> Json:
        """The one of the chat's bubbles that is wanted, once it is there."""
        chat = self.chat(step)

        def look() -> Json | None:
            return places.found(pick(self.control.items(chat)), wanted)

        found = self.control.until(look, lambda one: one is not None)
        if found is None:
            name = "no message" if wanted is None else f"no message called {wanted}"
            raise Failed(step, [f"there is {name} here"])
        return found

    def file(self, name: object) -> Path:
        """Of a name that stands beside the script."""
        return self._script.path.parent / said(name)
