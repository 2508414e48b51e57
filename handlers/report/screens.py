"""What the report room shows: bubbles made of rows, in the language of whoever looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from base.i18n import say
from base.thai.format import Lang, long_date, short_date
from base.thai.text import cut
from bot.dialogue.tables import village_label
from bot.inbox.turn import Turn
from bot.media.showing import can_be_shown
from bot.messages.bubbles import Act, Bubble, Button
from bot.messages.packing import is_short, pack
from bot.messages.paging import paged
from handlers.report import forum_qr
from handlers.report.known import Sender
from handlers.report.rest_screens import more_button, rest_lines
from handlers.report.service import WITHIN, pictures
from handlers.report.taken_back import UNSENT, notes
from handlers.report.twice import together_line
from models.corrections import Correction, corrections
from models.files import File
from models.forum_answers import answers_of
from models.forums import ForumReport
from models.places import Village
from models.words import FileShows

PHOTOS = "report.photos"
_NEXT = {
    FileShows.FORUM: FileShows.SIGN_IN,
    FileShows.SIGN_IN: FileShows.OTHER,
    FileShows.OTHER: FileShows.FORUM,
}


def sent(turn: Turn, report: ForumReport, sender: Sender) -> Bubble:
    """«ได้รับรายงานแล้วค่ะ เลขที่ …», until when it may be changed, and what it may be asked."""
    thanks = turn.say("report.sent_to", number=report.number, name=sender.called)
    text = f"{thanks}\n{until(turn, report)}"
    if not sender.called or not is_short(text):
        text = f"{turn.say('report.sent', number=report.number)}\n{until(turn, report)}"
    return Bubble(text, buttons=_after(turn, report))


def changed(turn: Turn, report: ForumReport) -> Bubble:
    text = turn.say("report.changed", number=report.number)
    done = corrections(turn.session, report.id)
    what = _answers(turn, done[-1]) if done else ""
    both = turn.say("report.changed_what", first=text, what=what) if what else text
    return Bubble(both if is_short(both) else text, buttons=_after(turn, report))


def _answers(turn: Turn, done: Correction) -> str:
    """«จำนวนคน, รูป»."""
    return ", ".join(turn.say(f"report.answer_{name}") for name in done.answers)


def _corrected(turn: Turn, report: ForumReport) -> list[str]:
    """«แก้แล้ว 2 ครั้ง ล่าสุด อังคาร 14 ก.ค. 2569: จำนวนคน»."""
    done = [one for one in corrections(turn.session, report.id) if not one.first]
    if not done:
        return []
    day = short_date(done[-1].at.astimezone(turn.context.zone).date(), _lang(turn.language))
    what = _answers(turn, done[-1])
    return [turn.say("report.corrected_note", count=len(done), day=day, what=what)]


def until(turn: Turn, report: ForumReport) -> str:
    last = (report.submitted_at or turn.now) + WITHIN
    return turn.say("report.until", day=_day(last, turn.context.zone, turn.language))


def _day(moment: datetime, zone: ZoneInfo, language: str) -> str:
    return long_date(moment.astimezone(zone).date(), _lang(language))


def _lang(language: str) -> Lang:
    return "en" if language == "en" else "th"


def _after(turn: Turn, report: ForumReport) -> tuple[Button, ...]:
    correct = Button(turn.say("report.correct"), Act("report.correct", report.id))
    sheet = (_sign_in(turn, report),) if pictures(turn.session, report) else ()
    return (*more_button(turn, report), *sheet, correct)


def _sign_in(turn: Turn, report: ForumReport) -> Button:
    return Button(turn.say("report.has_sign_in"), Act("report.pictures", report.id))


def left(turn: Turn, conversation_id: int) -> Bubble:
    buttons = [
        Button(turn.say(f"report.{name}"), Act(f"report.{name}", str(conversation_id)))
        for name in ("resume", "fresh")
    ]
    return Bubble(turn.say("report.left"), buttons=tuple(buttons))


def joined(turn: Turn, report: ForumReport, count: int, since: int) -> Bubble:
    """Photos went into a report; the undo names the first of them."""
    undo = Act("report.notmine", report.id, str(since))
    return Bubble(
        turn.say("report.late_photo", count=count, number=report.number),
        buttons=(_sign_in(turn, report), Button(turn.say("report.not_this"), undo)),
    )


def taken_out(turn: Turn, upto: int) -> Bubble:
    acts = {"open": "report.open", "case": "case.open", "wrong": "loose.discard"}
    buttons = [
        Button(turn.say(f"report.{name}"), Act(act, str(upto))) for name, act in acts.items()
    ]
    return Bubble(turn.say("report.taken_out"), buttons=tuple(buttons))


def ways_on(turn: Turn, report_id: str) -> tuple[Button, ...]:
    """[ดูรายงานนั้น] [รายงานใหม่], under a button of a report that was sent long ago."""
    view = Button(turn.say("report.view"), Act("report.view", report_id))
    return view, Button(turn.say("report.new"), Act("report.open"))


def new_only(turn: Turn, key: str) -> Bubble:
    return Bubble(turn.say(key), buttons=(Button(turn.say("report.new"), Act("report.open")),))


def shown(turn: Turn, report: ForumReport) -> list[Bubble]:
    """The report as its sender may read it again, notes included."""
    village = turn.session.get(Village, report.forum.village_code or "")
    said = turn.say(
        "report.shown",
        number=report.number,
        day=long_date(report.forum.held_on, _lang(turn.language)),
        place=village_label(village, turn.language) if village else "",
        people=_people(turn, report),
        rest=_rest(turn, report),
    )
    lines = [*said.split("\n"), *rest_lines(turn, report)]
    lines += [*together_line(turn, report), *_answered(turn, report), *_corrected(turn, report)]
    if UNSENT in notes(turn.session, report):
        lines.append(turn.say("report.unsent_note"))
    *before, last = [Bubble(text) for text in pack(lines)]
    ways = (*_look(turn, report), *more_button(turn, report), forum_qr.button(turn, report))
    return [*before, replace(last, buttons=ways)]


def _answered(turn: Turn, report: ForumReport) -> list[str]:
    """How many answered the forum's QR: never what, and never one by one."""
    count = answers_of(turn.session, report.forum_id)
    if count is None:
        return []
    return [turn.say("report.came", count=count) if count else turn.say("report.came_few")]


