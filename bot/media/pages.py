"""Several pictures and voices in the chat, four at a time, and how to see the next ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.inbox.turn import Turn
from bot.media.counting import unopened
from bot.media.showing import AT_ONCE, RESTRICTED_FOR, can_be_shown, lasts
from bot.messages.bubbles import Act, Bubble, Button
from models.files import File
from models.showing import own_viewer
from models.words import FileKind

# For a day; for an hour.
_PICTURES = ("chat.pictures_day", "chat.pictures_hour")
_VOICES = ("chat.voices_day", "chat.voices_hour")


def shown_page(turn: Turn, files: Sequence[File], more: Act, *, own: bool = False) -> list[File]:
    """Answer with those from the place that `more.extra` names, and say how long they can be
    opened; the files that were shown. `more` comes back with the next place.

    `own`: who looks sent them, and the addresses are made for them as such.
    """
    showing, fit = turn.context.showing, can_be_shown(files)
    begin = where(more.extra)
    page = fit[begin : begin + AT_ONCE]
    if showing is None or not page:
        _say_none(turn, files)
        return []
    turn.answer.forget = True  # the addresses must not stay when they are used up
    bubbles = [showing.bubble(file, _viewer(turn, file, own), turn.now) for file in page]
    last = _last(turn, page, len(fit), begin, more)
    if begin + len(page) == len(fit):
        last = replace(last, text="\n".join([last.text, *unopened(files, turn.language)]))
    turn.answer.say(*filter(None, bubbles), last)
    return page


def _say_none(turn: Turn, files: Sequence[File]) -> None:
    lines = [turn.say("chat.no_pictures"), *unopened(files, turn.language)]
    turn.answer.say(Bubble("\n".join(lines)))


def _viewer(turn: Turn, file: File, own: bool) -> str:
    account_id = turn.person_account.id
    return own_viewer(turn.session, file, account_id) if own else account_id


def label(turn: Turn, files: Sequence[File]) -> str:
    """What the button says that shows them: [ดูรูป], or [ฟังเสียง] where there is nothing to see."""
    return turn.say("chat.hear_voices" if _are_voices(files) else "chat.see_pictures")


def _are_voices(files: Sequence[File]) -> bool:
    return all(file.kind is FileKind.AUDIO for file in files)


def where(extra: str) -> int:
    """The place that a button names, the first for what is none."""
    return int(extra) if extra.isascii() and extra.isdecimal() and len(extra) < 5 else 0


def _last(turn: Turn, page: Sequence[File], count: int, begin: int, more: Act) -> Bubble:
    short = min(map(lasts, page)) <= RESTRICTED_FOR
    upto = begin + len(page)
    lines = _VOICES if _are_voices(page) else _PICTURES
    shown = str(upto) if len(page) == 1 else f"{begin + 1}–{upto}"
    buttons: tuple[Button, ...] = ()
    if upto < count:
        buttons = (Button(turn.say("chat.more_pictures"), replace(more, extra=str(upto))),)
    text = turn.say(lines[short], shown=shown, count=count)
    return Bubble(text, buttons=buttons, alt=turn.say("chat.pictures_alt"))
