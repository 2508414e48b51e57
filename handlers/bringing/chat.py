"""«ส่งแบบฟอร์ม», «แบบฟอร์ม», «อัดเสียง»: words and buttons of staff, and of nobody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from base.i18n import LANGUAGES, say
from base.thai.text import cut, normalize, strip_particles
from bot.dialogue import drive
from bot.dialogue.rooms import Answers, FormRoom
from bot.dialogue.tables import place_rows
from bot.inbox.parts import Part
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from bot.messages.paging import paged
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


def part(readers: Mapping[str, Reader], spoken_too: Mapping[str, str]) -> Part:
    """`readers` are those that a form may name; they are asked when one is read. `spoken_too` are
    rooms of ours whose questions staff may speak, with the key of what they are called."""
    booth = Booth(spoken_too)
    words = {"send": send, "list": show, "record": booth.record}
    return Part(
        first=(StaffWords(words).hear,),
        acts={
            SEND: lambda turn, _subject, _extra: send(turn),
            LIST: lambda turn, subject, _extra: show(turn, _number(subject)),
            TRY: of_form(trying.begin),
            RECORD: booth.act,
        },
        forms=(room(), trying.room(readers), recording.room()),
        tasks=(Looking(lambda: readers).kind(),),
    )


def room() -> FormRoom:
    return FormRoom(
        name=ROOM, source=SOURCE, rows=place_rows, finish=_finish, draw=_draw, listen=_listen
    )


@dataclass(frozen=True)
class StaffWords:
    words: Mapping[str, Callable[[Turn], None]]

    def hear(self, turn: Turn) -> bool:
        """An ear before all others: an open form is put aside. Nobody else's words change."""
        short = 0 < len(turn.text) <= LONGEST_WORD
        plain = strip_particles(normalize(turn.text)).casefold() if short else ""
        do = self.words.get(self._meaning(plain)) if plain else None
        if do is None or turn.late or staff_of(turn.session, turn.person_account.id) is None:
            return False
        do(turn)
        return True

    def _meaning(self, plain: str) -> str:
        for name in self.words:
            for language in LANGUAGES:
                if plain in say(f"bringing.words_{name}", language).split("|"):
                    return name
        return ""


@dataclass(frozen=True)
class Booth:
    """«อัดเสียง» for forms that staff brought, and for those of `rooms`, which we have ourselves."""

    rooms: Mapping[str, str]

    def record(self, turn: Turn, page: int = 1) -> None:
        """Of one form at once, of several the one that is chosen."""
        if not is_staff(turn):
            return
        found = forms_in_use(turn.session)
        if found or len(self.rooms) != 1:
            self._offer(turn, found, page)
        else:
            recording.begin_ours(turn, next(iter(self.rooms)))

    def act(self, turn: Turn, subject: str, extra: str) -> None:
        """[อัดเสียง], and the button of one form: a room's name, or a digest; of none: a page."""
        if subject in self.rooms and is_staff(turn):
            recording.begin_ours(turn, subject)
        elif subject not in self.rooms:
            again = partial(self.record, page=_number(extra))
            of_form(recording.begin, again)(turn, subject, extra)

    def _offer(self, turn: Turn, found: list[StoredForm], page: int) -> None:
        ours = [Button(turn.say(key), Act(RECORD, name)) for name, key in self.rooms.items()]
        brought = _listed(turn, found, page, RECORD, lambda number: Act(RECORD, "", str(number)))
        text = turn.say("bringing.which_to_record", count=len(found) + len(ours))
        turn.answer.say(Bubble(text, buttons=(*brought, *ours)))


def send(turn: Turn) -> None:
    """«ส่งแบบฟอร์ม»"""
    if is_staff(turn):
        drive.open_form(turn, ROOM)


def show(turn: Turn, page: int = 1) -> None:
    """The forms in use, to try one of them."""
    if not is_staff(turn):
        return
    found = forms_in_use(turn.session)
    bring = Button(turn.say("bringing.send"), Act(SEND))
    if not found:
        turn.answer.say(Bubble(turn.say("bringing.none"), buttons=(bring,)))
        return
    buttons = _listed(turn, found, page, TRY, lambda number: Act(LIST, str(number)))
    text = turn.say("bringing.which", count=len(found))
    turn.answer.say(Bubble(text, buttons=(*buttons, bring)))


def _listed(
    turn: Turn, found: list[StoredForm], page: int, act: str, more: Callable[[int], Act]
) -> list[Button]:
    """One page of them, each doing `act`, and the way to the next page."""
    view = paged(found, page, SHOWN)
    buttons = [Button(_label(one), Act(act, one.digest)) for one in view.items]
    if view.has_more:
        buttons.append(Button(turn.say("chat.more"), more(view.number + 1)))
    return buttons


def _number(text: str) -> int:
    """Of a page, as a button says it; the first for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 1


def _label(form: StoredForm) -> str:
    return cut(form.title or form.name, 36)


def of_form(
    do: OfForm, otherwise: Callable[[Turn], None] = show
) -> Callable[[Turn, str, str], None]:
    """What a button does to the form that it names, for staff; `otherwise` where it names none."""

    def act(turn: Turn, digest: str, _extra: str) -> None:
        if not is_staff(turn):
            return
        form = turn.session.get(StoredForm, digest) if digest else None
        if form is None:
            otherwise(turn)
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
