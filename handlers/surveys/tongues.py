"""tongue.csv: the languages in which somebody has spoken the questions for who came to a forum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from sqlalchemy.orm import Session

from base.i18n import MissingSentence, say
from bot.dialogue.tables import place_rows
from forms.question import Rows
from forms.tables import Row, matching
from handlers.surveys.forum import FORUM_ROOM
from models.stored_forms import spoken_languages

TABLE = "tongue"
FIRST, WRITTEN = ("kxm", "kdt"), "th"


def tongue_rows(session: Session, language: str) -> Rows:
    """`name` is the code, `label` what the language is called; Thai, which is written, stands
    last. Other tables are the places."""
    places = place_rows(session, language)

    def rows(table: str, filters: Mapping[str, str]) -> Sequence[Row]:
        if table != TABLE:
            return list(places(table, filters))
        found = [{"name": one, "label": _called(one, language)} for one in _codes(session)]
        return list(matching(found, filters))

    return rows


def _codes(session: Session) -> list[str]:
    spoken = [one for one in spoken_languages(session, FORUM_ROOM) if one != WRITTEN]
    return [*sorted(spoken, key=lambda one: (one not in FIRST, one != FIRST[0], one)), WRITTEN]


def _called(code: str, language: str) -> str:
    with suppress(MissingSentence):
        return say(f"filling.language_{code}", language)
    return code
