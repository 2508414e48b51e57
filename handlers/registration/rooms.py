"""The three forms of signing up: by village; what comes after a code; the rehearsal of a photo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from base.i18n import say
from base.thai.text import cut
from bot.dialogue import drive
from bot.dialogue.rooms import Answers, FormRoom
from bot.dialogue.speaker import is_shared, names, speak_as
from bot.dialogue.tables import place_rows, village_label
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from bot.messages.bubbles import Answer as Choose
from bot.messages.questions import draw_question
from forms.question import Heard, HeardKind, Question, QuestionType
from handlers.registration import phone, service
from handlers.registration.codes import bare_code
from handlers.registration.friend import goodbye
from models.consents import PHOTO_PUBLICITY, record
from models.erasing import erase_file
from models.kept import kept_for
from models.mailbox import Conversation
from models.places import Village
from models.words import KeptState, Permission

FOLDER = Path(__file__).parent / "forms"
ALARM = "message"
LONGEST_NAME = 16  # grapheme clusters of each, where several are named

ByCode = Callable[[Turn, str], None]


def rooms(by_code: ByCode) -> tuple[FormRoom, ...]:
    """`by_code` answers a code that was typed where the form asked for a name."""

    def listen(turn: Turn, _c: Conversation, asked: Question, heard: Heard) -> bool:
        code = bare_code(str(heard.value)) if heard.kind is HeardKind.TEXT else None
        if asked.name != "called" or code is None:
            return False
        drive.cancel(turn, _c)
        by_code(turn, code)
        return True

    return (
        FormRoom(
            "register",
            FOLDER / "register.md",
            place_rows,
            _signed_up,
            draw=_plain,
            listen=listen,
            anybodys=True,
        ),
        FormRoom("arrival", FOLDER / "arrival.md", place_rows, _arrived, draw=_arrival),
        FormRoom(
            "rehearsal",
            FOLDER / "rehearsal.md",
            place_rows,
            _rehearsed,
            draw=_rehearsal,
            listen=_not_now,
        ),
        *phone.rooms(),
    )


def _plain(turn: Turn, _conversation: Conversation, asked: Question) -> Question:
    labels = {**asked.extras, "send_label": turn.say("registration.right")}
    return replace(asked, extras=labels) if asked.type is QuestionType.REVIEW else asked


def _signed_up(turn: Turn, _conversation: Conversation, found: Answers) -> None:
    account = turn.person_account
    code, called = str(found["village"]), str(found["called"])
    new = service.NewVillager(called, code, found["role"] == "leader")
    person = service.sign_up(turn.session, account, new, turn.now)
    speak_as(turn, person)
    place = village_label(turn.session.get_one(Village, code), turn.language)
    read_all = Button(turn.say("registration.read_all"), Act("talk.notice"))
    done = turn.say("registration.done_village", called=called, place=place)
    turn.answer.must(Bubble(done, buttons=(read_all,)))
    say_shared(turn)
    if new.says_leader:
        _claim(turn, f"{called} {turn.say('registration.claims_leader', place=place)}")
    goodbye(turn, "")


def say_shared(turn: Turn) -> None:
    """Where another uses the phone too: that it is asked who speaks, and who can read along."""
    if is_shared(turn):
        named = ", ".join(cut(one, LONGEST_NAME) for one in names(turn))
        turn.tell("registration.now_shared", names=named)


def _claim(turn: Turn, text: str) -> None:
    key, account = turn.mailbox.key, turn.person_account
    note = service.claim_to_lead(turn.session, key, account, text, turn.now)
    turn.context.alarm(turn.session, ALARM, str(note.id), turn.now)
    turn.tell("registration.done_leader")


def after_code(turn: Turn, person_id: str, called: str) -> None:
    """«ใช่ ฉันเอง» was pressed: what is used, one permission, a rehearsal."""
    drive.open_form(turn, "arrival", subject=person_id, prefill={"called": called})


def _arrival(turn: Turn, _conversation: Conversation, asked: Question) -> list[Bubble] | None:
    drawn = draw_question(asked, say, turn.language)
    if asked.name != "used_for" or asked.wrong >= 3:
        return drawn
    understood = Button(turn.say("registration.understood"), Choose("OK"), main=True)
    read_all = Button(turn.say("registration.read_all"), Act("talk.notice"))
    return [*drawn[:-1], replace(drawn[-1], buttons=(understood, read_all))]


def _arrived(turn: Turn, conversation: Conversation, found: Answers) -> None:
    answer = Permission(str(found["photos"]))
    person, account = conversation.subject, turn.person_account
    version = service.PHOTO_TEXT
    record(turn.session, account.id, person, PHOTO_PUBLICITY, version, answer, turn.now)
    said = turn.say(f"registration.photo_{answer.value}")
    drive.open_form(turn, "rehearsal", subject=person, prefill={"said": said})


def _rehearsal(turn: Turn, _conversation: Conversation, asked: Question) -> Question:
    return replace(asked, extras={"skip_label": turn.say("registration.later")})


def _not_now(turn: Turn, conversation: Conversation, _asked: Question, heard: Heard) -> bool:
    """The helper's label, typed."""
    later = turn.say("registration.later").casefold()
    if heard.kind is HeardKind.TEXT and str(heard.value).strip().casefold() == later:
        drive.feed(turn, conversation, Heard(HeardKind.SKIP))
        return True
    return False


def _rehearsed(turn: Turn, conversation: Conversation, _found: Answers) -> None:
    """The photo was only practice: it goes before it was ever fetched."""
    if turn.file is not None:
        erase_file(turn.session, turn.file, turn.now)
    for kept in kept_for(turn.session, f"conversation:{conversation.id}:"):
        kept.file_id, kept.state = None, KeptState.DISCARDED
    turn.tell("registration.rehearsed" if turn.file else "registration.not_rehearsed")
    goodbye(turn, "registration.ready")
