"""Who has taken note of an announcement and who has not: names, ten at a time."""

from __future__ import annotations

import sqlalchemy as sa

from base.thai.format import clock
from bot.dialogue.tables import village_label
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.announce import saying, service
from handlers.announce.deciding import with_one
from models.announcements import Announcement, Recipient, who_noted, without_note
from models.people import Person
from models.places import Village
from models.staff import Staff

WHO, NOTED, REMIND = "announcement.who", "announcement.noted_by", "announcement.remind"
AT_ONCE = 10  # names, or villages, in a bubble


def who(turn: Turn, subject: str, extra: str) -> None:
    """[ใครยังไม่รับทราบ]; `extra` is the row to go on after."""

    def do(_staff: Staff, one: Announcement) -> None:
        rows = _rows(turn, without_note(one.id, _after(extra)))
        if not rows:
            _none(turn, one, "announcement.no_more" if _after(extra) else "announcement.all_noted")
            return
        remind = [Button(turn.say("announcement.remind"), Act(REMIND, str(one.id)))]
        if service.may_be_corrected(turn.session, one):  # nobody has got it
            remind = []
        buttons = [*_more(turn, one, rows, WHO), *remind, _other(turn, one, NOTED)]
        _say(turn, one, "announcement.not_noted", [_name(turn, row) for row in rows], buttons)

    with_one(turn, subject, do)


def noted(turn: Turn, subject: str, extra: str) -> None:
    """[ใครรับทราบแล้ว], with when it was."""

    def do(_staff: Staff, one: Announcement) -> None:
        rows = _rows(turn, who_noted(one.id, _after(extra)))
        if not rows:
            turn.tell("announcement.no_more" if _after(extra) else "announcement.none_noted")
            return
        buttons = [*_more(turn, one, rows, NOTED), _other(turn, one, WHO)]
        named = [f"{_name(turn, row)} {_when(turn, row)}" for row in rows]
        _say(turn, one, "announcement.have_noted", named, buttons)

    with_one(turn, subject, do)


def village_of(turn: Turn, code: str | None) -> str:
    village = turn.session.get(Village, code) if code else None
    return village_label(village, turn.language) if village else turn.say("announcement.no_village")


def _after(extra: str) -> int:
    return int(extra) if extra.isascii() and extra.isdecimal() and len(extra) < 10 else 0


def _rows(turn: Turn, chosen: sa.Select[Recipient]) -> list[Recipient]:
    """One more than are shown."""
    return list(turn.session.scalars(chosen.limit(AT_ONCE + 1)))


def _say(turn: Turn, one: Announcement, key: str, named: list[str], buttons: list[Button]) -> None:
    """The notification names nobody."""
    text = "\n".join([turn.say(key), *named[:AT_ONCE]])
    alt = turn.say("announcement.names_alt", number=one.id)
    turn.answer.say(Bubble(text, buttons=tuple(buttons), alt=alt))


def _none(turn: Turn, one: Announcement, key: str) -> None:
    turn.answer.say(Bubble(turn.say(key), buttons=(_other(turn, one, NOTED),)))


def _more(turn: Turn, one: Announcement, rows: list[Recipient], act: str) -> list[Button]:
    if len(rows) <= AT_ONCE:
        return []
    return [Button(turn.say("announcement.more"), Act(act, str(one.id), str(rows[AT_ONCE - 1].id)))]


def _other(turn: Turn, one: Announcement, act: str) -> Button:
    return Button(turn.say(act), Act(act, str(one.id)))


def _name(turn: Turn, row: Recipient) -> str:
    person = turn.session.get(Person, row.person_id) if row.person_id else None
    called = (person.called or person.full_name) if person else None
    named = called or turn.say("announcement.somebody")
    return f"{named} {village_of(turn, row.village_code)}"


def _when(turn: Turn, row: Recipient) -> str:
    at = (row.acknowledged_at or turn.now).astimezone(turn.context.zone)
    if at.date() == turn.happened_at.date():
        return clock(at.time(), saying.lang(turn.language))
    return saying.when_in_words(at, turn.language)
