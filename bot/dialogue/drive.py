"""Driving a form in a chat: open, hear an answer, press a button, leave, resume, cancel.

The engine is pure; this is where its state meets rows, and its questions meet bubbles.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

import forms
from base.i18n import say
from bot.dialogue import calling
from bot.dialogue.attached import closing, prompt_of, with_tables
from bot.dialogue.hearing import heard_from, heard_from_press
from bot.dialogue.keeping import keep_answer
from bot.dialogue.rooms import FormRoom
from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble, Listen, Page, Sound
from bot.messages.buttons import Press
from bot.messages.questions import draw_choices, draw_question
from forms.form import Form
from forms.question import At, Heard, HeardKind, Json, Question, QuestionType
from models.mailbox import Conversation, FormVersion
from models.stored_forms import LONGEST_NAME, spoken_languages
from models.words import ConversationState

FIRST = Page(1)
ONE_MORE = "[+]"  # how the path of the question after a repeat's entries ends


def current(turn: Turn) -> Conversation | None:
    """The form that is open in this chat."""
    if turn.mailbox.conversation_id is None:
        return None
    return turn.session.get(Conversation, turn.mailbox.conversation_id)


def open_form(
    turn: Turn,
    name: str,
    *,
    subject: str = "",
    prefill: Mapping[str, Json] | None = None,
    digest: str = "",
    passes: bool = False,
) -> Conversation:
    """Begin a form and ask its first open question; another open form is put aside first.

    `digest` names a StoredForm, where the room is one for forms that staff brought. `passes`: what
    `prefill` says nothing of and need not be answered is passed over, as if skipped before.
    """
    form = _opened(turn, name, digest)
    leave(turn)
    conversation = Conversation(
        mailbox_key=turn.mailbox.key,
        account_id=turn.account.id if turn.account else None,
        person_id=_filler(turn, name),
        room=name,
        form_digest=form.digest,
        subject=subject,
        state=ConversationState.OPEN,
        turn=0,
        opened_at=turn.now,
        touched_at=turn.now,
    )
    turn.session.add(conversation)
    turn.session.flush()
    turn.mailbox.conversation_id = conversation.id
    at = _at(turn, conversation)
    step = forms.start(form, at, prefill or {})
    while passes and _may_pass(step):
        step = forms.step(form, step.state, Heard(HeardKind.SKIP), at)
    _after(turn, conversation, form, step)
    return conversation


def _may_pass(step: forms.Step) -> bool:
    asked = step.questions[-1] if step.questions else None
    if asked is None or asked.type is QuestionType.REVIEW:
        return False
    return not asked.required or asked.path.endswith(ONE_MORE)


def _opened(turn: Turn, name: str, digest: str) -> Form:
    if digest:
        return _by_digest(turn, name, digest)
    return of_the_tree(turn, name)


def of_the_tree(turn: Turn, name: str) -> Form:
    """The form of a room as it stands in the tree now; whoever begins with it goes on with it."""
    form = turn.context.shelf.latest(name)
    _remember_version(turn, form, name)
    return form


def _filler(turn: Turn, name: str) -> str | None:
    """Who fills it in; whoever holds the phone may, if its room says so."""
    anybodys = turn.context.routes.rooms[name].anybodys
    return turn.speaker.id if turn.speaker and not anybodys else None


def still_fits(turn: Turn) -> bool:
    """Whether a late message still answers the present question: one that gathers, asked before it.

    So a photo whose webhook was delivered again joins its burst; anything else late is only kept.
    """
    conversation = current(turn)
    if conversation is None or conversation.asked_at is None:
        return False
    asked = question(turn, conversation)
    room = turn.context.routes.rooms[conversation.room]
    gathers = asked is not None and asked.name in room.gathers
    return gathers and turn.event.occurred_at >= conversation.asked_at


def hear(turn: Turn) -> bool:
    """Let the open form hear what was said; False when no form is open."""
    conversation = current(turn)
    if conversation is None:
        return False
    heard = heard_from(turn)
    if heard is None:
        return False
    _step(turn, conversation, heard)
    return True


def press(turn: Turn, pressed: Press) -> bool:
    """A button of the present question; False when it belongs to an earlier one."""
    conversation = current(turn)
    if conversation is None or str(conversation.id) != pressed.conversation:
        return False
    if conversation.turn != pressed.turn:
        return False
    if isinstance(pressed.action, Page | Listen):
        ask(turn, conversation, pressed.action)
        return True
    heard = heard_from_press(turn, pressed.action)
    if heard is None:
        return False
    _step(turn, conversation, heard)
    return True


def ask(turn: Turn, conversation: Conversation, page: Page | Listen = FIRST) -> None:
    """Say the present question again, as it stands; a page of its choices, or what these sound
    like."""
    form = _form(turn, conversation)
    step = forms.resume(form, _state(conversation), _at(turn, conversation))
    _show(turn, conversation, step.questions, page)


def resume(turn: Turn, conversation: Conversation) -> None:
    """Continue a form that was put aside; another open one is put aside first."""
    if turn.mailbox.conversation_id != conversation.id:
        leave(turn)
    conversation.state = ConversationState.OPEN
    conversation.touched_at = turn.now
    turn.mailbox.conversation_id = conversation.id
    ask(turn, conversation)


def leave(turn: Turn) -> Conversation | None:
    """Put the open form aside, as it stands; it may be continued days later. None where nothing
    is left to continue."""
    conversation = current(turn)
    if conversation is None:
        return None
    conversation.state = ConversationState.LEFT
    conversation.touched_at = turn.now
    turn.mailbox.conversation_id = None
    room = turn.context.routes.rooms[conversation.room]
    if room.left:
        room.left(turn, conversation)
    return conversation if conversation.state is ConversationState.LEFT else None


def cancel(turn: Turn, conversation: Conversation) -> None:
    """End a form without sending; what it had gathered goes."""
    conversation.state = ConversationState.CANCELLED
    end(turn, conversation)
    room = turn.context.routes.rooms[conversation.room]
    if room.cancelled:
        room.cancelled(turn, conversation)


def put_away(turn: Turn, conversation: Conversation) -> None:
    """End a form without sending, though nothing of it is gone yet: it may still be taken back."""
    conversation.state = ConversationState.CANCELLED
    kept = conversation.state_json
    end(turn, conversation)
    conversation.state_json = kept


def take_back(turn: Turn, conversation: Conversation) -> None:
    """Go on with a form that was put away."""
    conversation.ended_at = None
    resume(turn, conversation)


def end(turn: Turn, conversation: Conversation) -> None:
    """Nothing half-filled stays behind: the state is emptied with the conversation's end."""
    conversation.ended_at = conversation.touched_at = turn.now
    conversation.state_json = None
    if turn.mailbox.conversation_id == conversation.id:
        turn.mailbox.conversation_id = None


