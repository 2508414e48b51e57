"""When whoever promised something at a forum is asked about it, and who that is."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from models.consents import NUDGES, consent_of
from models.forums import ForumReport, Resolution
from models.holidays import office
from models.people import Account, Speaking, account_to_reach
from models.tasks import plan
from models.words import Permission, ResolutionState

REMIND = "promises.remind"
NUDGE = "promise"  # as NUDGES_OFF calls it
EVENING = time(17, 45)
MOST = 3  # times; then nobody asks any more
DAY = timedelta(days=1)


def plan_reminder(
    session: Session, resolution: Resolution, now: datetime, zone: ZoneInfo
) -> datetime | None:
    """The evening before its day, of a holiday that of the working day before; once that is past,
    the next evening. None where there is no day, or nothing to do any more. An earlier plan of it
    counts no more (`is_planned_for`)."""
    if resolution.by_when is None or resolution.state is not ResolutionState.OPEN:
        resolution.remind_at = None
        return None
    calendar = office(session)
    at = calendar.before_holiday(datetime.combine(resolution.by_when - DAY, EVENING, zone))
    after = calendar.after_holiday(_next_evening(now, zone))
    resolution.remind_at = at if at > now else after
    plan(session, REMIND, str(resolution.id), resolution.remind_at, now)
    return resolution.remind_at


def ask_again(
    session: Session, resolution: Resolution, now: datetime, zone: ZoneInfo
) -> datetime | None:
    """«ยังไม่เสร็จ»: the evening after its day, or tomorrow's, of a holiday that of the next working
    day. None when it was asked often enough."""
    if resolution.by_when is None or resolution.reminded >= MOST:
        resolution.remind_at = None
        return None
    at = datetime.combine(resolution.by_when + DAY, EVENING, zone)
    tomorrow = datetime.combine(now.astimezone(zone).date() + DAY, EVENING, zone)
    resolution.remind_at = office(session).after_holiday(max(at, tomorrow))
    plan(session, REMIND, str(resolution.id), resolution.remind_at, now)
    return resolution.remind_at


def _next_evening(now: datetime, zone: ZoneInfo) -> datetime:
    today = datetime.combine(now.astimezone(zone).date(), EVENING, zone)
    return today if today > now else today + DAY


def is_planned_for(resolution: Resolution, moment: datetime) -> bool:
    return resolution.remind_at == moment and resolution.state is ResolutionState.OPEN


def whom_to_remind(session: Session, resolution: Resolution, report: ForumReport) -> Account | None:
    """Who promised; the reporter where that person is not in the bot."""
    people = (resolution.promised_by, report.reported_by)
    return account_to_reach(session, people, report.account_id)


def first_reminder(session: Session, report: ForumReport, now: datetime) -> datetime | None:
    """When the first reminder of what this report promises comes; None where none will."""
    waits = [
        one.remind_at
        for one in report.resolutions
        if one.remind_at is not None and one.remind_at > now and comes(session, one, report)
    ]
    return min(waits, default=None)


def comes(session: Session, resolution: Resolution, report: ForumReport) -> bool:
    """Whether a reminder that is planned would reach somebody who wants it."""
    account = whom_to_remind(session, resolution, report)
    if account is None or account.blocked or account.friend is False:
        return False
    open_still = resolution.state is ResolutionState.OPEN
    return open_still and consent_of(session, account.id, NUDGES) is not Permission.NO


def is_theirs(by: Speaking, resolution: Resolution, report: ForumReport) -> bool:
    """Who promised it, and who reported it."""
    promised = by.person_id is not None and resolution.promised_by == by.person_id
    return promised or by.owns(report.account_id, report.reported_by)
