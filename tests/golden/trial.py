"""A form of a golden conversation's own: `form: FILE` beside the conversation, begun by «เริ่ม»."""

from __future__ import annotations

from pathlib import Path

from bot.dialogue import drive
from bot.dialogue.rooms import Answers, FormRoom
from bot.dialogue.tables import place_rows
from bot.inbox.parts import Part
from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble, Image, Sound, Video
from models.mailbox import Conversation

ROOM = "trial"
BEGIN = "เริ่ม"
AT = "https://media.example"


def trial(source: Path) -> Part:
    """Its media lie under one address; what it holds at the end is thanked for and dropped."""
    room = FormRoom(name=ROOM, source=source, rows=place_rows, finish=_finish, media=_medium)
    return Part(first=(_begins,), forms=(room,))


def _begins(turn: Turn) -> bool:
    if turn.text != BEGIN:
        return False
    drive.open_form(turn, ROOM)
    return True


def _finish(turn: Turn, _conversation: Conversation, found: Answers) -> None:
    told = ", ".join(f"{name}={value}" for name, value in sorted(found.items()))
    turn.answer.say(Bubble(f"ได้รับแล้วค่ะ {told}"))


def _medium(_turn: Turn, _conversation: Conversation, name: str) -> Image | Sound | Video | None:
    url = f"{AT}/{name}"
    if name.endswith(".mp4"):
        return Video(url, f"{url}.jpg")
    return Sound(url, 9000) if name.endswith(".m4a") else Image(url, url)
