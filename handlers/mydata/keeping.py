"""[ดูรูปที่ส่งไว้] and [เก็บรูปกับเสียง]: one's own files, in the chat or as packages to keep."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.speaker import asks_who
from bot.inbox.turn import Turn
from bot.media.counting import counted
from bot.media.pages import label, shown_page
from bot.media.showing import Showing, can_be_shown, lasts
from bot.messages.bubbles import Act, Bubble, Button, Link
from bot.messages.paging import paged
from handlers.mydata.files import name_of, own_files, packages
from handlers.mydata.service import CasesOf, Held, reports_of
from models.files import File
from models.words import Class

SEE, KEEP = "mydata.files", "mydata.package"


def see(turn: Turn, extra: str, cases: CasesOf) -> None:
    """All that can be opened in the chat, a page at a time."""
    if not asks_who(turn):
        shown_page(turn, _own(turn, cases), Act(SEE, "", extra), own=True)


def see_button(turn: Turn, found: Held) -> tuple[Button, ...]:
    """Where there is something that LINE can open."""
    files = own_files(turn.session, turn.speaking, found.reports, found.cases)
    fit = can_be_shown(files)
    if turn.context.showing is None or not fit:
        return ()
    return (Button(label(turn, fit), Act(SEE)),)


def keep(turn: Turn, page: str, cases: CasesOf) -> None:
    """The addresses of the packages; whoever opens one gets what is theirs at that moment."""
    if asks_who(turn):
        return
    showing, made = turn.context.showing, packages(_own(turn, cases))
    if showing is None or not made:
        turn.tell("chat.no_pictures")
        return
    turn.answer.forget = True  # the addresses must not stay when they are used up
    view = paged(made, int(page) if page.isascii() and page.isdecimal() and len(page) < 4 else 1)
    buttons = [
        _link(turn, showing, made, number) for number, _ in enumerate(view.items, view.first)
    ]
    if view.has_more:
        buttons.append(Button(turn.say("mydata.more"), Act(KEEP, "", str(view.number + 1))))
    files = [file for package in made for file in package]
    restricted = any(file.file_class is Class.RESTRICTED for file in files)
    key = "mydata.package_hour" if restricted else "mydata.package_day"
    text = turn.say(key, what=counted(files, turn.language))
    turn.answer.say(Bubble(text, buttons=tuple(buttons), alt=turn.say("mydata.package_alt")))


def keep_button(turn: Turn, found: Held) -> tuple[Button, ...]:
    if turn.context.showing is None or not has_files(turn, found):
        return ()
    return (Button(turn.say("mydata.keep_files"), Act(KEEP)),)


def has_files(turn: Turn, found: Held) -> bool:
    return bool(packages(own_files(turn.session, turn.speaking, found.reports, found.cases)))


def _link(turn: Turn, showing: Showing, made: Sequence[Sequence[File]], number: int) -> Button:
    until = turn.now + min(lasts(file) for file in made[number - 1])
    url = showing.package(name_of(turn.speaking, number), until)
    key = "mydata.package" if len(made) == 1 else "mydata.package_nth"
    return Button(turn.say(key, number=number, count=len(made)), Link(url), main=True)


def _own(turn: Turn, cases: CasesOf) -> list[File]:
    by = turn.speaking
    mine = cases(turn.session, by, turn.context.secret_key)
    return own_files(turn.session, by, reports_of(turn.session, by), mine)
