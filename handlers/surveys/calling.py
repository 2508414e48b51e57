"""A facilitator is called once a day: at once for a day's first wish, the next morning for what
came after. What they are called for is looked up when they tap."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import say
from bot.messages.bubbles import Act, Bubble, Button
from bot.outbox.hours import is_quiet, next_opening
from bot.outbox.write import Push, put_push
from models.facilitators import Facilitator, Hearer, listener
from models.holidays import office
from models.kept import WISH, Kept
from models.outbox import Outgoing
from models.people import account_of
from models.programme import Cohort
from models.wished import wished
from models.words import OutboxState, Priority

SEE = "staff.wishes"
MORNING = time(9, 0)
DAY = timedelta(days=1)


def call(
    session: Session, to: Hearer, wish: Kept, cohort: Cohort, zone: ZoneInfo, now: datetime
) -> None:
    """Nothing new is written while a call to them waits to be sent: it tells of this wish too."""
    _one_at_a_time(session, to, cohort)
    if _waits(session, to, cohort):
        return
    day = _heard_on(now, zone)
    first = _push(to, cohort, "surveys.wish_told", day, now, str(wish.id))
    while put_push(session, first, now) is None:
        due = _morning_after(session, day, zone)
        day = due.date()
        first = _push(to, cohort, "surveys.wish_waits", day, due)


def unwanted(session: Session, row: Outgoing) -> str | None:
    """Asked again when it is about to be sent (bot/outbox/wanted.py)."""
    cohort_id = row.dedupe_key.split(":")[1]
    account = account_of(session, row.to or "")
    person = listener(session, account.id, cohort_id) if account else None
    if person is None:
        return "it is no facilitator's phone any more"
    return None if wished(session, cohort_id, person.id).unread else "nothing is unread"


def _one_at_a_time(session: Session, to: Hearer, cohort: Cohort) -> None:
    """Of two wishes at the same moment one must see what the other one wrote."""
    session.get(Facilitator, (cohort.id, to.person.id), with_for_update=True)


def _waits(session: Session, to: Hearer, cohort: Cohort) -> bool:
    waiting = sa.select(Outgoing.id).where(
        Outgoing.mailbox_key == f"user:{to.account.line_user_id}",
        Outgoing.state.in_([OutboxState.WAITING, OutboxState.HELD]),
        Outgoing.dedupe_key.startswith(_key(to, cohort)),
    )
    return session.scalar(waiting.limit(1)) is not None


def _key(to: Hearer, cohort: Cohort) -> str:
    """How the dedupe keys of all calls to them for this cohort begin; the day ends them."""
    return f"{WISH}:{cohort.id}:{to.person.id}:"


def _heard_on(now: datetime, zone: ZoneInfo) -> date:
    """Today, or the day whose morning ends these quiet hours."""
    heard = next_opening(now, zone) if is_quiet(now, zone) else now
    return heard.astimezone(zone).date()


def _morning_after(session: Session, day: date, zone: ZoneInfo) -> datetime:
    return office(session).after_holiday(datetime.combine(day + DAY, MORNING, zone))


def _push(
    to: Hearer, cohort: Cohort, sentence: str, day: date, due: datetime, wish: str = ""
) -> Push:
    """It names nobody and nothing, and says not how many: a phone shows it to whoever looks, and
    some may be read or taken back by then. Nobody asked for it: the caps count it."""
    line_id, language = to.account.line_user_id or "", to.account.language
    see = Button(say("surveys.wish_see", language), Act(SEE, cohort.id, wish), main=True)
    return Push(
        to=line_id,
        mailbox_key=f"user:{line_id}",
        bubbles=[Bubble(say(sentence, language, number=cohort.number), (see,))],
        dedupe_key=f"{_key(to, cohort)}{day.isoformat()}",
        priority=Priority.UNASKED,
        due_at=due,
    )
