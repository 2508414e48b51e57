"""Adding, picking, correcting and removing entries of a repeat."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from base.i18n import say
from forms.ask import question
from forms.dropping import drop
from forms.follow import fire, room_for
from forms.form import Item, Kind
from forms.hear.bare import names_nothing
from forms.hear.matching import exact
from forms.hear.offer import KEEP, NONE_OF_THESE
from forms.hear.words import means, typed
from forms.layout import MOST_ENTRIES
from forms.listing import (
    ADD,
    ENOUGH,
    LIST,
    REMOVE,
    entries_to_pick,
    entry_name,
    more_words,
)
from forms.moves import at_question, back, onward, with_words_of
from forms.next import Step, again, complain
from forms.question import Choice, Heard, HeardKind, Json, QuestionType

if TYPE_CHECKING:
    from forms.run import Run

_ENTRY = re.compile(r"\[(\d{1,4})\]")
_ENOUGH = (HeardKind.SKIP, HeardKind.NEXT)


def at_more(run: Run, item: Item, heard: Heard) -> Step:
    """«มีอีกไหมคะ»: yes, no, look at those there are; or at once the first words of a new one."""
    if heard.kind is HeardKind.BACK:
        return back(run)
    picked = ENOUGH if heard.kind in _ENOUGH else _picked(run, item, heard) or _meant(run, heard)
    picking, run.state.offer = run.state.offer is not None, None
    if picked == ADD:
        return add(run, item)
    if picked == ENOUGH:
        return _enough(run, item)
    if picked == LIST:
        return _offered(run, "forms.entry.pick", entries_to_pick(run, item))
    if picked == NONE_OF_THESE:
        return again(run)
    if picked:
        return look_at(run, picked)
    if picking:
        return complain(run, say("forms.wrong.entry", run.language))
    return _first_words(run, item, heard)


def add(run: Run, more: Item) -> Step:
    """One more entry, and its first question."""
    count = run.state.entries.get(more.repeat, 0)
    repeat = run.layout.by_key[more.repeat]
    if count >= min(MOST_ENTRIES, room_for(run, repeat)):
        return complain(run, say("forms.wrong.too_many", run.language, most=count), count=False)
    before = dict(run.state.values)
    run.state.entries[more.repeat] = count + 1
    run.lay_out()
    run.recalculate()
    fire(run, before)
    _leave(run, more)
    run.state.mark(more.key, False)
    return onward(run)


def look_at(run: Run, entry: str) -> Step:
    """An entry, to correct something in it or to remove it."""
    run.state.rest()
    run.state.at = run.state.edit = entry
    return again(run)


def at_entry(run: Run, item: Item, heard: Heard) -> Step:
    picked = NONE_OF_THESE if heard.kind in (HeardKind.BACK, *_ENOUGH) else ""
    picked = picked or _picked(run, item, heard)
    sure = run.state.offer is not None
    run.state.offer = None
    if picked == KEEP or (sure and picked == NONE_OF_THESE):
        return again(run)
    if picked == NONE_OF_THESE:
        run.state.edit = ""
        return onward(run)
    if picked == REMOVE:
        return _remove(run, item) if sure else _ask_if_sure(run, item)
    if picked:
        return look_at(run, picked)
    return complain(run, say("forms.wrong.entry", run.language))


def make_room(run: Run, values: Mapping[str, Json]) -> dict[str, Json]:
    """The values by path, {"issue": [{"what": …}]} spelt out, with entries for all of them."""
    flat: dict[str, Json] = {}
    for name, value in values.items():
        flat.update(_flat(run, name, value))
    grown = [_grow(run, name) for name in flat]
    if any(grown):
        run.recalculate()
    return flat


def _flat(run: Run, name: str, value: Json) -> dict[str, Json]:
    item = run.form.find(name)
    if item is None or item.kind is not Kind.REPEAT or not isinstance(value, list):
        return {name: value}
    entries = [(n, one) for n, one in enumerate(value, 1) if isinstance(one, dict)]
    return {f"{item.key}[{n}]/{key}": held for n, one in entries for key, held in one.items()}


def _grow(run: Run, name: str) -> bool:
    """Entries up to the one that `name` is in; how many a counted repeat has follows its count."""
    grown = False
    for match in _ENTRY.finditer(name):
        repeat, number = run.item(name[: match.start()]), int(match.group(1))
        if repeat is None or repeat.kind is not Kind.REPEAT or repeat.count is not None:
            break
        if number > min(MOST_ENTRIES, room_for(run, repeat)):
            break
        if number > run.state.entries.get(repeat.key, 0):
            run.state.entries[repeat.key], grown = number, True
            run.lay_out()
    return grown


def _picked(run: Run, item: Item, heard: Heard) -> str:
    choices = list(question(run, item).choices)
    if heard.kind is HeardKind.CHOICE:
        return next((one.value for one in choices if one.value == heard.value), "")
    text = typed(heard)
    found = exact(choices, text, spelt=False) if text else None
    return found.value if found else ""


def _meant(run: Run, heard: Heard) -> str:
    text = typed(heard)
    if not text:
        return ""
    if means(text, "forms.words.more", run.language):
        return ADD
    return ENOUGH if means(text, "forms.words.enough", run.language) else ""


def _first_words(run: Run, more: Item, heard: Heard) -> Step:
    """Whoever simply tells the next one has said that there is one."""
    text = typed(heard)
    if not text or names_nothing(run, text):
        return complain(run, more_words(run, more))
    pattern = run.layout.pattern(more.repeat)
    inside = (one for one in run.form.questions if one.key.startswith(f"{pattern}/"))
    first = next(inside, None)
    if first is None or first.type is not QuestionType.TEXT:
        return complain(run, more_words(run, more))
    asked = add(run, more)
    present = run.item(run.state.at)
    if present is None or run.layout.pattern(present.key) != first.key:
        return asked
    return with_words_of(asked, at_question(run, present, heard))


def _enough(run: Run, more: Item) -> Step:
    _leave(run, more)
    run.state.mark(more.key, True)
    return onward(run)


def _leave(run: Run, more: Item) -> None:
    state = run.state
    state.rest()
    state.edit = ""
    if more.key in state.trail:
        state.trail.remove(more.key)
    state.trail.append(more.key)


def _offered(run: Run, key: str, choices: list[Choice], **values: object) -> Step:
    buttons = [[choice.value, choice.label] for choice in choices]
    text = say(key, run.language, **values)
    run.state.offer = {"text": text, "choices": buttons, "typed": ""}
    return again(run)


def _ask_if_sure(run: Run, entry: Item) -> Step:
    choices = [
        Choice(REMOVE, say("forms.entry.remove_yes", run.language)),
        Choice(KEEP, say("forms.entry.remove_no", run.language)),
    ]
    return _offered(run, "forms.entry.sure", choices, name=entry_name(run, entry))


def _remove(run: Run, entry: Item) -> Step:
    said = say("forms.entry.removed", run.language, name=entry_name(run, entry))
    run.state.edit = ""
    drop(run, entry.repeat, entry.entry)
    return onward(run, said)
