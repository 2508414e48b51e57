"""Entries of a repeat as a person reads them: their names, what they hold, the question after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from base.i18n import say
from base.thai.text import cut
from forms.form import Item, Kind
from forms.hear.offer import NONE_OF_THESE
from forms.question import Choice
from forms.shown import shown

if TYPE_CHECKING:
    from forms.run import Run

ADD, ENOUGH, LIST, REMOVE = "wethi:add", "wethi:enough", "wethi:list", "wethi:remove"
OTHER_LABEL = "Specify other."  # what pyxform writes for or_other, in every language
SUMMARY = 60
_ASKING = ("?", "คะ", "ไหม")  # a label that asks by itself


def label(run: Run, item: Item) -> str:
    text = run.say(item, item.label)
    return say("forms.choice.specify", run.language) if text == OTHER_LABEL else text


def entry_name(run: Run, entry: Item) -> str:
    """«เรื่อง 2»; the repeat's label with the entry's number."""
    words = run.say(entry, entry.short) or run.say(entry, entry.label)
    key = "forms.entry.named" if words else "forms.entry.plain"
    return say(key, run.language, label=words, number=entry.entry)


def entry_summary(run: Run, entry: Item) -> str:
    """What it holds, in the order of its questions, cut to what a line takes."""
    told = (shown(run, one, run.state.get(one.key), brief=True) for one in _inside(run, entry))
    return cut(", ".join(filter(None, told)), SUMMARY)


def add_words(run: Run, more: Item) -> str:
    return say("forms.more.add", run.language, label=run.say(more, more.label)).strip()


def listed_text(run: Run, item: Item) -> str:
    """What is asked after the entries, or about one of them."""
    if item.kind is Kind.ENTRY:
        return say("forms.entry.which", run.language, name=entry_name(run, item))
    words = run.say(item, item.label)
    if words.endswith(_ASKING):
        return words
    count = run.state.entries.get(item.repeat, 0)
    key = "forms.more.next" if count else "forms.more.first"
    return f"{words} {say(key, run.language, count=count)}".strip()


def more_words(run: Run, more: Item) -> str:
    """What can be pressed at the question after the entries, by the labels that stand there."""
    yes, no = (one.label for one in listed_choices(run, more)[:2])
    return say("forms.wrong.more", run.language, yes=yes, no=no)


def listed_choices(run: Run, item: Item) -> tuple[Choice, ...]:
    return _of_entry(run, item) if item.kind is Kind.ENTRY else _of_more(run, item)


def entries_to_pick(run: Run, more: Item) -> list[Choice]:
    """Every entry as a button, and the way back."""
    keys = [f"{more.repeat}[{n}]" for n in range(1, run.state.entries.get(more.repeat, 0) + 1)]
    found = [Choice(key, _button(run, run.layout.by_key[key])) for key in keys]
    return [*found, Choice(NONE_OF_THESE, say("forms.entry.close", run.language))]


def _button(run: Run, entry: Item) -> str:
    return f"{entry.entry} {entry_summary(run, entry)}".strip()


def _of_more(run: Run, item: Item) -> tuple[Choice, ...]:
    count = run.state.entries.get(item.repeat, 0)
    yes, no = ("again", "enough") if count else ("some", "none")
    found = [
        Choice(ADD, say(f"forms.more.{yes}", run.language)),
        Choice(ENOUGH, say(f"forms.more.{no}", run.language)),
    ]
    if count:
        found.append(Choice(LIST, say("forms.more.list", run.language)))
    return tuple(found)


def _of_entry(run: Run, entry: Item) -> tuple[Choice, ...]:
    found = [
        Choice(one.key, run.say(one, one.short) or label(run, one)) for one in _inside(run, entry)
    ]
    repeat = run.item(entry.repeat)
    if repeat is not None and repeat.count is None:
        found.append(Choice(REMOVE, say("forms.entry.remove", run.language)))
    return (*found, Choice(NONE_OF_THESE, say("forms.entry.close", run.language)))


def _inside(run: Run, entry: Item) -> list[Item]:
    """The questions of an entry that count, those of entries inside it too."""
    return [one for one in run.layout.held.get(entry.key, ()) if run.counts(one.key)]