def _look(turn: Turn, report: ForumReport) -> tuple[Button, ...]:
    """[ดูรูป], where LINE can open what we send."""
    if turn.context.showing is None or not can_be_shown(pictures(turn.session, report)):
        return ()
    return (Button(turn.say("chat.see_pictures"), Act(PHOTOS, report.id)),)


def _people(turn: Turn, report: ForumReport) -> str:
    key = "report.shown_together" if report.men is None else "report.shown_counted"
    return turn.say(key, men=report.men, women=report.women, total=report.total)


def _rest(turn: Turn, report: ForumReport) -> str:
    top = report.issues[0].text if report.issues else None
    key = "report.shown_rest" if top else "report.shown_photos"
    return turn.say(key, top=cut(top or "", 60), photos=len(pictures(turn.session, report)))


def picture_list(turn: Turn, report: ForumReport, page: int, said: str = "") -> Bubble:
    """The photos of a report as buttons; a tap moves one on: เวที → ใบลงชื่อ → อื่น ๆ."""
    files = pictures(turn.session, report)
    view = paged(files, page)
    buttons = [
        _picture(turn, file, view.first + i, view.number) for i, file in enumerate(view.items)
    ]
    if view.has_more:
        more = Act("report.pictures", report.id, str(view.number + 1))
        buttons.append(Button(turn.say("report.more_pictures"), more))
    buttons += _look(turn, report)
    return Bubble(said or turn.say("report.which_picture"), buttons=tuple(buttons))


def _picture(turn: Turn, file: File, place: int, page: int) -> Button:
    kind = turn.say(f"report.kind_{file.shows.value}")
    act = Act("report.picture", file.id, f"{_NEXT[file.shows].value}/{place}/{page}")
    return Button(turn.say("report.picture_is", place=place, kind=kind), act)


def picture_set(language: str, shows: FileShows, place: int) -> str:
    return say(f"report.set_{shows.value}", language, place=place)
