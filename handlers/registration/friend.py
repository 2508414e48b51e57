"""[เพิ่มเพื่อน]: only LINE's follow event proves that somebody can be reached."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from bot.dialogue.rooms import Answers, FormRoom
from bot.inbox.parts import Part
from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble, Button, Link
from models.facts import BOT_BASIC_ID, fact
from models.mailbox import Conversation

# LINE docs, "LINE URL scheme": opens the profile of an official account.
ADD = "https://line.me/R/ti/p/{basic_id}"


def goodbye(turn: Turn, otherwise: str) -> None:
    """Offer the button to whoever is not known as a friend; else the sentence of `otherwise`."""
    offer = add_friend(turn)
    if offer is not None:
        turn.answer.say(offer)
    elif otherwise:
        turn.tell(otherwise)


def add_friend(turn: Turn) -> Bubble | None:
    """None for who is a friend, or while LINE has not told the bot's own address."""
    basic_id = fact(turn.session, BOT_BASIC_ID)
    if turn.person_account.friend or not basic_id:
        return None
    link = Link(ADD.format(basic_id=quote(basic_id, safe="")))
    add = Button(turn.say("registration.add_friend_button"), link, main=True)
    return Bubble(turn.say("registration.add_friend"), buttons=(add,))


def asking_after(part: Part) -> Part:
    """The same, but whoever sends one of its forms hears how to become a friend: they were promised
    to be written to."""
    return replace(part, forms=tuple(map(_asking, part.forms)))


def _asking(room: FormRoom) -> FormRoom:
    def finish(turn: Turn, conversation: Conversation, found: Answers) -> None:
        again = bool(conversation.subject)  # a correction of what was sent before
        room.finish(turn, conversation, found)
        if not again:
            goodbye(turn, "")

    return replace(room, finish=finish)
