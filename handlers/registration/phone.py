"""A new phone: its owner says so, an officer looks whether it is the same human, then all moves.

Whatever is typed gets the same answer: who guesses at names and numbers learns nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from base.i18n import LANGUAGES, say
from base.ids import row_number
from base.thai.digits import to_arabic
from base.thai.format import Lang, long_date
from base.thai.text import normalize, strip_particles
from bot.dialogue import drive
from bot.dialogue.keeping import keep
from bot.dialogue.rooms import Answers, FormRoom
from bot.dialogue.tables import place_rows
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from forms.question import At, Heard, HeardKind, Json, Question, Reading
from handlers.registration import moving, telling
from handlers.registration.friend import goodbye
from models.holidays import office
from models.kept import MOVE, Kept, kept_for, loose, settled_as, use
from models.mailbox import Conversation
from models.people import Person

NAME, BY_NAME = "new_phone", "by_name"
FORMS = Path(__file__).parent / "forms"
ALARM = "message"
LONGEST = 100
# «ผมเปลี่ยนโทรศัพท์แล้ว ของเดิมหายหมด», «I have a new phone»; not «the new phone line is broken».
_DONE = r"(?:เครื่อง|ใหม่|แล้ว|มา|หาย)*(?=ค่ะ|ครับ|นะ|\s|$)"
_SAYS_SO = re.compile(
    rf"เปลี่ยน(?:มือถือ|โทรศัพท์(?:มือถือ)?|ไลน์){_DONE}"
    r"|\b(?:(?:have|got|bought|from|on|is) (?:a|my) new|changed my) phone(?=\s*(?:[.,!;]|and\b|$))",
    re.IGNORECASE,
)
# A pump and a phone are both «เครื่อง», an office has a number too, and a phone may be stolen.
_MAY_SAY_SO = re.compile(
    rf"(?:เปลี่ยน(?:เครื่อง|ซิม|เบอร์)|(?:มือถือ|โทรศัพท์|ไลน์|ซิม|เบอร์)(?=ใหม่|หาย)){_DONE}"
)
_BOTH = re.compile(r"(?P<name>.*\D)??(?P<digits>\d{4})", re.DOTALL)


def rooms() -> tuple[FormRoom, FormRoom]:
    """A new phone; and who stands in the roster and has no code at hand."""
    return _room(NAME), _room(BY_NAME)


def _room(name: str) -> FormRoom:
    readers = {"name_and_digits": name_and_digits}
    source = FORMS / f"{name}.md"
    return FormRoom(name, source, place_rows, _asked, readers=readers, anybodys=True)


def begin(turn: Turn) -> None:
    drive.open_form(turn, NAME)


def begin_by_name(turn: Turn) -> None:
    """[ลืมรหัส]: name and number only ask; staff look."""
    drive.open_form(turn, BY_NAME)


def says_forgot(turn: Turn) -> bool:
    """An ear, not a word that always works: in the form that asks for a case's code it is about
    that one. Nobody who sent something without a name is asked for theirs."""
    if strip_particles(normalize(turn.text)).casefold() not in _forgot_words():
        return False
    buttons = (
        Button(turn.say("registration.code_of_card"), Act("registration.forgot")),
        Button(turn.say("registration.code_of_case"), Act("registration.case_code")),
    )
    turn.answer.say(Bubble(turn.say("registration.which_code"), buttons=buttons))
    return True


def _forgot_words() -> set[str]:
    return {word for one in LANGUAGES for word in say("registration.forgot_words", one).split("|")}


def case_code_gone(turn: Turn, _subject: str, _extra: str) -> None:
    """[รหัสของเรื่องที่แจ้ง]"""
    case = Button(turn.say("registration.case"), Act("case.open"))
    turn.answer.say(Bubble(turn.say("registration.case_code_gone"), buttons=(case,)))


def act_begin(turn: Turn, subject: str, _extra: str) -> None:
    """[ใช่]; `subject` is the message that said so, which belongs to the form from now on."""
    now_open = drive.current(turn)
    if now_open is not None and now_open.room == NAME:  # pressed twice
        drive.ask(turn, now_open)
        return
    conversation = drive.open_form(turn, NAME)
    use(_loose(turn, subject), f"conversation:{conversation.id}:said")


def act_other(turn: Turn, subject: str, _extra: str) -> None:
    """[ไม่ใช่]: what was said waits to hear what it is for."""
    buttons = (
        Button(turn.say("registration.case"), Act("case.open", subject)),
        Button(turn.say("registration.human"), Act("talk.human")),
    )
    turn.answer.say(Bubble(turn.say("registration.another_matter"), buttons=buttons))


def says_so(turn: Turn) -> bool:
    """An ear: somebody writes from a new phone, in whatever words around it. Where it may be about
    something else, it is kept and asked."""
    text = strip_particles(turn.text) if len(turn.text) <= LONGEST else ""
    if _SAYS_SO.search(text):
        begin(turn)
    elif _MAY_SAY_SO.search(text):
        _ask(turn, str(keep(turn).id))
    else:
        return False
    return True


def _ask(turn: Turn, said: str) -> None:
    buttons = (
        Button(turn.say("registration.phone_yes"), Act("registration.new_phone", said)),
        Button(turn.say("registration.phone_no"), Act("registration.not_phone", said)),
    )
    turn.answer.deferred = True
    turn.answer.say(Bubble(turn.say("registration.is_new_phone"), buttons=buttons))


def _loose(turn: Turn, subject: str) -> list[Kept]:
    return [row for row in loose(turn.session, turn.mailbox.key) if str(row.id) == subject]


def name_and_digits(
    heard: Heard,
    question: Question,  # noqa: ARG001
    answers: Mapping[str, Json],
    memory: Json,  # noqa: ARG001
    at: At,  # noqa: ARG001
) -> Reading:
    """«สายฝน ใจสมมุติ 4471»: both at once, or whichever was asked."""
    text = heard.value if heard.kind is HeardKind.TEXT and isinstance(heard.value, str) else ""
    match = _BOTH.fullmatch(strip_particles(to_arabic(normalize(text))))
    if match is None:
        return Reading()
    name = (match["name"] or "").strip(" ,.:-") or answers.get("full_name")
    values: dict[str, Json] = {"digits": match["digits"]}
    return Reading(values=values | ({"full_name": name} if name else {}))


def _asked(turn: Turn, conversation: Conversation, found: Answers) -> None:
    wanted = moving.Wanted(str(found["full_name"]), str(found["digits"]))
    key = "wants_to_move" if conversation.room == NAME else "wants_to_claim"
    text = turn.say(f"registration.{key}", name=wanted.name, digits=wanted.digits)
    people = moving.matching(turn.session, wanted)
    note = ask_staff(turn, f"{text} {_known(turn, people)}", people)
    if note is not None:
        for row in kept_for(turn.session, f"conversation:{conversation.id}:"):
            row.used_for, row.text = f"{MOVE}:{note.id}:said", None


def ask_staff(turn: Turn, text: str, people: Sequence[Person]) -> Kept | None:
    """The note, the officers' notice, a word to the phone that has the name now. Five an hour:
    None after that. Whatever was found, the answer is the same."""
    if not moving.may_try(turn.session, turn.person_account, turn.now):
        human = Button(turn.say("registration.human"), Act("talk.human"))
        turn.answer.say(Bubble(turn.say("registration.too_many"), buttons=(human,)))
        return None
    account, at = turn.person_account, turn.event.occurred_at
    about = people[0] if len(people) == 1 else None
    person_id = about.id if about else None
    note = moving.ask(turn.session, turn.mailbox.key, account, text, at, person_id)
    turn.context.alarm(turn.session, ALARM, str(note.id), turn.now)
    if about is not None:
        telling.ask_old_phones(turn.session, note, about, account, turn.now)
    case = Button(turn.say("registration.case"), Act("case.open"))
    said = turn.say("registration.move_asked", day=_day(turn))
    turn.answer.must(Bubble(said, buttons=(case,)))
    goodbye(turn, "")
    return note


def _known(turn: Turn, people: Sequence[Person]) -> str:
    """For the officer: whom the roster knows by that name and number."""
    names = [one.full_name or one.called or "" for one in people]
    if not names:
        return turn.say("registration.matches_nobody")
    return turn.say("registration.matches", names=", ".join(names))


def _day(turn: Turn) -> str:
    language: Lang = "en" if turn.language == "en" else "th"
    return long_date(office(turn.session).next_working_day(turn.happened_at.date()), language)


def forget(session: Session, subject: str, _field: str) -> None:
    """Name or digits were unsent: the note that repeats them goes too."""
    number = row_number(subject)
    found = session.get(Kept, number) if number is not None else None
    if found is not None and settled_as(found) == MOVE:
        moving.drop(found)
