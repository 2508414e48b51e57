"""The rest of a report is offered once, at the next working evening; again only on asking."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import say
from base.thai.format import Lang, long_date
from bot.inbox.turn import Context, Turn
from bot.messages.bubbles import Act, Bubble, Button
from bot.outbox.write import Push, put_push
from bot.tasks import Lateness, Outcome, TaskKind
from handlers.report.rest_left import ALIVE, questions_left
from handlers.report.rest_room import ENOUGH, NAME, OFFER, plan_offer
from handlers.report.rest_screens import MORE
from handlers.report.service import WITHIN, is_open, own_report
from models.consents import NUDGES, consent_of
from models.forums import ForumReport
from models.handover import talking_with
from models.mailbox import Conversation
from models.outbox import Outgoing
from models.people import Account, Person, Speaking, account_to_reach, people_of
from models.tasks import ScheduledTask
from models.words import Permission, Priority, ReportState, RestState

KEY = "rest"  # first part of the dedupe key
LATER = "report.rest_later"
NUDGE = "full_report"  # as NUDGES_OFF calls it
USEFUL_TO = time(20, 0)  # nothing unasked goes out later (design: quiet hours)
USEFUL = timedelta(days=3)  # the caps may hold it back for some days
A_QUESTION = 40  # seconds
FRESH = timedelta(days=14)  # of what was left longer ago nobody is reminded


def kinds() -> tuple[TaskKind, ...]:
    return (TaskKind(OFFER, offer, Lateness.LATEST, nudge=NUDGE),)


def offer(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    report = session.get(ForumReport, task.subject)
    if report is None or report.rest_at != task.planned_for:
        return Outcome(dropped=True, result="put off to another evening, or not there any more")
    if not _is_wanted(report, now):
        return Outcome(dropped=True, result="told, enough, or closed")
    account = account_to_reach(session, [report.reported_by], report.account_id)
    if account is None or not _may_ask(session, account) or not _may_tell(session, report, account):
        return Outcome(dropped=True, result="nobody can be reached, or no reminders are wanted")
    if _unsent_waits(session, f"user:{account.line_user_id}", now):
        plan_offer(session, report, now, context.zone)
        return Outcome(dropped=True, result="another form is half-way: on another evening")
    push = Push(
        to=account.line_user_id or "",
        mailbox_key=f"user:{account.line_user_id}",
        bubbles=[_words(session, context, report, account, now)],
        dedupe_key=f"{KEY}:{report.id}:{task.id}",
        priority=Priority.UNASKED,
        due_at=now,
        useful_until=_useful_until(report, now, context.zone),
        about_person=report.reported_by,
    )
    put_push(session, push, now)
    return Outcome(progress=1)


def unwanted(session: Session, row: Outgoing) -> str | None:
    """Asked again when it is about to be sent (bot/outbox/wanted.py)."""
    report = session.get(ForumReport, row.dedupe_key.split(":")[1])
    if report is None or report.rest is not RestState.WANTED:
        return "told meanwhile, or enough"
    since = sa.select(Conversation.id).where(
        Conversation.room == NAME,
        Conversation.subject == report.id,
        Conversation.touched_at > row.created_at,
    )
    return "gone on with meanwhile" if session.scalar(since.limit(1)) is not None else None


def put_off(turn: Turn, report: ForumReport) -> None:
    """[พรุ่งนี้เย็น]: the next working evening, if the report may still be told then."""
    at = plan_offer(turn.session, report, turn.now, turn.context.zone)
    if at is None:
        more = Button(turn.say("report.go_on"), Act(MORE, report.id))
        until = _day(_closes(report), turn)
        text = turn.say("report.rest_ends", number=report.number, day=until)
        turn.answer.say(Bubble(text, buttons=(more, _enough(report, turn.language))))
        return
    buttons = (Button(turn.say("report.now_after_all"), Act(MORE, report.id)),)
    text = turn.say("report.rest_put_off", number=report.number, day=_day(at, turn))
    turn.answer.must(Bubble(text, buttons=(*buttons, _enough(report, turn.language))))


def _is_wanted(report: ForumReport, now: datetime) -> bool:
    """What came back waits for one answer: that first."""
    asked = report.state is ReportState.SUBMITTED and report.rest is RestState.WANTED
    return asked and is_open(report, now)


def _may_ask(session: Session, account: Account) -> bool:
    if account.blocked or account.friend is False or talking_with(session, account.id) is not None:
        return False
    return consent_of(session, account.id, NUDGES) is not Permission.NO


def _may_tell(session: Session, report: ForumReport, account: Account) -> bool:
    """Whether somebody who speaks through it may go on with the report."""
    people = people_of(session, account.id)
    speakers: list[Person | None] = [*people] or [None]
    spoken = (Speaking.of(account.id, people, one) for one in speakers)
    return any(own_report(session, report.id, by) is not None for by in spoken)


def _unsent_waits(session: Session, mailbox_key: str, now: datetime) -> bool:
    """What was never sent comes first: one evening, one reminder."""
    waits = sa.select(Conversation.id).where(
        Conversation.mailbox_key == mailbox_key,
        Conversation.room != NAME,
        Conversation.state.in_(ALIVE),
        Conversation.nudged_at.is_(None),
        Conversation.touched_at > now - FRESH,
    )
    return session.scalar(waits.limit(1)) is not None


def _closes(report: ForumReport) -> datetime:
    assert report.submitted_at is not None  # only what was sent is offered
    return report.submitted_at + WITHIN


def _useful_until(report: ForumReport, now: datetime, zone: ZoneInfo) -> datetime:
    day = (now + USEFUL).astimezone(zone).date()
    return min(datetime.combine(day, USEFUL_TO, zone), _closes(report))


def _words(
    session: Session, context: Context, report: ForumReport, account: Account, now: datetime
) -> Bubble:
    """By name where whoever sent it speaks there now."""
    language = account.language
    people = people_of(session, account.id)
    called = next((one.called for one in people if one.id == report.reported_by), None)
    count = questions_left(session, context, report, now)
    values = {"number": report.number, "count": count, "minutes": _minutes(count)}
    key = f"report.{'rest_offer' if count else 'rest_only_send'}{'' if called else '_nameless'}"
    text = say(key, language, **values, **({"called": called} if called else {}))
    buttons = (
        Button(say("report.go_on", language), Act(MORE, report.id)),
        Button(say("report.rest_later", language), Act(LATER, report.id)),
        _enough(report, language),
    )
    return Bubble(text, buttons, alt=say("report.rest_alt", language))


def _enough(report: ForumReport, language: str) -> Button:
    return Button(say("report.enough", language), Act(ENOUGH, report.id))


def _minutes(count: int) -> int:
    return max(1, -(-count * A_QUESTION // 60))


def _day(moment: datetime, turn: Turn) -> str:
    lang: Lang = "en" if turn.language == "en" else "th"
    return long_date(moment.astimezone(turn.context.zone).date(), lang)
