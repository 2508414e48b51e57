"""What people of a play tap: buttons, quick replies, the rich menu; and postbacks without one."""

from __future__ import annotations

from itertools import islice
from typing import Any

from simulator.play.places import bubbles
from simulator.play.script import Step
from simulator.play.shown import called, label
from simulator.play.speaking import speak
from simulator.play.stage import Failed, Stage
from simulator.play.yamls import said

Json = dict[str, Any]
_NOTHING = frozenset({"uri", "clipboard"})


def postback(stage: Stage, step: Step) -> None:
    value = step.value if isinstance(step.value, dict) else {"data": said(step.value)}
    stage.act(step, "postbacks", value)


def switch(stage: Stage, step: Step) -> None:
    """Of the rich menu, to the alias."""
    stage.control.of(stage.by(step), "menu/switch", step.value)


def tap(stage: Stage, step: Step) -> None:
    """The newest button or quick reply of this name, or the one that is the ``which``-th."""
    chat, name = stage.chat(step), said(step.value)
    which = step.beside.get("which", 1)

    def look() -> tuple[Json, bool] | None:
        said_by_bot = [one for one in bubbles(stage.control.items(chat)) if one["from"] == "bot"]
        named = (
            (action, quick)
            for words, action, quick in called([one["message"] for one in said_by_bot])
            if words == name
        )
        return next(islice(named, which - 1, None), None)

    found = stage.control.until(look, bool)
    if found is None:
        raise Failed(step, [f"nothing to tap is called {name}"])
    _do(stage, step, *found)


def _do(stage: Stage, step: Step, action: Json, quick: bool) -> None:
    kind = action["type"]
    if kind == "message":
        extra = {"quickReply": True} if quick else {}
        speak(stage, step, {"type": "text", "text": action["text"], **extra})
    elif kind in ("postback", "datetimepicker"):
        _press(stage, step, action)
    elif kind not in _NOTHING:
        raise Failed(step, [f"the player cannot tap {kind}: send what it would send"])


def _press(stage: Stage, step: Step, action: Json) -> None:
    body = {key: action[key] for key in ("data", "displayText", "text") if action.get(key)}
    stage.act(step, "postbacks", body | _params(step, action))


def _params(step: Step, action: Json) -> Json:
    if action["type"] != "datetimepicker":
        return {}
    if "pick" not in step.beside:
        raise Failed(step, ["a picker needs pick: the moment that is chosen"])
    picked = step.beside["pick"]
    return {"params": picked if isinstance(picked, dict) else {action["mode"]: said(picked)}}


def menu(stage: Stage, step: Step) -> None:
    """An area of the rich menu: by its number from 1 or the words of its action."""
    user = stage.by(step)
    found = stage.control.until(lambda: _area(stage, user, step.value), bool)
    if found is None:
        raise Failed(step, [f"the rich menu has no {step.value}"])
    place, action = found
    stage.control.of(user, "menu/tap", {"area": place} | _params(step, action))


def _area(stage: Stage, user: str, wanted: object) -> tuple[int, Json] | None:
    """Its place from 0, and its action."""
    shown = stage.control.call("GET", f"users/{user}/menu")["menu"] or {}
    areas = list(enumerate(one["action"] for one in shown.get("areas") or []))
    if isinstance(wanted, int):
        return areas[wanted - 1] if 1 <= wanted <= len(areas) else None
    return next((one for one in areas if label(one[1]) == said(wanted)), None)
