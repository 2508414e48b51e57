"""A meeting that two people report: the second is asked [เวทีเดียวกัน] [คนละเวที]."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.thai.format import Lang, long_date
from bot.dialogue.speaker import asks_who
from bot.inbox.turn import Act as Do
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.report.service import is_open, own_report
from models.forums import Forum, ForumReport, ReportHistory, forum_of, reports_of_forum
from models.moving import move_to
from models.people import Person
from models.words import ReportState

SAME, OTHER = "report.same", "report.other"
JOINED, APART = "joined", "apart"  # ReportHistory.what
WITHIN = timedelta(days=1)
MOST = 3  # reporters that are named


def acts() -> Mapping[str, Do]:
    return {SAME: same, OTHER: other}


def asks_about(turn: Turn, report: ForumReport) -> Bubble | None:
    """The question, if somebody reported a forum of that village within a day of this one."""
    first = earlier_report(turn.session, report)
    if first is None:
        return None
    lang: Lang = "en" if turn.language == "en" else "th"
    text = turn.say(
        "report.twice",
        number=first.number,
        day=long_date(first.forum.held_on, lang),
        who=_called(turn, first),
    )
    return Bubble(text, buttons=(_same(turn, report, first), _other(turn, report, first)))


def earlier_report(session: Session, report: ForumReport) -> ForumReport | None:
    """The oldest of the forum nearest in days; a report of no village is of no other's forum."""
    forum = report.forum
    if forum.village_code is None:
        return None
    days = Forum.held_on.between(forum.held_on - WITHIN, forum.held_on + WITHIN)
    rows = session.scalars(
        sa.select(ForumReport)
        .join(Forum, Forum.id == ForumReport.forum_id)
        .where(Forum.village_code == forum.village_code, days, ForumReport.id != report.id)
        .where(ForumReport.state != ReportState.WITHDRAWN)
        .order_by(ForumReport.submitted_at, ForumReport.number)
    ).all()
    return min(rows, key=lambda one: abs(one.forum.held_on - forum.held_on), default=None)


def join(session: Session, report: ForumReport, first: ForumReport) -> bool:
    """Both are of one forum from now on; False when they were already."""
    if report.forum_id == first.forum_id:
        return False
    move_to(session, report, first.forum)
    return True


def part(session: Session, report: ForumReport, now: datetime) -> bool:
    """A forum of its own, on the day that its report told; False when it is alone there already."""
    if len(reports_of_forum(session, report.forum_id)) < 2:
        return False
    told = _last_word(session, report)
    day = date.fromisoformat(told.before) if told and told.before else report.forum.held_on
    move_to(session, report, forum_of(session, report.forum.village_code, day, now, own=True))
    return True


def same(turn: Turn, subject: str, extra: str) -> None:
    """[เวทีเดียวกัน]: both reporters stand at it, and people are counted once."""
    found = _both(turn, subject, extra)
    if found is None:
        return
    report, first = found
    day = report.forum.held_on
    changed = join(turn.session, report, first)
    if changed or not _is_noted(turn.session, report, JOINED):
        _note(turn, report, JOINED, day)
    text = turn.say("report.joined_forum", who=names(turn, report.forum_id))
    turn.answer.must(Bubble(text, buttons=(_other(turn, report, first),)))


def other(turn: Turn, subject: str, extra: str) -> None:
    """[คนละเวที]"""
    found = _both(turn, subject, extra)
    if found is None:
        return
    report, first = found
    changed = part(turn.session, report, turn.now)
    if changed or not _is_noted(turn.session, report, APART):
        _note(turn, report, APART)
    text = turn.say("report.apart_forum", number=report.number)
    turn.answer.must(Bubble(text, buttons=(_same(turn, report, first),)))


def names(turn: Turn, forum_id: str) -> str:
    """«ผู้ใหญ่บุญมา, แม่ทองใบ», each once, in the order in which they reported."""
    found = (_called(turn, one) for one in reports_of_forum(turn.session, forum_id))
    return ", ".join([*dict.fromkeys(found)][:MOST])


def together_line(turn: Turn, report: ForumReport) -> list[str]:
    """«เวทีเดียวกับ ว 69/001 ผู้รายงาน …» where there is another report of it."""
    others = [one for one in reports_of_forum(turn.session, report.forum_id) if one is not report]
    if not others:
        return []
    numbers = ", ".join(one.number for one in others[:MOST])
    who = names(turn, report.forum_id)
    return [turn.say("report.together_with", numbers=numbers, who=who)]


def _both(turn: Turn, subject: str, extra: str) -> tuple[ForumReport, ForumReport] | None:
    """Who speaks may join their own report only, and only while it may be changed."""
    if asks_who(turn):
        return None
    report = own_report(turn.session, subject, turn.speaking)
    first = turn.session.get(ForumReport, extra) if extra else None
    if report is None or first is None or first.id == report.id:
        turn.tell("report.not_yours")
        return None
    near = abs(first.forum.held_on - report.forum.held_on) <= WITHIN
    if not is_open(report, turn.now):
        turn.tell("report.closed")
        return None
    if first.forum.village_code != report.forum.village_code or not near:
        turn.tell("report.not_near")
        return None
    return report, first


def _is_noted(session: Session, report: ForumReport, what: str) -> bool:
    """Whether that was the last word about it."""
    last = _last_word(session, report)
    return last is not None and last.what == what


def _last_word(session: Session, report: ForumReport) -> ReportHistory | None:
    """Of JOINED and APART."""
    return session.scalar(
        sa.select(ReportHistory)
        .where(ReportHistory.report_id == report.id, ReportHistory.what.in_([JOINED, APART]))
        .order_by(ReportHistory.id.desc())
        .limit(1)
    )


def _note(turn: Turn, report: ForumReport, what: str, day: date | None = None) -> None:
    """`day` is the one that the report told before it was joined."""
    by = turn.speaking
    history = ReportHistory(report_id=report.id, at=turn.now, what=what)
    history.account_id, history.person_id = by.account_id, by.person_id
    history.before = day.isoformat() if day else None
    turn.session.add(history)
    turn.session.flush()


def _same(turn: Turn, report: ForumReport, first: ForumReport) -> Button:
    return Button(turn.say("report.same"), Act(SAME, report.id, first.id))


def _other(turn: Turn, report: ForumReport, first: ForumReport) -> Button:
    return Button(turn.say("report.other"), Act(OTHER, report.id, first.id))


def _called(turn: Turn, report: ForumReport) -> str:
    person = turn.session.get(Person, report.reported_by) if report.reported_by else None
    return (person.called if person else None) or turn.say("report.somebody")
