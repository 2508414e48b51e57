"""The form in which an officer writes advice: seen as it will be read, then put on the shelf."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.dialogue import drive, enclosing
from bot.dialogue.rooms import Answers, FormRoom
from bot.dialogue.tables import place_rows
from bot.inbox.turn import Turn
from bot.media.enclosed import MB
from bot.messages.bubbles import HERE, SEND, Act, Bubble, Button
from forms.hear.words import means
from forms.question import Heard, HeardKind, Question, QuestionType
from handlers.surveys import advising, choosing
from handlers.surveys.choosing import WRITING
from models.advice import Advice, advice_numbered, drop_files
from models.documents import MOST
from models.files import File
from models.mailbox import Conversation
from models.showing import views
from models.staff import note, staff_of

SOURCE = Path(__file__).parent / "forms" / "advice.md"
WHICH = "announcement.change"  # [แก้] of any form of which one answer is to be changed


def room() -> FormRoom:
    return FormRoom(
        name=WRITING,
        source=SOURCE,
        rows=place_rows,
        finish=_finish,
        known=_known,
        draw=_draw,
        listen=_listen,
    )


def _known(turn: Turn, _conversation: Conversation) -> Mapping[str, str]:
    return {"pictures": "yes" if turn.context.showing else ""}


def _draw(turn: Turn, conversation: Conversation, question: Question) -> list[Bubble] | None:
    if question.type is not QuestionType.REVIEW:
        return None
    one = Advice()
    _fill(one, drive.answers(turn, conversation))
    when = choosing.in_words(turn, one.question, one.choice)
    buttons = (
        Button(turn.say("advice.put"), SEND, main=True),
        Button(turn.say("advice.change"), Act(WHICH, HERE)),
        Button(turn.say("chat.keep"), Act("keep", HERE)),
    )
    text = turn.say("advice.offered", when=when, title=one.title(turn.language))
    return [*advising.bubbles(turn, one), Bubble(text, buttons)]


def _listen(turn: Turn, conversation: Conversation, asked: Question, heard: Heard) -> bool:
    """A file is its file. It is not put there while its picture is on the way."""
    if enclosing.takes(turn, conversation, asked, heard):
        return True
    typed = heard.value if heard.kind is HeardKind.TEXT and isinstance(heard.value, str) else ""
    sends = heard.kind is HeardKind.SEND or means(typed, "forms.words.send", turn.language)
    trouble = _trouble(turn, drive.answers(turn, conversation)) if sends else None
    if asked.type is not QuestionType.REVIEW or trouble is None:
        return False
    turn.tell(f"document.{trouble}", most=MOST // MB)
    drive.ask(turn, conversation)
    return True


def _trouble(turn: Turn, answers: Answers) -> str | None:
    picture = answers.get("picture")
    file = turn.session.get(File, picture) if isinstance(picture, str) and picture else None
    if file is not None and views(file) is None:
        return "picture_not_here"
    return enclosing.trouble(turn, *enclosing.of_answers(answers))


def _finish(turn: Turn, conversation: Conversation, answers: Answers) -> None:
    staff = staff_of(turn.session, turn.person_account.id)
    if staff is None:
        turn.context.routes.stale(turn, "", "")
        return
    one = advice_numbered(turn.session, conversation.subject)
    if one is None and conversation.subject:
        turn.tell("advice.gone")
        return
    done = "change" if one is not None else "add"
    if one is None:
        one = Advice(added_at=turn.now)
        turn.session.add(one)
    before = (one.picture_id, one.document_id)
    _fill(one, answers)
    turn.session.flush()
    drop_files(turn.session, {file for file in before if file}, turn.now)
    note(turn.session, turn.now, staff.id, f"advice.{done}", str(one.id))
    _say_done(turn, one)


def _say_done(turn: Turn, one: Advice) -> None:
    when = choosing.in_words(turn, one.question, one.choice)
    acts = (("look", "advice.see"), ("remove", "advice.remove"))
    buttons = tuple(Button(turn.say(f"advice.{key}"), Act(act, str(one.id))) for key, act in acts)
    turn.answer.must(Bubble(turn.say("advice.done", when=when), buttons))


def _fill(one: Advice, answers: Answers) -> None:
    def text(name: str) -> str | None:
        found = answers.get(name)
        return found.strip() or None if isinstance(found, str) else None

    one.question, one.choice = text("question") or "", text("choice") or ""
    one.title_th, one.words_th = text("title") or "", text("words") or ""
    one.title_en = text("title_english")
    one.words_en = text("english") if one.title_en else None
    one.picture_id, one.link = text("picture"), text("link")
    one.document_id, one.document_name = enclosing.of_answers(answers)
