"""A second officer looks at it as it will look, and says yes or no; the author hears of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.dialogue import drive, reasons
from bot.dialogue.rooms import FormRoom
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from bot.outbox.budget import Cost, cost_of
from bot.outbox.costing import cost_in_words
from handlers.announce import saying, service, telling
from handlers.announce.document import document
from models.announcements import Announcement, announcement
from models.staff import Staff, staff_of
from models.words import AnnouncementState

REFUSE = "announcement_refuse"
YES, NO = "announcement.approve", "announcement.refuse"
SOURCE = Path(__file__).parent / "forms" / "refuse.md"


def room() -> FormRoom:
    return reasons.room(REFUSE, SOURCE, _refused)


def with_one(turn: Turn, subject: str, do: Callable[[Staff, Announcement], None]) -> None:
    """Do it as the officer who presses, if the announcement is theirs to see."""
    staff = staff_of(turn.session, turn.person_account.id)
    if staff is None:
        turn.tell("announcement.for_staff")
        return
    one = announcement(turn.session, subject, locked=True)
    if one is None or not service.may_see(staff, one):
        turn.tell("announcement.not_theirs")
        return
    do(staff, one)


def look(turn: Turn, subject: str, _extra: str) -> None:
    """[ดูประกาศ]: what people will get, then the question."""
    with_one(turn, subject, lambda staff, one: _show(turn, staff, one))


def _show(turn: Turn, staff: Staff, one: Announcement) -> None:
    image = saying.picture(turn.session, turn.context, one)
    said = saying.Said(
        one.author,
        one.words,
        one.words_en,
        one.link,
        document(turn.session, turn.context, one),
    )
    turn.answer.say(*saying.look(turn, said, [Bubble(image=image)] if image else []))
    cost = _cost(turn, one.messages)
    lines = [
        turn.say(
            "announcement.second_reaches",
            who=one.author.name,
            audience=saying.audience_in_words(turn.session, one.meant(), turn.language),
            messages=one.messages,
            when=when_of(turn, one),
        ),
        cost_in_words(cost, turn.language),
    ]
    turn.answer.say(Bubble("\n".join(lines), buttons=_buttons(turn, staff, one)))


def _cost(turn: Turn, messages: int) -> Cost:
    budget, now, zone = turn.context.budget, turn.now, turn.context.zone
    return turn.look_first(
        (telling.LOOK, messages), lambda session: cost_of(session, budget, messages, now, zone)
    )


def _buttons(turn: Turn, staff: Staff, one: Announcement) -> tuple[Button, ...]:
    if one.state is not AnnouncementState.ASKED or not service.may_decide(staff, one):
        return (Button(turn.say("announcement.see"), Act(telling.STATE, str(one.id))),)
    return (
        Button(turn.say("announcement.yes"), Act(YES, str(one.id)), main=True),
        Button(turn.say("announcement.no"), Act(NO, str(one.id))),
    )


def when_of(turn: Turn, one: Announcement) -> str:
    """What goes at night and is not urgent goes in the morning."""
    zone = turn.context.zone
    goes = service.goes_at(one, turn.now, zone)
    if goes is not None:
        return saying.when_in_words(goes.astimezone(zone), turn.language)
    return turn.say("announcement.at_once_urgent" if one.urgent else "announcement.at_once")


def approve(turn: Turn, subject: str, _extra: str) -> None:
    """[อนุมัติ]"""

    def do(staff: Staff, one: Announcement) -> None:
        if not service.approve(turn.session, one, staff, turn.now):
            _not_now(turn, staff, one)
            return
        telling.tell_author(turn.session, one, "approved", turn.now)
        see = Button(turn.say("announcement.see"), Act(telling.STATE, str(one.id)))
        text = turn.say("announcement.approved", number=one.id, when=when_of(turn, one))
        turn.answer.must(Bubble(text, buttons=(see,)))

    with_one(turn, subject, do)


def refuse(turn: Turn, subject: str, _extra: str) -> None:
    """[ไม่อนุมัติ] asks why."""

    def do(staff: Staff, one: Announcement) -> None:
        if one.state is not AnnouncementState.ASKED or not service.may_decide(staff, one):
            _not_now(turn, staff, one)
        else:
            drive.open_form(turn, REFUSE, subject=str(one.id))

    with_one(turn, subject, do)


def _refused(turn: Turn, subject: str, why: str) -> None:
    def do(staff: Staff, one: Announcement) -> None:
        if not service.refuse(turn.session, one, staff, why, turn.now):
            _not_now(turn, staff, one)
            return
        telling.tell_author(turn.session, one, "refused", turn.now)
        turn.answer.must(Bubble(turn.say("announcement.refused", number=one.id)))

    with_one(turn, subject, do)


def _not_now(turn: Turn, staff: Staff, one: Announcement) -> None:
    """One's own, or decided already: how it stands."""
    own = staff.id == one.author_id and one.state is AnnouncementState.ASKED
    key = "announcement.own" if own else "announcement.decided"
    see = Button(turn.say("announcement.see"), Act(telling.STATE, str(one.id)))
    turn.answer.say(Bubble(turn.say(key, number=one.id), buttons=(see,)))
