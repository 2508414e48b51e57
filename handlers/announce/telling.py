"""Who writes announcements and who agrees to them hear what became of one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from base.i18n import say
from bot.messages.bubbles import Act, Bubble, Button
from bot.outbox.officers import push_to
from handlers.announce import service
from models.announcements import Announcement
from models.outbox import Outgoing
from models.staff import Staff
from models.words import AnnouncementState

LOOK, STATE = "announcement.look", "announcement.state"
SECOND = "announcement-second"


def tell_author(session: Session, one: Announcement, what: str, now: datetime) -> None:
    """`what`: approved, refused, nobody, no_second."""
    author = one.author
    second = session.get(Staff, one.second_id) if one.second_id else None
    text = say(
        f"announcement.told_{what}",
        author.account.language,
        number=one.id,
        who=second.name if second else "",
        why=one.reason or "",
    )
    see = Button(say("announcement.see", author.account.language), Act(STATE, str(one.id)))
    push_to(
        session, author, f"announcement-told:{one.id}:{what}", Bubble(text, buttons=(see,)), now
    )


def ask_second(session: Session, one: Announcement, now: datetime) -> None:
    """Everybody who may decide; the first who does settles it."""
    deciders = service.deciders(session, one)
    if not deciders:
        tell_author(session, one, "no_second", now)
    for staff in deciders:
        language = staff.account.language
        text = say(
            "announcement.second",
            language,
            number=one.id,
            who=one.author.name,
            messages=one.messages,
        )
        look = Button(say("announcement.look", language), Act(LOOK, str(one.id)), main=True)
        bubble = Bubble(text, buttons=(look,))
        push_to(session, staff, f"{SECOND}:{one.id}:{staff.id}", bubble, now, urgent=one.urgent)


def unwanted(session: Session, row: Outgoing) -> str | None:
    """Nobody is asked to decide what is decided (bot/outbox/wanted.py)."""
    number = row.dedupe_key.split(":")[1]
    one = session.get(Announcement, int(number))
    asked = one is not None and one.state is AnnouncementState.ASKED
    return None if asked else "it is decided"
