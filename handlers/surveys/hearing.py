"""In which language somebody at a forum is asked: chosen first, or heard before each question."""

from __future__ import annotations

from contextlib import suppress

from base.i18n import DEFAULT_LANGUAGE, MissingSentence, say
from base.thai.text import normalize, strip_particles
from bot.dialogue import drive
from bot.dialogue.attached import voiced_as
from bot.dialogue.reading_back import form_of
from bot.dialogue.typed import offered
from bot.inbox.turn import Turn
from bot.messages.bubbles import HERE, Act, Bubble, Button
from forms.languages import UNNAMED
from models.mailbox import Conversation
from models.stored_forms import spoken_languages

FIRST, SPEAK = "forum.speak", "filling.speak"


def knows_language(turn: Turn) -> bool:
    """Whoever has signed up, or has changed it, is spoken to as always."""
    return bool(turn.people) or turn.person_account.language != DEFAULT_LANGUAGE


def first_languages(turn: Turn, room: str, code: str) -> tuple[Button, ...]:
    """A button for each, none where there is only one; each calls itself by its own name."""
    form = turn.context.shelf.latest(room)
    names = {one: name for one, name in form.names.items() if one != UNNAMED}
    names |= {
        one: _name(one, turn.language) for one in spoken_languages(turn.session, voiced_as(form))
    }
    if len(names) < 2:
        return ()
    return tuple(Button(name, Act(FIRST, code, one)) for one, name in names.items())


def typed_first(turn: Turn, room: str) -> Act | None:
    """The button of `first_languages` whose words somebody types, «English»: it stands before the
    word that changes the chat's language and says no more."""
    said = strip_particles(normalize(turn.text)).casefold() if turn.text else ""
    names = turn.context.shelf.latest(room).names.items() if said else ()
    code = next((one for one, name in names if name.casefold() == said), "")
    if not code or drive.current(turn) is not None:
        return None
    asked = offered(turn, FIRST)
    return Act(FIRST, asked.subject, code) if asked is not None else None


def offer_to_hear(turn: Turn, conversation: Conversation) -> None:
    """Beside the question that comes after the first answer, if staff spoke the questions."""
    form = form_of(turn, conversation.room, conversation.form_digest)
    asked = {item.key for item in form.questions}
    given = asked & drive.answers(turn, conversation).keys()
    spoken = spoken_languages(turn.session, voiced_as(form))
    if not spoken or len(given) != 1 or drive.spoken(conversation):
        return
    buttons = tuple(Button(_name(one, turn.language), Act(SPEAK, HERE, one)) for one in spoken)
    turn.answer.say(Bubble(turn.say("surveys.forum_spoken"), buttons))


def _name(code: str, language: str) -> str:
    with suppress(MissingSentence):
        return say(f"filling.language_{code}", language)
    return code