def feed(turn: Turn, conversation: Conversation, heard: Heard) -> None:
    """Let the form hear something that came by another way (a kept photo, the word «ข้าม»)."""
    _step(turn, conversation, heard)


def fill(turn: Turn, conversation: Conversation, values: Mapping[str, Json]) -> None:
    """Set answers by name, as if the person had given them, and ask what is still open."""
    form, at = _form(turn, conversation), _at(turn, conversation)
    step = forms.prefill(form, _state(conversation), values, "person", at)
    _after(turn, conversation, form, step)


def put(turn: Turn, conversation: Conversation, values: Mapping[str, Json]) -> None:
    """The same in a form that is put aside: nothing is asked, and it stays put aside."""
    form, at = _form(turn, conversation), _at(turn, conversation)
    step = forms.prefill(form, _state(conversation), values, "person", at)
    conversation.state_json = _written(step)


def languages(turn: Turn, conversation: Conversation) -> Mapping[str, str]:
    """The languages of the form, and what each calls itself; those that staff spoke have only
    their code."""
    form = _form(turn, conversation)
    spoken = spoken_languages(turn.session, form.name[:LONGEST_NAME])
    return {code: code for code in spoken} | dict(form.names)


def speak(turn: Turn, conversation: Conversation, language: str) -> None:
    """Go on in another language of the form, '' for the chat's own; the answers stay."""
    form, at = _form(turn, conversation), _at(turn, conversation)
    spoken = languages(turn, conversation)
    step = forms.speak(form, _state(conversation), language, at, spoken)
    _after(turn, conversation, form, step)


def answers(turn: Turn, conversation: Conversation) -> Mapping[str, Json]:
    """What the form holds so far, by question name."""
    return forms.answers(_form(turn, conversation), _state(conversation))


def question(turn: Turn, conversation: Conversation) -> Question | None:
    """The question that is open now."""
    form = _form(turn, conversation)
    step = forms.resume(form, _state(conversation), _at(turn, conversation))
    return step.questions[-1] if step.questions else None


def _step(turn: Turn, conversation: Conversation, heard: Heard) -> None:
    form, at = _form(turn, conversation), _at(turn, conversation)
    room = turn.context.routes.rooms[conversation.room]
    asked = question(turn, conversation)
    if asked is not None and room.listen and room.listen(turn, conversation, asked, heard):
        return
    step = forms.step(form, _state(conversation), heard, at)
    if asked is not None:
        keep_answer(turn, conversation, asked, heard)
        turn.answer.deferred = turn.answer.deferred or _gathers(room, asked, heard)
    _after(turn, conversation, form, step)


