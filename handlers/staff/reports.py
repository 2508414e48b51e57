"""«ดูรายงาน 42»: an officer reads a forum report; who has read it hears when it is corrected."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import LANGUAGES, say
from base.thai.digits import to_arabic
from base.thai.format import Lang, short_date
from base.thai.text import cut, normalize, strip_particles
from bot.dialogue.tables import village_label
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from bot.outbox.officers import push_to
from handlers.staff import agreed, approving, returning, secrets, showing
from handlers.staff.service import may_read
from handlers.staff.theirs import report_to_read
from models.corrections import corrections
from models.files import File
from models.forums import ForumReport
from models.people import Person
from models.places import Village
from models.questions import ReportQuestion
from models.staff import AuditEntry, Staff, note, staff_of

READ = "report.view"
_NUMBER = re.compile(r"\s*(?:ว\s*)?(?:(\d{2})\s*/\s*)?(\d{1,4})")
LONGEST = 300  # grapheme clusters of what was talked about


def hear(turn: Turn) -> bool:
    """An ear, for officers only: everybody else is asked what these words are for."""
    wanted = _number_in(turn.text) if turn.text else None
    staff = staff_of(turn.session, turn.person_account.id) if wanted else None
    if staff is None or wanted is None:
        return False
    found = _numbered(turn.session, *wanted)
    if found is None or not may_read(staff, found):
        turn.tell("staff.report_none", running=wanted[1])
    else:
        _show(turn, staff, found)
    return True


def see(turn: Turn, subject: str, _extra: str) -> None:
    """[ดูรายงาน]"""
    found = report_to_read(turn, subject)
    if found is not None:
        _show(turn, *found)


def photos(turn: Turn, subject: str, extra: str) -> None:
    """[ดูรูป]"""
    found = report_to_read(turn, subject)
    if found is not None:
        staff, report = found
        files = showing.of_report(turn.session, report)
        showing.show(turn, staff.id, files, Act(showing.OF_REPORT, report.id, extra))


def tell_of_correction(session: Session, report: ForumReport, now: datetime) -> None:
    """To whoever has read the report, and may still; the notice tells number and village only."""
    for staff in _readers(session, report):
        language = staff.account.language
        see_it = Button(say("staff.report_see", language), Act("staff.report", report.id))
        text = say(
            "staff.report_corrected",
            language,
            number=report.number,
            village=_village(session, report, language),
        )
        key = f"report-corrected:{report.id}:{report.revision}:{staff.id}"
        push_to(session, staff, key, Bubble(text, buttons=(see_it,)), now)


def tell_of_answer(session: Session, asked: ReportQuestion, now: datetime) -> None:
    """To whoever asked, and may still read it; the notice tells no words of it."""
    staff, report = asked.staff, asked.report
    language = staff.account.language
    if not may_read(staff, report):
        return
    see_it = Button(say("staff.report_see", language), Act("staff.report", report.id))
    village = _village(session, report, language)
    text = say("staff.report_answered", language, number=report.number, village=village)
    key = f"report-answered:{asked.id}:{report.revision}"
    push_to(session, staff, key, Bubble(text, buttons=(see_it,)), now)


def _readers(session: Session, report: ForumReport) -> list[Staff]:
    read = sa.select(AuditEntry.staff_id).where(
        AuditEntry.action == READ, AuditEntry.subject == report.id
    )
    rows = session.scalars(sa.select(Staff).where(Staff.id.in_(read)).order_by(Staff.id))
    return [one for one in rows if may_read(one, report)]


def _show(turn: Turn, staff: Staff, report: ForumReport) -> None:
    note(turn.session, turn.now, staff.id, READ, report.id, report.report_class.value)
    turn.answer.forget = True  # what its sender takes back must not stand in an officer's answer
    texts = [_facts(turn, report), _told(turn, report), *agreed.more(turn, report)]
    texts += [_changes(turn, report)]
    texts += ["\n".join(approving.lines(turn, report))]
    texts += [*returning.lines(turn, report), *agreed.together(turn, report)]
    *before, last = [Bubble(text) for text in texts if text]
    buttons = (*showing.report_button(turn, report), *secrets.button(turn, staff, report))
    buttons += (*approving.button(turn, report), *returning.button(turn, report))
    turn.answer.say(*before, replace(last, buttons=buttons))


def _facts(turn: Turn, report: ForumReport) -> str:
    key = "staff.report_counted" if report.men is not None else "staff.report_together"
    people = turn.say(key, men=report.men, women=report.women, total=report.total)
    return turn.say(
        "staff.report_facts",
        number=report.number,
        day=short_date(report.forum.held_on, _lang(turn)),
        village=_village(turn.session, report, turn.language),
        people=people,
        sender=_sender(turn, report),
    )


def _sender(turn: Turn, report: ForumReport) -> str:
    """«แม่ทองใบ», «ฝ้าย ส่งแทน ยายเลือน»."""
    sender = _called(turn, report.reported_by) or turn.say("staff.filer_nameless")
    if not report.for_another:
        return sender
    whose = _called(turn, report.on_behalf_of) or report.behalf_name
    if whose:
        return turn.say("staff.sent_for", sender=sender, whose=whose)
    return turn.say("staff.sent_for_somebody", sender=sender)


def _called(turn: Turn, person_id: str | None) -> str:
    person = turn.session.get(Person, person_id) if person_id else None
    return (person.called or person.full_name or "") if person else ""


def _told(turn: Turn, report: ForumReport) -> str:
    words = dict.fromkeys(filter(None, [report.topic, *agreed.issues(turn, report)]))
    lines = [cut(one, LONGEST) for one in [*words, *agreed.lines(turn, report)]]
    lines += showing.attached(turn.session, File.report_id == report.id, turn.language)
    return "\n".join(lines)


def _changes(turn: Turn, report: ForumReport) -> str:
    """When, by whom, and what of it; the words of before stand in the history."""
    lines = [
        turn.say(
            "staff.report_filled" if one.first else "staff.report_change",
            day=short_date(one.at.astimezone(turn.context.zone).date(), _lang(turn)),
            who=_called(turn, one.person_id) or turn.say("staff.filer_nameless"),
            what=", ".join(turn.say(f"staff.answer_{name}") for name in one.answers),
        )
        for one in corrections(turn.session, report.id)
    ]
    return "\n".join(lines)


def _village(session: Session, report: ForumReport, language: str) -> str:
    village = session.get(Village, report.forum.village_code or "")
    return village_label(village, language) if village else say("staff.no_village", language)


def _number_in(text: str) -> tuple[int | None, int] | None:
    """The year's last two digits, if given, and the running number."""
    plain = strip_particles(to_arabic(normalize(text[:60]))).casefold()
    for tongue in LANGUAGES:
        for word in say("staff.report_words", tongue).split("|"):
            match = _NUMBER.fullmatch(plain[len(word) :]) if plain.startswith(word) else None
            if match:
                return (int(match[1]) if match[1] else None), int(match[2])
    return None


def _numbered(session: Session, year: int | None, running: int) -> ForumReport | None:
    """The newest report of that number."""
    ends = f"/{running:03d}"
    rows = session.scalars(
        sa.select(ForumReport)
        .where(ForumReport.number.endswith(ends, autoescape=True))
        .order_by(ForumReport.submitted_at.desc(), ForumReport.id)
    )
    wanted = "" if year is None else f"{year:02d}/"
    return next((one for one in rows if wanted in one.number), None)


def _lang(turn: Turn) -> Lang:
    return "en" if turn.language == "en" else "th"
