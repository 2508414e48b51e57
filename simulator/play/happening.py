"""What happens in a play without words: friends, groups, beacons, time, trouble, deliveries."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from simulator.play.script import Step
from simulator.play.stage import Failed, Stage
from simulator.play.yamls import said

Json = dict[str, Any]
Deed = Callable[[Stage, Step], None]


def becomes(stage: Stage, step: Step) -> None:
    stage.control.of(stage.by(step), step.verb)


def consents(stage: Stage, step: Step) -> None:
    """Whether official accounts learn in groups who it is."""
    path = f"users/{quote(stage.by(step))}"
    stage.control.call("PUT", path, {"consents": step.value})


def happens(short: str, **usual: str) -> Deed:
    """An event of LINE's kind; where only words stand, they are its ``short``."""

    def deed(stage: Stage, step: Step) -> None:
        value = step.value
        body = value if isinstance(value, dict) else {short: said(value), **usual}
        stage.control.of(stage.by(step), step.verb, body)

    return deed


def liff(stage: Stage, step: Step) -> None:
    """What an app says in the person's name: a message or several."""
    messages = step.value if isinstance(step.value, list) else [step.value]
    stage.act(step, "liff", {"messages": messages})


def event(stage: Stage, step: Step) -> None:
    """As given; nobody's, unless ``by`` names somebody."""
    who = {"userId": stage.by(step)} if "by" in step.beside else {}
    body = {"event": step.value, **who, **stage.where(step)}
    stage.control.call("POST", "events", body)


def bot_moves(stage: Stage, step: Step) -> None:
    stage.control.call("POST", f"groups/{stage.group(step.value)}/{step.verb}")


def members(stage: Stage, step: Step) -> None:
    names = step.value if isinstance(step.value, list) else [step.value]
    people = [stage.people[said(name)] for name in names]
    path = f"groups/{stage.group(step.beside['in'])}/{step.verb}"
    stage.control.call("POST", path, {"userIds": people})


def group(stage: Stage, step: Step) -> None:
    """Its name, or whether another official account is in it."""
    stage.control.call("PUT", f"groups/{stage.group(step.beside['in'])}", step.value)


def wait(stage: Stage, step: Step) -> None:
    """By the simulator's clock, once the bot has done what it was doing."""
    _settled(stage).call("PUT", "clock", {"advance": float(step.value)})


def clock(stage: Stage, step: Step) -> None:
    _settled(stage).call("PUT", "clock", {"at": said(step.value)})


def faults(stage: Stage, step: Step) -> None:
    stage.control.call("PUT", "faults", step.value)


def webhook(stage: Stage, step: Step) -> None:
    """Switched on or off, as in LINE's console."""
    stage.control.call("PUT", "webhook", {"on": step.value})


def release(stage: Stage, _: Step) -> None:
    """Of all webhooks that were held."""
    stage.control.call("POST", "release")


def redeliver(stage: Stage, step: Step) -> None:
    """The chat's newest event comes again, as from LINE: the same but for ``isRedelivery``."""
    control, chat = _settled(stage), stage.chat(step)
    sent = [one for one in control.call("GET", "webhooks") if _of(one) == chat]
    if not sent:
        raise Failed(step, ["nothing was delivered in this chat that could come again"])
    body = sent[-1]["body"]
    events = (json.loads(body) if isinstance(body, str) else body)["events"]
    again = events[-1] | {"deliveryContext": {"isRedelivery": True}}
    where = {"chatId" if "chatId" in sent[-1] else "userId": chat}
    for _ in range(1 if step.value is None else int(step.value)):
        control.call("POST", "events", {"event": again, **where})


def _of(row: Json) -> str | None:
    return row.get("chatId") or row.get("userId")


def _settled(stage: Stage) -> Any:
    stage.control.settle(lambda: None)
    return stage.control
