"""«ส่งแบบฟอร์ม», «แบบฟอร์ม», «อัดเสียง»: words and buttons of staff, and of nobody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from base.i18n import LANGUAGES, say
from base.thai.text import cut, normalize, strip_particles
from bot.dialogue import drive
from bot.dialogue.rooms import Answers, FormRoom
from bot.dialogue.tables import place_rows
from bot.inbox.parts import Part
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from forms import Heard, HeardKind, Question, Reader
from handlers.bringing import recording, trying
from handlers.bringing.sending import mark
from handlers.bringing.tasks import Looking, plan_look
from handlers.bringing.telling import LIST, RECORD, SEND, TRY
from models.kept import Kept
from models.mailbox import Conversation
from models.staff import staff_of
from models.stored_forms import StoredForm, forms_in_use
from models.words import KeptState

ROOM = "form_bring"
SOURCE = Path(__file__).parent / "forms" / "bring.md"
SHOWN = 5
LONGEST_WORD = 40
_FILES = (HeardKind.FILE, HeardKind.IMAGE, HeardKind.AUDIO, HeardKind.VIDEO)

OfForm = Callable[[Turn, StoredForm], None]


def part(readers: Mapping[str, Reader]) -> Part:
    """`readers` are those that a form may name; they are asked when one is read."""
    return Part(
        first=(staff_words,),
        acts={
            SEND: lambda turn, _subject, _extra: send(turn),
            LIST: lambda turn, _subject, _extra: show(turn, TRY),
            TRY: of_form(trying.begin),
            RECORD: of_form(recording.begin),
        },
        forms=(room(), trying.room(readers), recording.room()),
        tasks=(Looking(lambda: readers).kind(),),
    )


def room() -> FormRoom:
    return FormRoom(
        name=ROOM, source=SOURCE, rows=place_rows, finish=_finish, draw=_draw, listen=_listen
    )


def staff_words(turn: Turn) -> bool:
    """An ear before all others: a form that is open is put aside. Nobody else's words change."""
    short = 0 < len(turn.text) <= LONGEST_WORD
    plain = strip_particles(normalize(turn.text)).casefold() if short else ""
    do = _WORDS.get(_meaning(plain)) if plain else None
    if do is None or turn.late or staff_of(turn.session, turn.person_account.id) is None:
        return False
    do(turn)
    return True


def _meaning(plain: str) -> str:
    for name in _WORDS:
        for language in LANGUAGES:
            if plain in say(f"bringing.words_{name}", language).split("|"):
                return name
    return ""


def send(turn: Turn) -> None:
    """«ส่งแบบฟอร์ม»"""
    if is_staff(turn):
        drive.open_form(turn, ROOM)


def show(turn: Turn, act: str) -> None:
    """The forms in use, to do `act` with one of them."""
    if not is_staff(turn):
        return
    found = forms_in_use(turn.session)
    bring = Button(turn.say("bringing.send"), Act(SEND))
    if not found:
        turn.answer.say(Bubble(turn.say("bringing.none"), buttons=(bring,)))
        return
    buttons = [Button(_label(one), Act(act, one.digest)) for one in found[:SHOWN]]
    key = "which_to_record" if act == RECORD else "which"
    text = turn.say(f"bringing.{key}", count=len(found))
    turn.answer.say(Bubble(text, buttons=(*buttons, bring)))


def record(turn: Turn) -> None:
    """«อัดเสียง»: of one form at once, of several the one that is chosen."""
    found = forms_in_use(turn.session)
    if len(found) == 1 and is_staff(turn):
        recording.begin(turn, found[0])
    else:
        show(turn, RECORD)


def _label(form: StoredForm) -> str:
    return cut(form.title or form.name, 36)


def of_form(do: OfForm) -> Callable[[Turn, str, str], None]:
    """What a button does to the form that it names, for staff."""

    def act(turn: Turn, digest: str, _extra: str) -> None:
        if not is_staff(turn):
            return
        form = turn.session.get(StoredForm, digest) if digest else None
        if form is None:
            show(turn, TRY)
        else:
            do(turn, form)

    return act


def is_staff(turn: Turn) -> bool:
    """Whoever is none is led back as from any other button that is past."""
    if staff_of(turn.session, turn.person_account.id) is not None:
        return True
    turn.context.routes.stale(turn, "", "")
    return False


def _draw(turn: Turn, _conversation: Conversation, question: Question) -> Question:
    return replace(question, extras={**question.extras, "cancel_label": turn.say("chat.cancel")})


def _listen(turn: Turn, conversation: Conversation, _asked: Question, heard: Heard) -> bool:
    """A file is looked at when its bytes are here; its reply token waits for what comes of it."""
    if heard.kind not in _FILES or turn.file is None:
        return False
    row = _kept(turn, conversation)
    plan_look(turn.session, row, conversation, turn.now)
    return True


def _kept(turn: Turn, conversation: Conversation) -> Kept:
    assert turn.file is not None
    name = turn.message.get("fileName")
    row = Kept(
        mailbox_key=turn.mailbox.key,
        account_id=turn.person_account.id,
        message_id=turn.file.message_id,
        kind=turn.message_type,
        text=name if isinstance(name, str) else None,
        file_id=turn.file.id,
        state=KeptState.USED,
        used_for=mark(conversation),
        said_at=turn.event.occurred_at,
    )
    turn.session.add(row)
    turn.session.flush()
    return row


def _finish(turn: Turn, _conversation: Conversation, _answers: Answers) -> None:
    """Its one question is answered by what `tasks.tell` says; nothing else ends it."""
    send(turn)


_WORDS: dict[str, Callable[[Turn], None]] = {
    "send": send,
    "list": lambda turn: show(turn, TRY),
    "record": record,
}
