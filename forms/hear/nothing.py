"""«ไม่มี» where an answer is not needed: there is none, and the question is passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.accept import required
from forms.form import Item
from forms.hear.words import means, typed
from forms.question import Heard, QuestionType

if TYPE_CHECKING:
    from forms.run import Run

NOTHING, NOT_KNOWN = "forms.words.nothing", "forms.words.not_known"
_SENT = frozenset(
    {
        *(QuestionType.IMAGE, QuestionType.AUDIO, QuestionType.VIDEO),
        *(QuestionType.FILE, QuestionType.GEOPOINT),
    }
)
_WHEN = frozenset({QuestionType.DATE, QuestionType.TIME, QuestionType.DATETIME})


def passes_over(run: Run, item: Item, heard: Heard) -> bool:
    """Before anything else hears it: where words can be no answer, on which day somebody does not
    know, and free text whose form says so (`wethi::nothing`)."""
    if run.state.ask or run.state.offer:
        return False
    if item.type in _WHEN and _says(run, item, heard, NOT_KNOWN):
        return True
    never = item.type in _SENT | _WHEN or (item.type is QuestionType.TEXT and item.nothing)
    return never and has_nothing(run, item, heard)


def has_nothing(run: Run, item: Item, heard: Heard) -> bool:
    """Whether the whole message is «ไม่มี» or the like, and the question may stay without answer."""
    return _says(run, item, heard, NOTHING)


def _says(run: Run, item: Item, heard: Heard, key: str) -> bool:
    text = typed(heard)
    # Behind what was sent already it says that this was all.
    free = bool(run.state.draft) or not required(run, item)
    return bool(text) and free and means(str(text), key, run.language)
