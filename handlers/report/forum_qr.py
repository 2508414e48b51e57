"""[QR ถามคนที่มา]: the forum's QR and code, for who came to a forum that was reported; planned ones
have theirs beside the texts that call people together."""

from __future__ import annotations

from datetime import timedelta

from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button, Copy, Image
from handlers.report.service import own_report
from models.facts import BOT_BASIC_ID, fact
from models.forum_codes import code_of
from models.forums import ForumReport

QR = "report.qr"
SEEN_FOR = timedelta(days=1)


def button(turn: Turn, report: ForumReport) -> Button:
    return Button(turn.say("report.qr"), Act(QR, report.id))


def show(turn: Turn, subject: str, _extra: str) -> None:
    """What its sender hands on or hangs up: costs nothing, and asks nobody's name."""
    report = own_report(turn.session, subject, turn.speaking)
    if report is None:
        turn.tell("report.not_yours")
        return
    code = code_of(turn.session, report.forum_id, turn.now)
    words = turn.say("report.qr_words", code=code)
    turn.answer.say(Bubble(words, buttons=(Button(turn.say("report.qr_copy"), Copy(words)),)))
    image = _picture(turn, code)
    if image is not None:
        turn.answer.say(Bubble(image=image))


def _picture(turn: Turn, code: str) -> Image | None:
    """Only where LINE can open what is sent, and the bot knows its own address."""
    if turn.context.showing is None or not fact(turn.session, BOT_BASIC_ID):
        return None
    url = turn.context.showing.forum_code(code, turn.now + SEEN_FOR)
    turn.answer.forget = True  # the address must not stay when it is used up
    return Image(url, url)
