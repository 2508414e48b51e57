"""Photos, voices, places and words outside any question: kept, counted, offered in one reply."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from base.thai.text import graphemes, strip_particles
from bot.dialogue.keeping import keep
from bot.inbox.parts import Part
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.loose.service import counted, throw_away
from models.kept import bundle

MEDIA = {"image", "audio", "video", "file", "location"}
TOGETHER = timedelta(minutes=10)
SENTENCE = 8  # grapheme clusters: «ขอบคุณค่ะ» is none, «ถนนหน้าบ้านพัง» is one

Reads = Callable[[str, date], bool]
More = Callable[[Turn, str], list[Button]]

_ASKS = re.compile(r"\?|ไหม|มั้ย|มั๊ย|ไม๊|หรือยัง|หรือเปล่า|รึเปล่า|เมื่อไหร่|เมื่อไร|กี่โมง|ยังไง|อย่างไร|ทำไม|ได้ป่าว")


def _never(_text: str, _today: date) -> bool:
    return False


def _nothing_more(_turn: Turn, _upto: str) -> list[Button]:
    return []


def part(looks_like_report: Reads = _never, more: More = _nothing_more) -> Part:
    """`looks_like_report(text, day it was said)` and `more(turn, marker)`, further buttons for the
    offer, come from the report's room."""

    def ear(turn: Turn) -> bool:
        if turn.message_type not in MEDIA and not _joins(turn, looks_like_report):
            return False
        keep(turn)
        offer(turn, more)
        return True

    def again(turn: Turn, subject: str, _extra: str) -> None:
        if bundle(turn.session, turn.mailbox.key, turn.now, subject):
            offer(turn, more)
        else:
            turn.tell("loose.nothing")

    return Part(acts={"loose.discard": throw_out, "loose.offer": again}, ears=(ear,))


def _joins(turn: Turn, looks_like_report: Reads) -> bool:
    """Words that read like a report, or a sentence that comes with what waits already."""
    if not turn.text:
        return False
    if looks_like_report(turn.text, turn.happened_at.date()):
        return True
    rows = bundle(turn.session, turn.mailbox.key, turn.now)
    plain = strip_particles(turn.text)
    recent = bool(rows) and turn.event.occurred_at - rows[-1].said_at <= TOGETHER
    return recent and graphemes(plain) >= SENTENCE and not _ASKS.search(plain)


def offer(turn: Turn, more: More) -> None:
    """One reply to all that came, due a moment later so that a burst is one answer."""
    rows = bundle(turn.session, turn.mailbox.key, turn.now)
    upto = str(rows[-1].id)
    acts = {"report": "report.open", "case": "case.open", "wrong": "loose.discard"}
    buttons = [Button(turn.say(f"loose.{name}"), Act(act, upto)) for name, act in acts.items()]
    turn.answer.deferred = True
    words = turn.say("loose.got", what=_what(turn, upto))
    turn.answer.say(Bubble(words, buttons=(*more(turn, upto), *buttons)))


def _what(turn: Turn, upto: str) -> str:
    found = counted(bundle(turn.session, turn.mailbox.key, turn.now, upto))
    named = [turn.say(f"loose.{kind}", count=count) for kind, count in found.items()]
    return turn.say("loose.and").join(named)


def throw_out(turn: Turn, subject: str, _extra: str) -> None:
    """[ส่งผิด]; pressed again, it finds nothing and says so."""
    gone = throw_away(turn.session, turn.mailbox.key, subject, turn.now)
    turn.tell("loose.discarded" if gone else "loose.nothing")