def _gathers(room: FormRoom, asked: Question, heard: Heard) -> bool:
    """A burst inside a «tell us» question gets one reply; a button there waits for nothing."""
    told = {HeardKind.TEXT, HeardKind.IMAGE, HeardKind.AUDIO, HeardKind.VIDEO, HeardKind.FILE}
    gathers = asked.name in room.gathers or "multiline" in asked.appearance.split()
    return gathers and heard.kind in told


def _after(turn: Turn, conversation: Conversation, form: Form, step: forms.Step) -> None:
    conversation.state_json = _written(step)
    conversation.touched_at = turn.now
    conversation.turn += 1
    turn.answer.takes_riders = step.finished
    if not step.finished:
        _show(turn, conversation, step.questions, FIRST)
        return
    found = forms.answers(form, step.state)
    conversation.state = ConversationState.FINISHED
    end(turn, conversation)
    room = turn.context.routes.rooms[conversation.room]
    turn.answer.closing = closing(turn, form, step, partial(room.media, turn, conversation))
    room.finish(turn, conversation, found)
    turn.answer.bubbles[:0] = turn.answer.take_closing()


def _written(step: forms.Step) -> str:
    return json.dumps(step.state, ensure_ascii=False, separators=(",", ":"))


def _show(
    turn: Turn,
    conversation: Conversation,
    questions: tuple[Question, ...],
    page: Page | Listen,
) -> None:
    turn.answer.conversation = str(conversation.id)
    turn.answer.turn = conversation.turn
    if questions and questions[-1].path != conversation.asked_path:
        conversation.asked_path = questions[-1].path[:120]
        conversation.asked_at = turn.event.occurred_at
    room = turn.context.routes.rooms[conversation.room]
    if any(one.wrong for one in questions) and not may_call(turn, conversation):
        questions = calling.without_call(questions)
    for asked in questions:
        own = room.draw(turn, conversation, asked) if room.draw else None
        if isinstance(own, list) and page == FIRST:
            turn.answer.say(*own)
        else:  # further pages are the same in every room
            plain = asked if isinstance(own, list) else own or asked
            turn.answer.say(*_drawn(turn, conversation, plain, page))


def may_call(turn: Turn, conversation: Conversation) -> bool:
    """Whether staff may be told who is stuck there."""
    room, form = turn.context.routes.rooms[conversation.room], _form(turn, conversation)
    return calling.may_call(turn, room, form, forms.answers(form, _state(conversation)))


def _drawn(
    turn: Turn, conversation: Conversation, asked: Question, page: Page | Listen
) -> list[Bubble]:
    room = turn.context.routes.rooms[conversation.room]
    media = partial(room.media, turn, conversation)
    if isinstance(page, Listen):
        return draw_choices(asked, say, turn.language, page.number, media)
    prompt = _prompt(turn, conversation, asked)
    drawn = draw_question(asked, say, turn.language, page.number, media)
    return [Bubble(sound=prompt), *drawn] if prompt else drawn


def _prompt(turn: Turn, conversation: Conversation, asked: Question) -> Sound | None:
    """The question as staff spoke it, for whoever chose that language."""
    language = _state(conversation).get("language")
    if not language or "media:audio" in asked.extras:
        return None
    return prompt_of(turn, _form(turn, conversation), language, asked.path)


def _at(turn: Turn, conversation: Conversation) -> At:
    room = turn.context.routes.rooms[conversation.room]
    rows = room.rows(turn.session, turn.language)
    if room.source is None:
        rows = with_tables(turn, conversation.form_digest, rows)
    return At(
        now=turn.event.occurred_at,
        zone=turn.context.zone,
        seed=conversation.id,
        language=turn.language,
        known=room.known(turn, conversation),
        rows=rows,
    )


def _form(turn: Turn, conversation: Conversation) -> Form:
    return _by_digest(turn, conversation.room, conversation.form_digest)


def _by_digest(turn: Turn, name: str, digest: str) -> Form:
    def source() -> bytes:
        return turn.session.get_one(FormVersion, digest).source

    return turn.context.shelf.of(name, digest, source)


def _state(conversation: Conversation) -> dict[str, Any]:
    state: dict[str, Any] = json.loads(conversation.state_json or "{}")
    return state


def _remember_version(turn: Turn, form: Form, name: str) -> None:
    if turn.session.get(FormVersion, form.digest) is None:
        source = turn.context.routes.rooms[name].source
        assert source is not None  # a form of the tree
        turn.session.add(
            FormVersion(
                digest=form.digest, room=name, source=source.read_bytes(), first_used_at=turn.now
            )
        )
        turn.session.flush()
