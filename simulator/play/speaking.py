"""What people of a play say, change and take back."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from simulator.play.places import bubbles, own
from simulator.play.script import Step
from simulator.play.stage import Failed, Stage
from simulator.play.yamls import said

Json = dict[str, Any]
_USUAL_PHOTO = 20_000


def say(stage: Stage, step: Step) -> None:
    speak(stage, step, {"type": "text", "text": said(step.value)})


def send(stage: Stage, step: Step) -> None:
    """Any message; ``file`` names one that stands beside the script."""
    message = dict(step.value)
    name = message.pop("file", None)
    named = {"fileName": said(name)} if name is not None and message["type"] == "file" else {}
    speak(stage, step, named | message, None if name is None else stage.file(name))


def photo(stage: Stage, step: Step) -> None:
    """Of so many bytes, or a file."""
    speak(stage, step, *_photo(stage, step.value))


def photos(stage: Stage, step: Step) -> None:
    """So many, of these sizes, or these files: sent at once."""
    value = step.value
    if isinstance(value, list) and any(isinstance(one, str) for one in value):
        _album(stage, step, value)
        return
    body = {"sizes": value} if isinstance(value, list) else {"count": value}
    stage.act(step, "photos", body)


def _album(stage: Stage, step: Step, files: list[object]) -> None:
    set_id = uuid.uuid4().hex
    for place, one in enumerate(files, 1):
        message, path = _photo(stage, one)
        image_set = {"id": set_id, "index": place, "total": len(files)}
        speak(stage, step, message | {"imageSet": image_set}, path)


def _photo(stage: Stage, value: object) -> tuple[Json, Path | None]:
    if isinstance(value, str):
        return {"type": "image"}, stage.file(value)
    return {"type": "image", "size": _USUAL_PHOTO if value is None else value}, None


def speak(stage: Stage, step: Step, message: Json, path: Path | None = None) -> None:
    """With what stands beside the step: whom it answers, whether its webhook is held."""
    message = _complete(stage, step, message)
    if path is None:
        stage.act(step, "messages", message)
        return
    if not path.is_file():
        raise Failed(step, [f"there is no file {path}"])
    stage.control.upload(stage.by(step), message | stage.where(step), path)


def _complete(stage: Stage, step: Step, message: Json) -> Json:
    if mentions := message.get("mentions"):
        message = message | {"mentions": stage.mentioned(mentions)}
    if "quote" in step.beside:
        quoted = stage.bubble(step, step.beside["quote"], bubbles)
        message = message | {"quotedMessageId": quoted["id"]}
    return message | ({"hold": True} if step.beside.get("hold") is True else {})


def edit(stage: Stage, step: Step) -> None:
    """New words for a text of one's own in a group."""
    words: Json = step.value if isinstance(step.value, dict) else {"text": said(step.value)}
    if mentions := words.get("mentions"):
        words = words | {"mentions": stage.mentioned(mentions)}
    stage.act(step, "edit", words | {"messageId": _own(stage, step, step.beside.get("which"))})


def unsend(stage: Stage, step: Step) -> None:
    first = {"first": True} if step.beside.get("first") is True else {}
    stage.act(step, "unsend", {"messageId": _own(stage, step, step.value)} | first)


def _own(stage: Stage, step: Step, wanted: object) -> str:
    user = stage.by(step)
    return str(stage.bubble(step, wanted, lambda items: own(items, user))["id"])
