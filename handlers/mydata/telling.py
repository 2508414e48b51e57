"""What is held of somebody as paragraphs: who, permissions, reports, cases, what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import sqlalchemy as sa

from base.thai.format import Lang, clock, long_date
from base.thai.text import cut
from bot.dialogue.reading_back import lines, told_lines
from bot.dialogue.tables import village_label
from bot.inbox.turn import Turn
from handlers.mydata import plans
from handlers.mydata.service import Held
from models.announcements import places_of_speaker
from models.cases import Case, CaseAction
from models.corrections import CORRECTED
from models.files import File
from models.forums import ForumReport, ReportHistory, secret_of
from models.kept import Kept
from models.people import Consent, Membership, memberships_of
from models.places import Agency, Village
from models.questions import questions_of
from models.surveys import Response, SurveyVersion
from models.told_more import ROOM, as_answers, tells
from models.waves import named_responses
from models.words import ActionKind, FileState, KeptState

ANNOUNCED = 50  # the newest
TITLE = 60  # grapheme clusters
SURVEY = "survey"  # the room in which waves are answered
SAID = {
    ActionKind.ADDED: "you",
    ActionKind.SAID: "you",
    ActionKind.REOPENED: "you",
    ActionKind.ANSWERED: "office",
    ActionKind.CLOSING: "office",
    ActionKind.CLOSED: "office",
}


def everything(turn: Turn, found: Held) -> list[str]:
    """Paragraphs of lines; words of people as they said them."""
    parts = [
        _who(turn, found),
        _permissions(turn),
        *(_report(turn, one) for one in found.reports),
        "\n".join(plans.told(turn)),
        *(_case(turn, one) for one in found.cases),
        _announced(turn),
        *(_survey(turn, *one) for one in named_responses(turn.session, _ids(found))),
        *_kept(turn),
    ]
    return [part for part in parts if part]


def _who(turn: Turn, found: Held) -> str:
    account = turn.person_account
    lines = [turn.say("mydata.export_head", day=_day(turn, turn.now))]
    for person in found.people:
        lines.append(turn.say("mydata.called", names=person.called or "-"))
        if person.full_name:
            lines.append(turn.say("mydata.full_name", names=person.full_name))
        if person.phone:
            lines.append(turn.say("mydata.export_phone", phone=person.phone))
        lines += [_membership(turn, one) for one in memberships_of(turn.session, person.id)]
    if found.cohorts:
        numbers = ", ".join(str(one.number) for one in found.cohorts)
        lines.append(turn.say("mydata.cohort", numbers=numbers))
    if account.display_name:
        lines.append(turn.say("mydata.export_line", name=account.display_name))
    lines.append(turn.say("mydata.export_since", day=_day(turn, account.created_at)))
    return "\n".join(lines)


def _membership(turn: Turn, held: Membership) -> str:
    village = turn.session.get(Village, held.village_code) if held.village_code else None
    agency = turn.session.get(Agency, held.agency_id) if held.agency_id else None
    if village is not None:
        place = village_label(village, turn.language)
    else:
        place = (agency.name_en if turn.language == "en" else agency.name_th) if agency else "-"
    role = turn.say(f"mydata.role_{held.role.value}")
    named = turn.say("mydata.place", role=role, place=place)
    return turn.say("mydata.export_from", what=named, day=_day(turn, held.since))


def _permissions(turn: Turn) -> str:
    by = turn.speaking
    mine = Consent.account_id == by.account_id
    if by.shared:
        mine = sa.and_(mine, Consent.person_id == by.person_id)
    rows = turn.session.scalars(sa.select(Consent).where(mine).order_by(Consent.id)).all()
    lines = [
        turn.say(
            "mydata.export_permission",
            purpose=turn.say(f"mydata.purpose_{one.purpose}"),
            answer=turn.say(f"mydata.given_{one.answer.value}"),
            day=_day(turn, one.given_at),
        )
        for one in rows
    ]
    return "\n".join(lines)


def _report(turn: Turn, report: ForumReport) -> str:
    village = turn.session.get(Village, report.forum.village_code or "")
    counted = report.men is not None
    people = turn.say(
        "mydata.export_counted" if counted else "mydata.export_together",
        men=report.men,
        women=report.women,
        total=report.total,
    )
    held_on = long_date(report.forum.held_on, _lang(turn))
    place = village_label(village, turn.language) if village else "-"
    lines = [
        turn.say("mydata.export_report", number=report.number, day=held_on),
        f"{place} {people}",
        *filter(None, [report.topic, *(one.text for one in report.issues)]),
        *_rest(turn, report),
    ]
    lines += _files(turn, File.report_id == report.id)
    lines += [
        turn.say("mydata.export_corrected", day=_day(turn, one.at))
        for one in turn.session.scalars(
            sa.select(ReportHistory)
            .where(ReportHistory.report_id == report.id, ReportHistory.what == CORRECTED)
            .order_by(ReportHistory.id)
        )
    ]
    return "\n".join(dict.fromkeys(lines))


def _rest(turn: Turn, report: ForumReport) -> Iterator[str]:
    for one in report.resolutions:
        day = long_date(one.by_when, _lang(turn)) if one.by_when else ""
        words = " ".join(filter(None, (one.what, one.who, day)))
        if words:
            yield turn.say("mydata.export_agreed", words=words)
    if report.level:
        yield turn.say("mydata.export_level", level=report.level)
    values = as_answers(report)
    if values:
        yield from told_lines(turn, ROOM, values, tells)
    for asked in questions_of(turn.session, report.id):
        yield turn.say("mydata.export_asked", words=asked.question)
        if asked.answer:
            yield asked.answer
    secret = secret_of(turn.session, report.id)
    if secret is not None and secret.text:
        yield turn.say("mydata.export_secret", words=secret.text)


def _case(turn: Turn, case: Case) -> str:
    day = long_date(case.received_on, _lang(turn))
    way = turn.say(f"mydata.way_{case.identity_mode.value}")
    lines = [turn.say("mydata.export_case", number=case.number, day=day, way=way)]
    lines += filter(None, (case.story, case.place))
    lines += _files(turn, File.case_id == case.id)
    lines += [turn.say(f"mydata.case_{case.state.value}")]
    return "\n".join([*lines, *_said(turn, case)])


def _ids(found: Held) -> list[str]:
    return [person.id for person in found.people]


def _survey(turn: Turn, response: Response, version: SurveyVersion) -> str:
    """Of what was answered without a name nothing can be found again."""
    title = version.title_en if turn.language == "en" else version.title_th
    day = long_date(response.submitted_on, _lang(turn))
    told = lines(turn, SURVEY, version.form_digest, response.answers)
    answered = (
        turn.say("mydata.export_answer", label=label, answer=value)
        for _, label, value in told
        if value
    )
    return "\n".join([turn.say("mydata.export_survey", title=title, day=day), *answered])


def _said(turn: Turn, case: Case) -> Iterator[str]:
    rows = sa.select(CaseAction).where(CaseAction.case_id == case.id, CaseAction.text.is_not(None))
    for one in turn.session.scalars(rows.order_by(CaseAction.id)):
        if one.kind in SAID:
            day = long_date(one.on_day, _lang(turn))
            yield turn.say(f"mydata.said_{SAID[one.kind]}", day=day, words=one.text)


def _files(turn: Turn, of: sa.ColumnElement[bool]) -> list[str]:
    count = turn.session.scalar(
        sa.select(sa.func.count()).select_from(File).where(of, File.state != FileState.ERASED)
    )
    return [turn.say("mydata.export_files", count=count)] if count else []


def _announced(turn: Turn) -> str:
    """What the office announced to them, and when they took note."""
    lines = []
    for one, place in places_of_speaker(turn.session, turn.speaking, ANNOUNCED):
        words = cut(one.words.splitlines()[0], TITLE)
        noted = place.acknowledged_at
        key = "mydata.export_noted" if noted else "mydata.export_not_noted"
        day = _day(turn, noted) if noted else ""
        lines.append(turn.say(key, number=one.id, words=words, day=day))
    return "\n".join([turn.say("mydata.export_announced"), *lines]) if lines else ""


def _kept(turn: Turn) -> Iterator[str]:
    """What is neither in a report nor in a case: half-filled forms, words for the office."""
    by = turn.speaking
    mine = Kept.account_id == by.account_id
    if by.shared:
        mine = sa.and_(mine, Kept.person_id == by.person_id)
    chosen = sa.select(Kept).where(mine, Kept.state != KeptState.DISCARDED)
    rows = turn.session.scalars(chosen.order_by(Kept.said_at, Kept.id)).all()
    loose = [one for one in rows if not one.used_for.startswith(("report:", "case:", "response:"))]
    lines = [_line(turn, one) for one in loose if one.text or one.file_id]
    return iter([turn.say("mydata.export_kept"), *lines] if lines else [])


def _line(turn: Turn, row: Kept) -> str:
    at = row.said_at.astimezone(turn.context.zone)
    when = f"{_day(turn, row.said_at)} {clock(at.time(), _lang(turn))}"
    words = row.text or turn.say("mydata.export_file")
    return turn.say("mydata.export_message", when=when, words=words)


def _day(turn: Turn, moment: datetime) -> str:
    day: date = moment.astimezone(turn.context.zone).date()
    return long_date(day, _lang(turn))


def _lang(turn: Turn) -> Lang:
    return "en" if turn.language == "en" else "th"
