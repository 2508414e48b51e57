"""Words that name no entry of a repeat: yes and no, a bare «I», the words of buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from base.i18n import say
from forms.form import Item
from forms.hear.words import means, plain, typed
from forms.question import Heard, QuestionType

if TYPE_CHECKING:
    from forms.run import Run

BARE, ENOUGH = "forms.words.bare", "forms.words.enough"


def names_nothing(run: Run, text: str) -> bool:
    """Whether the whole message is such a word, or holds no word at all."""
    wordless = not any(one.isalpha() for one in plain(text))
    return wordless or means(text, BARE, run.language)


def is_bare(run: Run, item: Item, heard: Heard) -> bool:
    """Whether such a word was said where an entry begins, so that it would be called that."""
    text = typed(heard)
    return bool(text) and _begins_entry(run, item) and means(str(text), BARE, run.language)


def takes_back(run: Run, item: Item, heard: Heard) -> bool:
    """«ไม่มี» where an entry begins: there was none after all."""
    text = typed(heard)
    return bool(text) and _begins_entry(run, item) and means(str(text), ENOUGH, run.language)


def _begins_entry(run: Run, item: Item) -> bool:
    """The first question of an entry that somebody said there is: free text, not answered yet."""
    if run.state.ask or run.state.offer or run.state.draft:
        return False
    entry = item.groups[-1] if item.groups else ""
    around = run.item(entry)
    if item.type is not QuestionType.TEXT or around is None or not around.entry:
        return False
    repeat = run.item(around.repeat)
    inside = (one.key for one in run.layout.held.get(entry, ()) if run.counts(one.key))
    counted = repeat is None or repeat.count is not None
    return not counted and next(inside, "") == item.key and run.state.get(item.key) is None


def complaint(run: Run) -> str:
    return say("forms.wrong.bare", run.language)
