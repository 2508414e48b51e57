"""ย้อนกลับ, ข้าม, ยกเลิก, ทำต่อ, เก็บไว้ก่อน: they work in every form, and say so where none is open."""

from __future__ import annotations

from collections.abc import Callable

from bot.dialogue import drive
from bot.dialogue.speaker import asks_who, own_left
from bot.dialogue.words import means
from bot.inbox.turn import Act as DoAct
from bot.inbox.turn import Turn
from bot.messages.bubbles import HERE, Act, Bubble, Button
from forms.question import Heard, HeardKind, Question, QuestionType
from handlers.filling import acts, service
from handlers.filling.naming import form_name
from handlers.filling.start import nothing_open
from models.mailbox import Conversation, left_conversations

MOST_SHOWN = 5

Move = Callable[[Turn, Conversation], None]


def of_form(act: DoAct) -> Callable[[Turn], None]:
    """The word that does to the open form what its button does."""
    return _in_form(lambda turn, conversation: act(turn, str(conversation.id), ""))


def _in_form(move: Move) -> Callable[[Turn], None]:
    def do(turn: Turn) -> None:
        conversation = drive.current(turn)
        if conversation is None:
            nothing_open(turn)
        else:
            move(turn, conversation)

    return do


def _back(turn: Turn, conversation: Conversation) -> None:
    drive.feed(turn, conversation, Heard(HeardKind.BACK))


def _skip(turn: Turn, conversation: Conversation) -> None:
    """A free-text question could be answered «ข้าม»; asked once, and never twice in a row."""
    asked = drive.question(turn, conversation)
    if asked is not None and _could_be_answer(turn, asked) and not _said_twice(turn):
        ask_if_skip(turn, conversation)
    else:
        drive.feed(turn, conversation, Heard(HeardKind.SKIP))


def _could_be_answer(turn: Turn, asked: Question) -> bool:
    """Only the bare word: «ข้ามข้อนี้» answers nothing."""
    free_text = asked.type is QuestionType.TEXT and not asked.choices and not asked.required
    return free_text and means(turn.text, "bare_skip")


def _said_twice(turn: Turn) -> bool:
    return means(service.said_just_before(turn.session, turn.event), "bare_skip")


def ask_if_skip(turn: Turn, conversation: Conversation) -> None:
    word, at = turn.text.strip(), str(conversation.turn)
    turn.answer.conversation, turn.answer.turn = str(conversation.id), conversation.turn
    sure = Bubble(
        turn.say("filling.is_it_skip", word=word),
        buttons=(
            Button(turn.say("filling.skip_it"), Act("filling.skip", HERE, at)),
            Button(turn.say("filling.it_is_answer"), Act("filling.answer", HERE, f"{at}:{word}")),
        ),
    )
    turn.answer.say(sure)


def _answers(turn: Turn, conversation: Conversation) -> None:
    """«เป็นคำตอบ»: what was said before is the answer."""
    before = service.said_just_before(turn.session, turn.event)
    word = before if means(before, "bare_skip") else turn.text
    drive.feed(turn, conversation, Heard(HeardKind.TEXT, word))


def go_on(turn: Turn) -> None:
    """«ทำต่อ»: the open form, else the one that was left, else a choice of them."""
    conversation = drive.current(turn)
    if conversation is None and _may_be_anothers(turn) and asks_who(turn):
        return
    left = own_left(turn)
    if conversation is not None or len(left) == 1:
        acts.go_on(turn, str((conversation or left[0]).id), "")
    elif left:
        _which(turn, left)
    else:
        turn.answer.say(acts.none_left(turn))


def _may_be_anothers(turn: Turn) -> bool:
    left = left_conversations(turn.session, turn.mailbox.key)
    return any(one.person_id is not None for one in left)


def _which(turn: Turn, left: list[Conversation]) -> None:
    shown = tuple(
        Button(_label(turn, one), Act("continue", str(one.id))) for one in left[:MOST_SHOWN]
    )
    turn.answer.say(Bubble(turn.say("filling.which", count=len(left)), buttons=shown))


def _label(turn: Turn, conversation: Conversation) -> str:
    day = acts.day_of(turn, conversation)
    form = form_name(conversation, turn.language)
    return turn.say("filling.continue_one", form=form, day=day)


back = _in_form(_back)
skip = _in_form(_skip)
is_answer = _in_form(_answers)
