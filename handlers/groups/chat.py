"""The bot in a group: silent unless named, nothing personal, and a way to go on in private.

What is said here is read by everybody, so nothing is looked up about anybody: the answer depends on
the words alone. No person is touched, so the mailbox is all that a turn locks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from base.i18n import say
from base.thai.text import tongue
from bot.inbox.parts import Part
from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble, Button, Link
from handlers.groups import service
from handlers.groups.asking import HELLO, topic_of, words_of
from models.facts import BOT_BASIC_ID, fact
from models.mailbox import is_group

# LINE docs, "LINE URL scheme": opens the chat with an official account, words typed in already;
# whoever is no friend yet is asked to become one first.
PRIVATELY = "https://line.me/R/oaMessage/{basic_id}/?{words}"
# Topic → the word that is typed in for whoever goes on in private; «เมนู» for all others.
TYPED = {"report": "report", "case": "case", "human": "human", "mydata": "mydata", "stop": "stop"}

Danger = Callable[[Turn, str, str], Bubble | None]


@dataclass(frozen=True)
class Groups:
    """`danger(turn, words, language)` helps anybody in danger that the words tell of."""

    danger: Danger

    def part(self) -> Part:
        return Part(events={"join": joined, "leave": left, "messageEdited": self.edited})

    def hear(self, turn: Turn) -> None:
        """A message that names the bot, or a button that stands in the group."""
        if not service.is_open(turn.mailbox, turn.event.occurred_at):
            return
        if turn.event.kind == "postback":
            turn.answer.say(_bubble(turn, "button", "th"))
            turn.answer.takes_riders = False
        elif service.is_replaced(turn.session, turn.event):
            turn.event.payload = None
        else:
            self._answer(turn)

    def edited(self, turn: Turn) -> None:
        """The newest wording counts. One that asks the same again is answered once; one that no
        longer names the bot is not for us, and neither is what stood there before."""
        if not is_group(turn.mailbox.key):
            return
        if service.is_replaced(turn.session, turn.event):
            turn.event.payload = None
            return
        older = service.older_wordings(turn.session, turn.event)
        asked = [self._answer_to(turn, _words(json.loads(row.payload or "{}"))) for row in older]
        service.forget(turn.session, older, turn.now)
        if turn.reply_token is None or not service.is_open(turn.mailbox, turn.event.occurred_at):
            service.unanswer(turn.session, older, turn.now)
        elif asked[-1:] != [self._answer_to(turn, _words(turn.payload))]:
            service.unanswer(turn.session, older, turn.now)
            self._answer(turn)

    def _answer(self, turn: Turn) -> None:
        """Deferred like all loose words; and said even where somebody else is answered with it."""
        words = _words(turn.payload)
        turn.answer.must(self._answer_to(turn, words))
        turn.answer.deferred, turn.answer.takes_riders = True, False
        turn.answer.at_once = self.danger(turn, words, tongue(words)) is not None

    def _answer_to(self, turn: Turn, words: str) -> Bubble:
        language = tongue(words)
        helping = self.danger(turn, words, language)
        if helping is None:
            return _bubble(turn, topic_of(words), language)
        return replace(helping, buttons=(*helping.buttons, *_privately(turn, HELLO, language)))


def joined(turn: Turn) -> None:
    """LINE reference, "Join event": said once, and nothing more until somebody calls."""
    if service.is_open(turn.mailbox, turn.event.occurred_at):
        turn.answer.must(_bubble(turn, "joined", "th"))


def left(turn: Turn) -> None:
    """LINE reference, "Leave event". Whoever heard something of the group since is in it again."""
    if not turn.late:
        service.close(turn.session, turn.mailbox, turn.event.occurred_at, turn.now)


def _bubble(turn: Turn, topic: str, language: str) -> Bubble:
    return Bubble(say(f"groups.{topic}", language), buttons=_privately(turn, topic, language))


def _privately(turn: Turn, topic: str, language: str) -> tuple[Button, ...]:
    """[ไปคุยส่วนตัว]; none while LINE has not told the bot's own address."""
    basic_id = fact(turn.session, BOT_BASIC_ID)
    if not basic_id:
        return ()
    typed = say(f"words.{TYPED.get(topic, 'menu')}", language).partition("|")[0]
    link = PRIVATELY.format(basic_id=quote(basic_id, safe=""), words=quote(typed))
    return (Button(say("groups.privately", language), Link(link), main=True),)


def _words(payload: Mapping[str, Any]) -> str:
    message = payload.get("message")
    return words_of(message if isinstance(message, dict) else {})
