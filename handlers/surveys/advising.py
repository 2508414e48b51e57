"""An obstacle that somebody names earns help: what the office wrote about it, as buttons under the
thanks. Only where the answers have a name: of others nothing may follow that tells what they were.
"""

from __future__ import annotations

from bot.dialogue.rooms import Answers
from bot.inbox.turn import Turn
from bot.media.enclosed import Attached, attached, with_file
from bot.messages.bubbles import Act, Bubble, Button, Link
from forms.choices import chosen
from models.advice import Advice, advice_numbered, advice_on, mark
from models.files import File
from models.words import FileState

OPEN = "advice.open"
MOST = 2  # beside [ดูคำตอบ] and [แก้คำตอบ]
LONGEST = 64  # of names that advice may be about


def buttons(turn: Turn, answers: Answers) -> tuple[Button, ...]:
    """Of all that was chosen in the form."""
    pairs = [
        (name, choice)
        for name, value in answers.items()
        if isinstance(value, str | list) and len(name) <= LONGEST
        for choice in chosen(value)
        if len(choice) <= LONGEST
    ]
    found = advice_on(turn.session, pairs, MOST) if pairs else []
    return tuple(Button(one.title(turn.language), Act(OPEN, str(one.id))) for one in found)


def opened(turn: Turn, subject: str, _extra: str) -> None:
    """What the office wrote; whoever has the button may read it."""
    one = advice_numbered(turn.session, subject)
    if one is None:
        turn.tell("advice.not_there")
        return
    turn.answer.say(*bubbles(turn, one))


def bubbles(turn: Turn, one: Advice) -> list[Bubble]:
    """The picture is a message of its own, to be made larger; the file is behind a button."""
    file = _document(turn, one)
    links = [file.button(turn.language)] if file and file.address else []
    if one.link:
        links.append(Button(turn.say("advice.link"), Link(one.link)))
    text = with_file(one.words(turn.language), file, turn.language)
    return [*_picture(turn, one), Bubble(text, buttons=tuple(links))]


def _picture(turn: Turn, one: Advice) -> list[Bubble]:
    """Nothing where LINE could not open it."""
    file = turn.session.get(File, one.picture_id) if one.picture_id else None
    if file is None or turn.context.showing is None:
        return []
    shown = turn.context.showing.bubble(file, turn.person_account.id, turn.now)
    return [shown] if shown else []


def _document(turn: Turn, one: Advice) -> Attached | None:
    """Of advice that is still written its address is another (bot/media/showing.py)."""
    file = turn.session.get(File, one.document_id) if one.document_id else None
    if file is None or file.state is FileState.ERASED or not one.document_name:
        return None
    whose = mark(one) if one.id else ""
    return attached(turn.context, file, one.document_name, whose, turn.now)
