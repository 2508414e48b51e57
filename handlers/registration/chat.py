"""What this room brings: «ลงชื่อ AD7K» from a QR, «ลงชื่อ» without a code, and what follows."""

from __future__ import annotations

from collections.abc import Sequence

from base.thai.text import cut
from bot.dialogue import drive
from bot.dialogue.speaker import names, speak_as
from bot.dialogue.tables import village_label
from bot.inbox.parts import Part
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Action, Bubble, Button, OpenKeyboard
from handlers.registration import phone, service, telling
from handlers.registration.claims import Claims
from handlers.registration.codes import bare_code, code_after_word
from handlers.registration.friend import add_friend
from handlers.registration.rooms import LONGEST_NAME, after_code, rooms, say_shared
from handlers.registration.service import Looked, Standing
from models.kept import MOVE
from models.mailbox import Conversation
from models.people import Person


def part(claims: Claims) -> Part:
    """`claims` settles who asks for a name that the roster or another phone has."""
    return Part(
        first=(hears_code,),
        acts={
            "registration.open": lambda turn, _subject, _extra: sign_up(turn),
            "registration.add": lambda turn, _subject, _extra: ask_by_village(turn),
            "registration.yes": yes,
            "registration.no": no,
            "registration.new_phone": phone.act_begin,
            "registration.not_phone": phone.act_other,
            "registration.forgot": lambda turn, _subject, _extra: phone.begin_by_name(turn),
            "registration.case_code": phone.case_code_gone,
            **claims.acts(),
        },
        words={"register": sign_up, "new_phone": phone.begin},
        ears=(hears_bare_code, phone.says_forgot),
        forms=rooms(by_code),
        unsent={MOVE: phone.forget},
        unwanted={telling.ASKED_OLD: telling.unwanted},
    )


def new_phone() -> Part:
    """To be heard after what is said in an open case, which is for its officer."""
    return Part(ears=(phone.says_so,))


def hears_code(turn: Turn) -> bool:
    """The QR types «ลงชื่อ AD7K» for people: heard first, whatever is open."""
    code = code_after_word(turn.text)
    if code is None:
        return False
    by_code(turn, code)
    return True


def hears_bare_code(turn: Turn) -> bool:
    """Somebody typed only what stands on the card."""
    code = bare_code(turn.text)
    if code is None:
        return False
    by_code(turn, code)
    return True


def by_code(turn: Turn, code: str) -> None:
    found = service.look_up(turn.session, turn.person_account, code, turn.now)
    if found.standing is Standing.FREE and found.person is not None:
        _ask_who(turn, code, found.person)
    else:
        _cannot(turn, code, found)


def yes(turn: Turn, code: str, _extra: str) -> None:
    """Pressed twice it says so and changes nothing."""
    found = service.accept(turn.session, turn.person_account, code, turn.now)
    if found.standing is Standing.FREE and found.person is not None:
        speak_as(turn, found.person)
        say_shared(turn)
        after_code(turn, found.person.id, found.person.called or "")
    else:
        _cannot(turn, code, found)


def no(turn: Turn, code: str, _extra: str) -> None:
    ended = service.refuse(turn.session, turn.person_account, code, turn.now)
    if ended is None:
        _say(turn, "not_me_said", [_CASE, _BY_VILLAGE])
    elif set(ended) <= AFTER_YES:
        turn.tell("registration.undone")
    else:
        turn.tell("registration.undone_with_forms")


def own_words(turn: Turn, conversation: Conversation, name: str) -> list[Bubble] | None:
    """Of the questions after «ใช่ ฉันเอง»: whatever becomes of them, the name stands."""
    if name == "kept":
        said = Bubble(turn.say(f"registration.kept_{conversation.room}"))
    elif name == "cancelled":
        said = _stands(turn, conversation.subject)
    else:
        return None
    offer = add_friend(turn)
    return [said, offer] if offer else [said]


def _stands(turn: Turn, person_id: str) -> Bubble:
    """The name stands; while it can be undone by a tap, how."""
    code = service.code_used(turn.session, turn.person_account, person_id, turn.now)
    if code is None:
        return Bubble(turn.say("registration.stands"))
    not_me = Button(turn.say("registration.not_me"), Act("registration.no", code))
    undo = turn.say("registration.stands_undo")
    return Bubble(f"{turn.say('registration.stands')}\n{undo}", buttons=(not_me,))


def sign_up(turn: Turn) -> None:
    """Without a code. On a phone that is somebody's already, it asks before adding another."""
    others = _names(turn)
    if not others:
        ask_by_village(turn)
        return
    _say(turn, "here_already", [("add_person", Act("registration.add")), _MINE], others=others)


def ask_by_village(turn: Turn) -> None:
    drive.open_form(turn, "register")


AFTER_YES = {"arrival", "rehearsal"}  # forms that only ask whom the code says they are
_HUMAN = ("human", Act("talk.human"))
_CASE = ("case", Act("case.open"))
_MINE = ("see_mine", Act("mydata.open"))
_FORGOT = ("forgot", Act("registration.forgot"))
_BY_VILLAGE = ("by_village", Act("registration.open"))


def _cannot(turn: Turn, code: str, found: Looked) -> None:
    match found.standing:
        case Standing.MINE:
            called = found.person.called if found.person else ""
            _say(turn, "already", [], called=called or "")
        case Standing.USED | Standing.FREE:
            _say(turn, "code_used", [("change", Act("registration.change", code)), _HUMAN])
        case Standing.TOO_MANY:
            _say(turn, "too_many", [_HUMAN])
        case Standing.UNKNOWN:
            again = OpenKeyboard(turn.say("registration.register_word"))
            offers: list[tuple[str, Action]] = [("type_again", again), _FORGOT, _BY_VILLAGE, _HUMAN]
            _say(turn, "code_wrong", offers, code=code)


def _ask_who(turn: Turn, code: str, person: Person) -> None:
    others, who = _names(turn), _who(turn, person)
    buttons = [
        ("yes_me", Act("registration.yes", code)),
        ("not_me", Act("registration.no", code)),
    ]
    if others:
        _say(turn, "another_too", buttons, others=others, who=who)
    else:
        _say(turn, "is_it_you", buttons, who=who)


def _who(turn: Turn, person: Person) -> str:
    village = service.village_of(turn.session, person.id)
    place = village_label(village, turn.language) if village else ""
    cohort = service.cohort_of(turn.session, person.id)
    key = "registration.who_cohort" if cohort else "registration.who"
    number = {"cohort": cohort.number} if cohort else {}
    return turn.say(key, called=person.called or "", place=place, **number).strip(" ,")


def _names(turn: Turn) -> str:
    return ", ".join(cut(one, LONGEST_NAME) for one in names(turn)) if turn.people else ""


def _say(turn: Turn, name: str, offers: Sequence[tuple[str, Action]], /, **values: object) -> None:
    known = turn.context.routes.acts
    buttons = tuple(
        Button(turn.say(f"registration.{label}"), action)
        for label, action in offers
        if not isinstance(action, Act) or action.name in known
    )
    turn.answer.say(Bubble(turn.say(f"registration.{name}", **values), buttons=buttons))
