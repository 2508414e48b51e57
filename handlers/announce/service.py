"""Announcements: proposed, everybody named in steps, agreed to, going, stopped, taken back.

Nothing goes out before the lists are closed, and they are closed once: by `go`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.outbox import holding, many
from bot.outbox.hours import is_quiet, next_opening
from models.announcements import Announcement, lists_of
from models.audience import DISTRICT, Audience
from models.consents import NUDGES, URGENT
from models.outcome import ended_at, is_untouched
from models.staff import Staff, all_staff, note
from models.tasks import plan
from models.words import AnnouncementState

NAME, WITHDRAW, REMIND = "announcement.name", "announcement.withdraw", "announcement.remind"
LIVE = (AnnouncementState.GOING, AnnouncementState.STOPPED)
OPEN = (AnnouncementState.NAMING, AnnouncementState.ASKED, *LIVE)
AGAIN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Draft:
    """What an officer wants to announce. `file_id` is a picture, the document a file to keep.
    `due_at` None: at once."""

    words: str
    audience: Audience
    words_en: str | None = None
    link: str | None = None
    file_id: str | None = None
    document_id: str | None = None
    document_name: str | None = None
    urgent: bool = False
    due_at: datetime | None = None


def propose(session: Session, author: Staff, draft: Draft, now: datetime) -> Announcement:
    """Write it down; a task names everybody, and then it goes, or waits for a second officer."""
    one = Announcement(
        state=AnnouncementState.NAMING,
        author_id=author.id,
        words=draft.words,
        words_en=draft.words_en,
        link=draft.link,
        file_id=draft.file_id,
        document_id=draft.document_id,
        document_name=draft.document_name,
        audience=str(draft.audience),
        within=" ".join(draft.audience.within),
        urgent=draft.urgent,
        due_at=draft.due_at,
        created_at=now,
    )
    session.add(one)
    session.flush()
    note(session, now, author.id, "announcement.propose", str(one.id))
    plan(session, NAME, str(one.id), now, now)
    return one


def purpose_of(one: Announcement) -> str:
    """The consent whose «no» leaves a person out of it."""
    return URGENT if one.urgent else NUDGES


def may_see(staff: Staff, one: Announcement) -> bool:
    """Its author, and whoever looks after all of the places it goes to."""
    if staff.ended_at is not None:
        return False
    return staff.id == one.author_id or _covers(staff, one.meant())


def may_decide(staff: Staff, one: Announcement) -> bool:
    """A second officer: never the one who wrote it."""
    return staff.id != one.author_id and may_see(staff, one)


def _covers(staff: Staff, audience: Audience) -> bool:
    codes = staff.district_codes()
    if not codes:
        return True
    villages = {code[:DISTRICT] for code in audience.values("village")}
    named = set(audience.values("district")) | villages or set(audience.within)
    return bool(named) and named <= codes


def deciders(session: Session, one: Announcement) -> list[Staff]:
    return [staff for staff in all_staff(session) if may_decide(staff, one)]


def go(session: Session, one: Announcement, now: datetime) -> None:
    """Everybody is named and whoever had to agree has: it goes when it is due."""
    one.state = AnnouncementState.GOING
    for mailing in lists_of(session, one.id):
        many.close(session, mailing, now)


def approve(session: Session, one: Announcement, staff: Staff, now: datetime) -> bool:
    """False: there is nothing to decide any more, or it is not theirs to."""
    if one.state is not AnnouncementState.ASKED or not may_decide(staff, one):
        return False
    one.second_id, one.decided_at = staff.id, now
    note(session, now, staff.id, "announcement.approve", str(one.id))
    go(session, one, now)
    return True


def refuse(session: Session, one: Announcement, staff: Staff, why: str, now: datetime) -> bool:
    """False as in `approve`. What was written for LINE is taken back by a task."""
    if one.state is not AnnouncementState.ASKED or not may_decide(staff, one):
        return False
    one.state, one.second_id, one.decided_at = AnnouncementState.REFUSED, staff.id, now
    one.reason = why
    note(session, now, staff.id, "announcement.refuse", str(one.id))
    plan(session, WITHDRAW, str(one.id), now, now)
    return True


def stop(session: Session, one: Announcement, staff: Staff, now: datetime) -> bool:
    """What LINE has not taken waits, reminders too. False: nothing of it waits any more."""
    if one.state is not AnnouncementState.GOING:
        return False
    waiting = [mailing for mailing in lists_of(session, one.id) if not ended_at(session, mailing)]
    stopped = [holding.hold_list(session, mailing) for mailing in waiting]
    if not any(stopped):
        return False
    one.state = AnnouncementState.STOPPED
    note(session, now, staff.id, "announcement.stop", str(one.id))
    return True


def resume(session: Session, one: Announcement, staff: Staff, now: datetime) -> bool:
    """It goes on where it was stopped. False: it is not stopped."""
    if one.state is not AnnouncementState.STOPPED:
        return False
    one.state = AnnouncementState.GOING
    for mailing in lists_of(session, one.id):
        if holding.release_list(session, mailing, now):
            mailing.look_at = max(now, mailing.due_at)
    note(session, now, staff.id, "announcement.resume", str(one.id))
    return True


def cancel(session: Session, one: Announcement, staff: Staff, now: datetime) -> bool:
    """What LINE has not taken never goes; nobody is reminded any more, and the picture opens no
    more. False: it has ended already."""
    if one.state not in OPEN:
        return False
    one.state = AnnouncementState.CANCELLED
    for mailing in lists_of(session, one.id):
        if not ended_at(session, mailing):
            holding.hold_list(session, mailing)
    note(session, now, staff.id, "announcement.cancel", str(one.id))
    plan(session, WITHDRAW, str(one.id), now, now)
    return True


def may_be_corrected(session: Session, one: Announcement, *, locked: bool = False) -> bool:
    """Nobody has got it: it waits for a second officer, its time, the morning, the month or a hand.
    `locked`: nobody gets it before this transaction ends."""
    if one.state is AnnouncementState.ASKED:
        return True
    return one.state in LIVE and is_untouched(session, lists_of(session, one.id), locked=locked)


def goes_at(one: Announcement, proposed: datetime, zone: ZoneInfo) -> datetime | None:
    """When it goes, if not at once: at its own time, or in the morning where it was `proposed`, or
    agreed to, while nobody is disturbed."""
    if one.urgent:
        return one.due_at
    return the_morning(one.due_at or proposed, zone) or one.due_at


def the_morning(now: datetime, zone: ZoneInfo) -> datetime | None:
    """When what is not urgent goes, if not now."""
    return next_opening(now, zone) if is_quiet(now, zone) else None


def remind(session: Session, one: Announcement, staff: Staff, now: datetime) -> bool:
    """Those who have not taken note hear of it once more. False: once a day at most, and only
    while it is going."""
    if one.state is not AnnouncementState.GOING or too_soon(one, now):
        return False
    one.rounds, one.reminded_at = one.rounds + 1, now
    note(session, now, staff.id, "announcement.remind", str(one.id))
    plan(session, REMIND, f"{one.id}:{one.rounds}", now, now)
    return True


def too_soon(one: Announcement, now: datetime) -> bool:
    """Within a day of the last reminder, or of the announcement itself."""
    last = one.reminded_at or max(one.due_at or one.created_at, one.decided_at or one.created_at)
    return now - last < AGAIN_AFTER


def is_under_way(session: Session, one: Announcement) -> bool:
    """Whether something of it still waits to be taken by LINE."""
    return any(ended_at(session, mailing) is None for mailing in lists_of(session, one.id))


def has_gone(session: Session, one: Announcement) -> bool:
    """Whether it went out, and nothing of it is left to stop or to take back."""
    return one.state is AnnouncementState.GOING and not is_under_way(session, one)
