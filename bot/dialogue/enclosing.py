"""A file that somebody sends while they write what it goes with: at whichever question it comes, it
is the file of what is written, and a newer one takes its place."""

from __future__ import annotations

from bot.dialogue import drive
from bot.dialogue.keeping import keep
from bot.dialogue.rooms import Answers
from bot.inbox.turn import Turn
from bot.media.enclosed import MB, Attached, attached
from forms.question import Heard, HeardKind, Json, Question
from models import documents
from models.erasing import erase_file
from models.files import File
from models.mailbox import Conversation
from models.words import FileState, KeptState

DROP = "document.drop"
AT_LINK = "link"  # the question that asks for a file or a page
_OLD = {"document": None, "document_name": None}


def takes(turn: Turn, conversation: Conversation, asked: Question, heard: Heard) -> bool:
    """Of `FormRoom.listen`: whether what was said is a file."""
    file = turn.file
    if heard.kind is not HeardKind.FILE or file is None:
        return False
    said = turn.message.get("fileName")
    name = documents.clean_name(said if isinstance(said, str) else "")
    why_not = _refused(turn, name)
    if why_not:
        erase_file(turn.session, file, turn.now)
        turn.tell(f"document.{why_not}", most=documents.MOST // MB)
        drive.ask(turn, conversation)
        return True
    keep(turn, f"conversation:{conversation.id}:document", KeptState.USED)
    drive.put(turn, conversation, {"document": file.id, "document_name": name})
    turn.tell("document.taken", name=name)
    _go_on(turn, conversation, asked)
    return True


def _refused(turn: Turn, name: str) -> str | None:
    """What can be known before its bytes are here (LINE reference, "File": name and size)."""
    size = turn.message.get("fileSize")
    if turn.context.showing is None:
        return "not_now"
    if isinstance(size, int) and size > documents.MOST:
        return "too_large"
    return None if documents.ending(name) else "refused"


def _go_on(turn: Turn, conversation: Conversation, asked: Question) -> None:
    if asked.name == AT_LINK:
        drive.feed(turn, conversation, Heard(HeardKind.SKIP))
    else:
        drive.ask(turn, conversation)


def drop(turn: Turn, subject: str, _extra: str) -> None:
    """[เอาไฟล์ออก]"""
    conversation = drive.current(turn)
    if conversation is None or str(conversation.id) != subject:
        turn.context.routes.stale(turn, subject, "")
        return
    drive.put(turn, conversation, _OLD)
    turn.tell("document.dropped")
    drive.ask(turn, conversation)


def of_answers(answers: Answers) -> tuple[str | None, str | None]:
    """Id and name of the file."""
    found = [_text(answers.get(name)) for name in _OLD]
    return (found[0], found[1]) if all(found) else (None, None)


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) and value else None


def shown(turn: Turn, document_id: str | None, name: str | None) -> Attached | None:
    """As the look before it is sent tells of it."""
    file = turn.session.get(File, document_id) if document_id else None
    if file is None or file.state is FileState.ERASED or not name:
        return None
    return attached(turn.context, file, name, "", turn.now)


def trouble(turn: Turn, document_id: str | None, name: str | None) -> str | None:
    """Why nothing can go with it: it is on the way, lost, or not what its name says."""
    file = turn.session.get(File, document_id) if document_id else None
    if file is None or not name or file.state is FileState.ERASED:
        return None
    if file.state is FileState.WAITING:
        return "not_here"
    if file.state is FileState.TOO_LARGE or (file.size or 0) > documents.MOST:
        return "too_large"
    if file.state is not FileState.STORED:
        return "lost"
    return None if documents.given_as(file, documents.ending(name)) else "refused"
