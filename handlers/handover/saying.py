"""How a talk is spoken of, to either side. No notification tells what was said."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from base.i18n import say
from bot.messages.bubbles import Act, Bubble, Button
from bot.outbox.write import Push, put_push
from models.cases import Case
from models.files import File
from models.handover import Handover, album_key, over_key, relay_key, spoken_key
from models.kept import Kept
from models.people import Account, Person, people_of
from models.staff import Staff
from models.words import Priority

TAKE, GIVE_BACK, BACK = "handover.take", "handover.give_back", "handover.back"
_KINDS = {"image", "audio", "video", "file", "location", "sticker"}


def give_back_button(talk: Handover, language: str) -> Button:
    return Button(say("handover.give_back", language), Act(GIVE_BACK, str(talk.id)))


def back_button(talk: Handover, language: str) -> Button:
    return Button(say("handover.back", language), Act(BACK, str(talk.id)))


def name_of(session: Session, case: Case, account: Account, language: str) -> str:
    """What whoever told the case is called; where that is not known, of one who is alone there."""
    teller = session.get(Person, case.reported_by) if case.reported_by else None
    people = [teller] if teller else people_of(session, account.id)
    named = people[0].called if len(people) == 1 else None
    return named or say("handover.somebody", language)


def relayed(session: Session, talk: Handover, kept: Kept, words: str | None, now: datetime) -> None:
    """The person's words to the officer, as they were said; an album is one thing that was sent."""
    case, staff = session.get_one(Case, talk.case_id), session.get_one(Staff, talk.staff_id)
    account, language = session.get_one(Account, talk.account_id), staff.account.language
    name = name_of(session, case, account, language)
    kind = kept.kind if kept.kind in _KINDS else "other"
    text = (
        say("handover.said", language, name=name, words=words)
        if kept.kind == "text" and words
        else say(f"handover.sent_{kind}", language, name=name)
    )
    see = Button(say("handover.see", language), Act("staff.case", case.id))
    buttons = (see, give_back_button(talk, language))
    file = session.get(File, kept.file_id) if kept.file_id else None
    album = file.image_set if file is not None else None
    key = album_key(talk.id, album) if album else relay_key(kept.id)
    told = _about(case, text, language, *buttons)
    _push(session, staff.account, told, key, now, Priority.STAFF)


def to_person(
    session: Session, talk: Handover, text: str, key: str, now: datetime, *, first: bool
) -> None:
    """The officer's words under their own name; with the first ones the way back to the bot."""
    case, staff = session.get_one(Case, talk.case_id), session.get_one(Staff, talk.staff_id)
    account = session.get_one(Account, talk.account_id)
    buttons = (back_button(talk, account.language),) if first else ()
    alt = say("handover.alt", account.language, running=case.running)
    told = Bubble(text, buttons=buttons, sender=staff.name, alt=alt)
    _push(session, account, told, spoken_key(talk.id, key), now)


def tell_person(
    session: Session, talk: Handover, key: str, now: datetime, due: datetime | None = None
) -> None:
    account = session.get_one(Account, talk.account_id)
    case = session.get_one(Case, talk.case_id)
    text = say(key, account.language, running=case.running)
    menu = Button(say("handover.menu", account.language), Act("talk.menu"))
    told = _about(case, text, account.language, menu)
    _push(session, account, told, over_key(talk.id), now, due=due)


def tell_staff(session: Session, talk: Handover, key: str, now: datetime) -> None:
    staff = session.get_one(Staff, talk.staff_id)
    case, language = session.get_one(Case, talk.case_id), staff.account.language
    see = Button(say("handover.see", language), Act("staff.case", case.id))
    told = _about(case, say(key, language, running=case.running), language, see)
    _push(session, staff.account, told, f"{over_key(talk.id)}-staff", now, Priority.STAFF)


def _about(case: Case, text: str, language: str, *buttons: Button) -> Bubble:
    return Bubble(text, buttons=buttons, alt=say("handover.alt", language, running=case.running))


def _push(
    session: Session,
    account: Account,
    told: Bubble,
    key: str,
    now: datetime,
    priority: Priority = Priority.ASKED,
    due: datetime | None = None,
) -> None:
    """Words that may be taken back stand in no row once they are sent."""
    if account.line_user_id is None:
        return
    push = Push(
        to=account.line_user_id,
        mailbox_key=f"user:{account.line_user_id}",
        bubbles=[told],
        dedupe_key=key,
        priority=priority,
        due_at=due or now,
        forget=True,
    )
    put_push(session, push, now)
