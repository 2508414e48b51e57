"""In which language somebody at a forum is asked, chosen before the first question."""

from __future__ import annotations

from base.i18n import DEFAULT_LANGUAGE
from base.thai.text import normalize, strip_particles
from bot.dialogue import drive
from bot.dialogue.typed import offered
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Button
from forms.languages import UNNAMED

FIRST = "forum.speak"


def knows_language(turn: Turn) -> bool:
    """Whoever has signed up, or has changed it, is spoken to as always."""
    return bool(turn.people) or turn.person_account.language != DEFAULT_LANGUAGE


def first_languages(turn: Turn, room: str, code: str) -> tuple[Button, ...]:
    """A button for each that the form is written in, none where there is only one; each calls
    itself by its own name."""
    names = turn.context.shelf.latest(room).names.items()
    buttons = [Button(name, Act(FIRST, code, one)) for one, name in names if one != UNNAMED]
    return tuple(buttons) if len(buttons) > 1 else ()


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
