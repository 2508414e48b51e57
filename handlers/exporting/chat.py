"""«ขอผลแบบสอบถาม»: an officer chooses a survey and gets the address of its responses, for an hour.

LINE lets no bot send a file; whoever opens the address before the file is made is told to wait a
moment, and the page goes on by itself (console/exports.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from base.i18n import LANGUAGES, say
from base.thai.text import cut, normalize, strip_particles
from bot.inbox.parts import Part
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button, Link
from bot.messages.paging import paged
from handlers.exporting import making, report_chat, reports, service
from handlers.exporting.access import may_take
from models.exports import ResponseExport, ask
from models.responses import versions_of
from models.staff import Staff, note, staff_of
from models.surveys import Survey

OPEN, TAKE = "exporting.open", "exporting.take"
ASKED = "responses.export"
SHORT = 24  # of a title on a button


def part(readers: making.Readers, sources: reports.Sources) -> Part:
    """`readers` are what forms name in `wethi::reader`; `sources` the forms of a report."""
    return Part(
        acts={OPEN: _open, TAKE: _take, report_chat.OPEN: report_chat.take},
        ears=(asked,),
        tasks=making.kinds(readers, sources),
    )


def asked(turn: Turn) -> bool:
    """An ear: the words of an officer; nobody else learns that there is something to ask for."""
    plain = strip_particles(normalize(turn.text)).casefold() if 0 < len(turn.text) <= 40 else ""
    shows = next((show for key, show in _HEARD.items() if plain in _words(key)), None)
    staff = staff_of(turn.session, turn.person_account.id) if plain and shows else None
    if staff is None or shows is None:
        return False
    shows(turn, staff)
    return True


def _words(key: str) -> set[str]:
    return {
        strip_particles(normalize(word)).casefold()
        for tongue in LANGUAGES
        for word in say(f"exporting.{key}", tongue).split("|")
    }


def _choose(turn: Turn, _staff: Staff) -> None:
    """«ส่งออก»: of which of the two."""
    surveys = Button(turn.say("exporting.surveys"), Act(OPEN, "1"))
    buttons = (report_chat.button(turn), surveys)
    turn.answer.say(Bubble(turn.say("exporting.which_file"), buttons=buttons))


_HEARD: Mapping[str, Callable[[Turn, Staff], None]] = {
    "words": lambda turn, staff: _show(turn, staff, 1),
    "report_words": report_chat.give,
    "file_words": _choose,
}


def _open(turn: Turn, subject: str, _extra: str) -> None:
    """[ดูต่อ]"""
    staff = staff_of(turn.session, turn.person_account.id)
    if staff is None:
        turn.tell("exporting.for_staff")
        return
    number = int(subject) if subject.isascii() and subject.isdecimal() and len(subject) < 4 else 1
    _show(turn, staff, number)


def _show(turn: Turn, staff: Staff, page: int) -> None:
    if not _may(turn, staff):
        return
    found = service.surveys(turn.session)
    if not found:
        turn.tell("exporting.none")
        return
    view = paged(found, page)
    buttons = [Button(_label(turn, one), Act(TAKE, one.id)) for one in view.items]
    if view.has_more:
        buttons.append(Button(turn.say("exporting.more"), Act(OPEN, str(view.number + 1))))
    turn.answer.say(Bubble(turn.say("exporting.which"), buttons=tuple(buttons)))


def _may(turn: Turn, staff: Staff) -> bool:
    """An address, and all districts' answers: neither is to be had everywhere."""
    if not may_take(staff):
        turn.tell("exporting.for_province")
        return False
    if turn.context.showing is None:
        turn.tell("exporting.no_address")
        return False
    return True


def _label(turn: Turn, survey: Survey) -> str:
    versions = versions_of(turn.session, survey.id)
    newest = versions[-1] if versions else None
    title = (newest.title_en if turn.language == "en" else newest.title_th) if newest else ""
    return f"{survey.key} {cut(title, SHORT)}".strip()


def _take(turn: Turn, subject: str, _extra: str) -> None:
    staff = staff_of(turn.session, turn.person_account.id)
    if staff is None:
        turn.tell("exporting.for_staff")
    elif _may(turn, staff):
        _give(turn, staff, turn.session.get(Survey, subject) if subject else None)


def _give(turn: Turn, staff: Staff, survey: Survey | None) -> None:
    if survey is None:
        turn.tell("exporting.none")
        return
    counted = service.count(turn.session, survey.id)
    if not counted.given:
        key = "exporting.too_few" if counted.hidden else "exporting.nobody"
        turn.tell(key, survey=survey.key)
        return
    _answer(turn, survey, _asked(turn, staff, survey), hidden=counted.hidden)


def _asked(turn: Turn, staff: Staff, survey: Survey) -> ResponseExport:
    """Written down before anything can be opened. Names come with the right to what is จำกัด."""
    zone, names = turn.context.zone.key, staff.restricted
    made = ask(turn.session, survey.id, staff.account_id, zone, turn.now, names=names)
    note(turn.session, turn.now, staff.id, ASKED, survey.id, "chat names" if names else "chat")
    return made


def _answer(turn: Turn, survey: Survey, made: ResponseExport, *, hidden: bool) -> None:
    showing = turn.context.showing
    assert showing is not None
    turn.answer.forget = True  # the address must not stay when it is used up
    url = showing.responses(made.id, made.account_id, made.until)
    text = turn.say("exporting.ready_names" if made.names else "exporting.ready", survey=survey.key)
    alt = turn.say("exporting.alt")
    button = Button(turn.say("exporting.get"), Link(url), main=True)
    turn.answer.say(Bubble(text, buttons=(button,), alt=alt))
    if hidden:
        turn.tell("exporting.left_out")
