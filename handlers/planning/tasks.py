"""The planner of a forum is reminded the evening before, and asked the evening after."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from base.i18n import say
from base.thai.format import Lang, clock, long_date
from bot.inbox.turn import Context
from bot.messages.bubbles import Act, Bubble, Button
from bot.outbox.write import Push, put_push
from bot.tasks import Lateness, Outcome, TaskKind
from handlers.planning import saying
from models.consents import NUDGES, consent_of
from models.outbox import Outgoing
from models.people import account_of, account_to_reach
from models.planned import AFTER, EVE, PlannedForum
from models.tasks import ScheduledTask
from models.words import Permission, PlanState, Priority

KEY = "planned"  # first part of the dedupe key
EVENING = timedelta(hours=2)
USEFUL_TO = time(20, 0)  # nothing unasked goes out later (design: quiet hours)
# After a week with three messages there is room again within a week: the question is not lost.
LATER = timedelta(days=8)


def kinds() -> tuple[TaskKind, ...]:
    """The day-before notice is wrong when it is late; the question after is not."""
    return (
        TaskKind(EVE, eve, Lateness.DROP, EVENING, nudge=saying.NUDGE),
        TaskKind(AFTER, after, Lateness.LATEST, nudge="not_reported"),
    )


def eve(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    return _push(session, context, task, now, EVE)


def after(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    return _push(session, context, task, now, AFTER)


def _push(
    session: Session, context: Context, task: ScheduledTask, now: datetime, kind: str
) -> Outcome:
    planned = session.get(PlannedForum, task.subject)
    at = planned and (planned.eve_at if kind == EVE else planned.after_at)
    if planned is None or planned.state is not PlanState.PLANNED or at != task.planned_for:
        return Outcome(dropped=True, result="cancelled, reported, or moved to another day")
    account = account_to_reach(session, [planned.planned_by], planned.account_id)
    if account is None or account.blocked or account.friend is False:
        return Outcome(dropped=True, result="nobody can be reached")
    if consent_of(session, account.id, NUDGES) is Permission.NO:
        return Outcome(dropped=True, result="no reminders wanted")
    day = now.astimezone(context.zone).date() + (LATER if kind == AFTER else timedelta())
    # Who planned a forum asked for its notice: it comes on a day that has had its message, too.
    push = Push(
        to=account.line_user_id or "",
        mailbox_key=f"user:{account.line_user_id}",
        bubbles=[_bubble(planned, account.language, kind)],
        dedupe_key=f"{KEY}:{planned.forum_id}:{task.id}",
        priority=Priority.UNASKED if kind == AFTER else Priority.ASKED,
        due_at=now,
        useful_until=datetime.combine(day, USEFUL_TO, context.zone),
    )
    put_push(session, push, now)
    return Outcome(progress=1)


def unwanted(session: Session, row: Outgoing) -> str | None:
    """Asked again when it is about to be sent (bot/outbox/wanted.py)."""
    _, forum_id, task_id = row.dedupe_key.split(":")
    planned = session.get(PlannedForum, forum_id)
    if planned is None or planned.state is not PlanState.PLANNED:
        return "it is not planned any more"
    task = session.get(ScheduledTask, int(task_id))
    if task is not None and task.planned_for not in (planned.eve_at, planned.after_at):
        return "moved to another day"
    account = account_of(session, row.to or "")
    refused = account is not None and consent_of(session, account.id, NUDGES) is Permission.NO
    return "no reminders wanted" if refused else None


def _bubble(planned: PlannedForum, language: str, kind: str) -> Bubble:
    lang: Lang = "en" if language == "en" else "th"
    day = long_date(planned.forum.held_on, lang)
    alt = say("planning.alt", language)
    if kind == AFTER:
        text = say("planning.how_was_it", language, day=day)
        return Bubble(text, buttons=saying.asked(planned, language), alt=alt)
    when = f" {clock(planned.starts, lang)}" if planned.starts else ""
    text = say("planning.tomorrow", language, day=day, when=when)
    acts = ((saying.TEXTS, "texts"), (saying.CHANGE, "change"), (saying.CANCEL, "cancel"))
    buttons = tuple(
        Button(say(f"planning.{key}", language), Act(act, planned.forum_id)) for act, key in acts
    )
    return Bubble(text, buttons=buttons, alt=alt)


def forget(session: Session, forum_id: str, field: str) -> None:
    """Words of an unsent message leave the plan; its day and village stay."""
    planned = session.get(PlannedForum, forum_id)
    if planned is None:
        return
    planned.before_json = None
    for name in ("place", "topic"):
        if field in (name, "told"):  # one message that told all of it
            setattr(planned, name, None)
