"""Plays one conversation: each step against the simulator, each ``bot`` against what came."""

from __future__ import annotations

from typing import Any

from simulator.play import happening, speaking, tapping
from simulator.play.compare import differences
from simulator.play.control import Control
from simulator.play.happening import Deed
from simulator.play.script import Script, Step
from simulator.play.stage import Failed, Stage

Json = dict[str, Any]

_DEEDS: dict[str, Deed] = {
    "say": speaking.say,
    "send": speaking.send,
    "photo": speaking.photo,
    "photos": speaking.photos,
    "edit": speaking.edit,
    "unsend": speaking.unsend,
    "tap": tapping.tap,
    "menu": tapping.menu,
    "switch": tapping.switch,
    "postback": tapping.postback,
    **dict.fromkeys(("friend", "block", "unblock"), happening.becomes),
    "consents": happening.consents,
    "beacon": happening.happens("hwid", type="enter"),
    "videoPlayComplete": happening.happens("trackingId"),
    "membership": happening.happens("type"),
    "accountLink": happening.happens("result"),
    "liff": happening.liff,
    "event": happening.event,
    **dict.fromkeys(("invite", "remove"), happening.bot_moves),
    **dict.fromkeys(("join", "leave"), happening.members),
    "group": happening.group,
    "wait": happening.wait,
    "clock": happening.clock,
    "faults": happening.faults,
    "webhook": happening.webhook,
    "release": happening.release,
    "redeliver": happening.redeliver,
}


class Player:
    def __init__(self, control: Control, script: Script) -> None:
        self._script = script
        self._stage = Stage(control, script)
        self._heard: dict[str, int] = {}

    def play(self) -> None:
        """Raises Failed; Refused where the simulator will not do what a step wants."""
        self._stage.set()
        for step in self._script.steps:
            if step.verb == "bot":
                self._bot(step)
            else:
                _DEEDS[step.verb](self._stage, step)

    def _bot(self, step: Step) -> None:
        messages = self._messages(self._stage.chat(step), len(step.value))
        if lines := differences(step.value, messages):
            raise Failed(step, lines)

    def _messages(self, chat_id: str, number: int) -> list[Json]:
        """What the bot has said there since it was last asked for."""
        control, after = self._stage.control, self._heard.get(chat_id, 0)

        def look() -> list[Json]:
            return control.items(chat_id)[after:]

        control.until(look, lambda items: len(_of_the_bot(items)) >= number)
        items = control.settle(look)
        self._heard[chat_id] = after + len(items)
        return _of_the_bot(items)


def _of_the_bot(items: list[Json]) -> list[Json]:
    return [item["message"] for item in items if item["from"] == "bot"]
