"""«แก้ข้อมูล»: what one is called, village, number, language; each change is in the audit log.

The log says what was changed and when, not what it was: names and numbers that are deleted must not
stand there. A village of which somebody is more than a villager is the office's to confirm.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from base.i18n import LANGUAGES, say
from base.thai.digits import to_arabic
from base.thai.text import normalize, strip_particles
from bot.dialogue import drive
from bot.dialogue.rooms import Answers, FormRoom
from bot.dialogue.speaker import asks_who
from bot.dialogue.tables import place_rows, village_label
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from forms.question import At, Heard, HeardKind, Json, Question, Reading
from handlers.mydata.service import LAST_DIGITS
from models.kept import CLAIM, Kept, discard, kept_for
from models.mailbox import Conversation
from models.menus import speak_in
from models.people import Membership, Person, memberships_of, move_village
from models.places import Village
from models.staff import note
from models.words import KeptState, Role

NAME = "mydata_fix"
SOURCE = Path(__file__).parent / "forms" / "fix.md"
ALARM = "message"
NO_NUMBER = "none"


def room() -> FormRoom:
    return FormRoom(
        NAME, SOURCE, place_rows, _finish, readers={"phone": phone}, known=_known, draw=_plain
    )


def begin(turn: Turn, _subject: str, _extra: str) -> None:
    if not asks_who(turn):
        drive.open_form(turn, NAME)


def phone(
    heard: Heard, question: Question, answers: Mapping[str, Json], memory: Json, at: At
) -> Reading:
    """«๐๘๑-๒๓๔ ๕๖๗๘», «+66 81 234 5678», «ลบเบอร์»."""
    del answers, memory, at
    text = heard.value if heard.kind is HeardKind.TEXT and isinstance(heard.value, str) else ""
    plain = strip_particles(to_arabic(normalize(text))).casefold()
    if plain in _remove_words():
        return Reading(values={question.name: NO_NUMBER})
    digits = re.sub(r"^\+?66", "0", re.sub(r"[\s().\-]", "", plain))
    return Reading(values={question.name: digits}) if digits.isdecimal() else Reading()


def _remove_words() -> set[str]:
    return {word for one in LANGUAGES for word in say("mydata.remove_words", one).split("|")}


def _plain(_turn: Turn, _conversation: Conversation, asked: Question) -> Question:
    return replace(asked, position=0, total=0)


def _known(turn: Turn, _conversation: Conversation) -> Mapping[str, str]:
    held = _in_villages(turn, turn.speaker) if turn.speaker else []
    codes = " ".join(dict.fromkeys(one.village_code or "" for one in held))
    return {"signed": "yes" if turn.speaker else "", "villages": codes}


def _in_villages(turn: Turn, person: Person) -> list[Membership]:
    return [one for one in memberships_of(turn.session, person.id) if one.village_code]


def _finish(turn: Turn, conversation: Conversation, found: Answers) -> None:
    """What was typed is kept nowhere beside what it was typed for: a number may be taken out."""
    turn.session.flush()
    discard(turn.session, kept_for(turn.session, f"conversation:{conversation.id}:"), turn.now)
    turn.event.payload = None
    what, person = str(found["what"]), turn.speaker
    if what == "language":
        _set_language(turn, str(found["language"]))
    elif what == "other" or person is None:
        turn.context.routes.acts["talk.human"](turn, "", "")
    elif what == "called":
        person.called = str(found["called"])
        _log(turn, person, "called")
        _say(turn, "fixed_called", called=person.called)
    elif what == "phone":
        _set_phone(turn, person, str(found["phone"]))
    else:
        _set_village(turn, person, str(found.get("moved_from") or ""), str(found["village"]))


def _set_language(turn: Turn, language: str) -> None:
    account, before = turn.person_account, turn.person_account.language
    speak_in(turn.session, account, language, turn.now)
    detail = f"language {before} > {language}"
    note(turn.session, turn.now, None, "mydata.fix", account.id, detail)
    _say(turn, "fixed_language")


def _set_phone(turn: Turn, person: Person, number: str) -> None:
    person.phone = None if number == NO_NUMBER else number
    _log(turn, person, "phone")
    if person.phone is None:
        _say(turn, "fixed_no_phone")
    else:
        _say(turn, "fixed_phone", digits=person.phone[-LAST_DIGITS:])


def _set_village(turn: Turn, person: Person, before: str, code: str) -> None:
    held = _in_villages(turn, person)
    old = next((one for one in held if before in ("", one.village_code)), None)
    place = village_label(turn.session.get_one(Village, code), turn.language)
    if any(one.village_code == code for one in held):
        _say(turn, "village_same", place=place)
    elif old is not None and old.role is not Role.VILLAGER:
        _ask_staff(turn, person, old, place)
    else:
        move_village(turn.session, person.id, old, code, turn.now)
        was = old.village_code if old else "-"
        _log(turn, person, f"village {was} > {code}")
        _say(turn, "fixed_village", place=place)


def _ask_staff(turn: Turn, person: Person, old: Membership, place: str) -> None:
    """A leader's village, or a trainee's, is what the office knows: it changes when they say so."""
    role = turn.say(f"mydata.role_{old.role.value}")
    was = village_label(turn.session.get_one(Village, old.village_code or ""), turn.language)
    wish = turn.say(
        "mydata.wants_village", called=person.called or "", role=role, was=was, place=place
    )
    left = Kept(mailbox_key=turn.mailbox.key, account_id=turn.person_account.id, kind="claim")
    left.person_id, left.text, left.said_at = person.id, wish, turn.event.occurred_at
    left.state, left.used_for = KeptState.FOR_STAFF, CLAIM
    turn.session.add(left)
    turn.session.flush()
    turn.context.alarm(turn.session, ALARM, str(left.id), turn.now)
    _log(turn, person, "village asked of the office")
    _say(turn, "village_asked", was=was)


def _log(turn: Turn, person: Person, what: str) -> None:
    note(turn.session, turn.now, None, "mydata.fix", person.id, what)


def _say(turn: Turn, name: str, /, **values: object) -> None:
    """What is now true, and the way to change it again."""
    again = Button(turn.say("mydata.fix_again"), Act("mydata.fix"))
    see = Button(turn.say("mydata.see"), Act("mydata.open"))
    turn.answer.must(Bubble(turn.say(f"mydata.{name}", **values), buttons=(see, again)))
