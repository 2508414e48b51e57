"""In a quarter's last month a village without a forum is offered one, to its leader, once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from base.i18n import say
from base.thai import months
from bot.inbox.turn import Context
from bot.messages.bubbles import Act, Bubble, Button
from bot.outbox.write import Push, put_push
from bot.tasks import Lateness, Outcome, TaskKind
from handlers.villages import service
from models.holidays import office
from models.outbox import Outgoing
from models.people import Account
from models.places import Village
from models.rests import Quarter, silent_villages
from models.tasks import ScheduledTask
from models.words import Priority

SILENT, NUDGE = "villages.silent", "village"
HELP, NOT_NOW, HELD = "villages.help", "villages.not_now", "villages.held"
A_STEP = 20
USEFUL = timedelta(days=5)  # the caps may hold it back for some days
SAME_DAY = timedelta(hours=8)

Offer = tuple[str, str]  # the sentence and the act of the button that goes on


def kinds(offer: Offer) -> tuple[TaskKind, ...]:
    """Planned daily: what one day missed the next one makes up for."""

    def step(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
        return ask_leaders(session, context, task, now, offer)

    return (TaskKind(SILENT, step, Lateness.DROP, SAME_DAY, nudge="village"),)


def ask_leaders(
    session: Session, context: Context, task: ScheduledTask, now: datetime, offer: Offer
) -> Outcome:
    """A few villages a step."""
    day = task.planned_for.astimezone(context.zone).date()
    quarter = Quarter.of(day)
    if not quarter.is_ending(day):
        return Outcome(dropped=True, result="not in a quarter's last month")
    if not office(session).is_working_day(day):
        return Outcome(dropped=True, result="not a working day")
    codes = silent_villages(session, quarter, task.cursor or "", A_STEP)
    told = sum(_ask(session, code, quarter, now, offer) for code in codes)
    if len(codes) < A_STEP:
        return Outcome(progress=told)
    return Outcome(done=False, cursor=codes[-1], progress=told)


def _ask(session: Session, code: str, quarter: Quarter, now: datetime, offer: Offer) -> int:
    village = session.get_one(Village, code)
    pushes = [
        Push(
            to=account.line_user_id or "",
            mailbox_key=f"user:{account.line_user_id}",
            bubbles=[_words(village, account, quarter, offer)],
            dedupe_key=f"{NUDGE}:{code}:{quarter.first.isoformat()}:{account.id}",
            priority=Priority.UNASKED,
            due_at=now,
            useful_until=now + USEFUL,
            about_person=person_id,
        )
        for account, person_id in service.to_ask(session, code)
    ]
    return sum(put_push(session, push, now) is not None for push in pushes)


def unwanted(session: Session, row: Outgoing) -> str | None:
    """Asked again when it is about to be sent (bot/outbox/wanted.py)."""
    _, code, first, *_ = row.dedupe_key.split(":")
    return service.not_wanted(session, code, Quarter.of(date.fromisoformat(first)))


def _words(village: Village, account: Account, quarter: Quarter, offer: Offer) -> Bubble:
    """Since which month, so that it is true for who held one just before."""
    language = account.language
    thai = language == "th"
    since = (months.LONG if thai else months.ENGLISH)[quarter.first.month - 1]
    name = village.name_th if thai else village.name_en
    told = say("places.village", language, name=name, moo=village.moo)
    buttons = (
        Button(say(offer[0], language), Act(offer[1])),
        Button(say("villages.help", language), Act(HELP, village.code)),
        Button(say("villages.not_now", language), Act(NOT_NOW, village.code)),
    )
    text = say("villages.silent", language, village=told, month=since)
    return Bubble(text, buttons, alt=say("villages.silent_alt", language))
