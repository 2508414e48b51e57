"""«อัดเสียง»: staff speak the questions of a form, one after the other, hear each and take it.

Nothing is in use before the last one: whoever calls it off half-way changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import forms
from base.i18n import say
from bot.dialogue import drive
from bot.dialogue.rooms import Answers, FormRoom
from bot.dialogue.tables import place_rows
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from bot.messages.questions import draw_question
from forms import Form, Heard, HeardKind, Question
from forms.spoken import spoken_items, words_of
from handlers.bringing import prompts, trying
from handlers.bringing.telling import TRY
from models.files import File
from models.mailbox import Conversation, FormVersion
from models.showing import is_heard
from models.staff import note, staff_of
from models.stored_forms import LONGEST_NAME, StoredForm
from models.words import FileState

ROOM = "form_record"
SOURCE = Path(__file__).parent / "forms" / "record.md"
RECORDED = "forms.record"


def room() -> FormRoom:
    return FormRoom(
        name=ROOM,
        source=SOURCE,
        rows=place_rows,
        finish=_finish,
        known=_known,
        draw=_draw,
        listen=_listen,
    )


def begin(turn: Turn, form: StoredForm) -> None:
    drive.open_form(turn, ROOM, subject=form.digest)


def begin_ours(turn: Turn, name: str) -> None:
    """Of a form of the tree, by its room."""
    drive.open_form(turn, ROOM, subject=drive.of_the_tree(turn, name).digest)


def _form(turn: Turn, digest: str) -> Form:
    """As it is asked: in its own room, if it has one."""
    version = turn.session.get_one(FormVersion, digest)
    own = version.room in turn.context.routes.rooms
    name = version.room if own else trying.ROOM
    return turn.context.shelf.of(name, digest, lambda: version.source)


def _known(turn: Turn, conversation: Conversation) -> Mapping[str, str]:
    """How many there are, and what each says."""
    form = _form(turn, conversation.subject)
    items = spoken_items(form)
    words = {f"said_{n}": words_of(form, item) for n, item in enumerate(items, 1)}
    return {"count": str(len(items)), **words}


def _draw(
    turn: Turn, conversation: Conversation, question: Question
) -> list[Bubble] | Question | None:
    if question.name != "use":
        return None
    file = _voice(turn, conversation, question)
    if file is not None and file.state is FileState.WAITING:
        turn.answer.deferred = True  # its bytes come meanwhile
    showing = turn.context.showing
    heard = showing.coming(file, turn.person_account.id, turn.now) if showing and file else None
    asked = replace(question, can_go_back=False)
    return [*([heard] if heard else []), *draw_question(asked, say, turn.language)]


def _listen(turn: Turn, conversation: Conversation, asked: Question, heard: Heard) -> bool:
    """[อัดใหม่] goes back to the question; what cannot be played is never taken."""
    if asked.name != "use" or heard.kind is not HeardKind.CHOICE:
        return False
    if heard.value == "again":
        drive.feed(turn, conversation, Heard(HeardKind.BACK))
        return True
    return heard.value == "yes" and _is_unheard(turn, conversation, asked)


def _is_unheard(turn: Turn, conversation: Conversation, asked: Question) -> bool:
    """True where that was said instead of taking it."""
    file = _voice(turn, conversation, asked)
    if file is not None and is_heard(file):
        return False
    if file is not None and file.state is FileState.WAITING:
        drive.ask(turn, conversation)
        turn.answer.begin_with(turn.say("bringing.voice_coming"))
    else:
        drive.feed(turn, conversation, Heard(HeardKind.BACK))
        turn.answer.begin_with(turn.say("bringing.voice_broken"))
    return True


def _voice(turn: Turn, conversation: Conversation, asked: Question) -> File | None:
    path = asked.path.rpartition("/")[0] + "/voice"
    identity = drive.answers(turn, conversation).get(path)
    return turn.session.get(File, identity) if isinstance(identity, str) else None


def _finish(turn: Turn, conversation: Conversation, found: Answers) -> None:
    staff = staff_of(turn.session, turn.person_account.id)
    if staff is None:
        turn.context.routes.stale(turn, "", "")
        return
    form, language = _form(turn, conversation.subject), str(found["tongue"])
    name, entries = form.name[:LONGEST_NAME], forms.entries_of(found, "prompt")
    taken = prompts.taken(turn.session, form, entries)
    prompts.store(turn.session, prompts.Spoken(name, language, staff.id, turn.now), taken)
    prompts.settle(turn.session, conversation.id, name, list(taken.values()), turn.now)
    note(turn.session, turn.now, staff.id, RECORDED, form.digest, f"{language} {len(taken)}")
    _say_done(turn, form, len(taken))


def _say_done(turn: Turn, form: Form, taken: int) -> None:
    of = len(spoken_items(form))
    text = turn.say("bringing.recorded", taken=taken, of=of) if taken else ""
    stored = turn.session.get(StoredForm, form.digest) is not None
    tries = (Button(turn.say("bringing.try"), Act(TRY, form.digest)),) if stored else ()
    turn.answer.say(Bubble(text or turn.say("bringing.recorded_none"), buttons=tries))
