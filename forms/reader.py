"""What a form's own reader (`wethi::reader`) made of an answer, put into the state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.accept import find, lay_aside, put_all
from forms.ask import question
from forms.form import Item
from forms.question import Heard, HeardKind, Json, Reading
from forms.state import By

if TYPE_CHECKING:
    from forms.run import Run

_NOT_FOR_READERS = (HeardKind.BACK, HeardKind.SKIP, HeardKind.EDIT, HeardKind.SEND)


@dataclass(frozen=True, slots=True)
class Read:
    """The current question is `done` or asked again, with a complaint or words said before it."""

    done: bool
    complaint: str = ""
    echo: str = ""


def named_answers(run: Run) -> dict[str, Json]:
    """Relevant answers by name (by path where a name occurs twice)."""
    off = set(run.state.off)
    names = run.form.by_name
    found: dict[str, Json] = {}
    for key, entry in run.state.values.items():
        item = run.item(key)
        if item is not None and key not in off:
            found[item.name if names.get(item.name) is item else key] = entry[0]
    return found


def read_by_reader(run: Run, item: Item, heard: Heard) -> Read | None:
    """None if the form has no reader here, or it did not understand."""
    if not item.reader or heard.kind in _NOT_FOR_READERS:
        return None
    state = run.state
    memory = state.ask["memory"] if state.ask else state.memory
    reader = run.form.readers[item.reader]
    reading = reader(heard, question(run, item), named_answers(run), memory, run.at)
    if reading == Reading():
        return None
    return _apply(run, item, reading)


def _apply(run: Run, item: Item, reading: Reading) -> Read:
    state = run.state
    if reading.complaint:
        state.memory = reading.memory
        state.ask = None
        return Read(False, reading.complaint, reading.echo)
    complaint = _put(run, reading)
    if complaint:
        state.ask = None
        return Read(False, complaint)
    done = not reading.ask and not reading.more and _says(reading, item)
    state.ask = _asked(reading)
    state.memory, state.gathering, state.offer = reading.memory, reading.more, None
    return Read(done or not run.counts(item.key), echo=reading.echo)


def _says(reading: Reading, item: Item) -> bool:
    return any(reading.values.get(name) is not None for name in (item.name, item.key))


def _asked(reading: Reading) -> dict[str, Json] | None:
    if reading.ask is None:
        return None
    buttons: list[Json] = [[choice.value, choice.label] for choice in reading.ask.choices]
    return {"text": reading.ask.text, "choices": buttons, "memory": reading.memory}


def _put(run: Run, reading: Reading) -> str:
    """All values or none; the first complaint, '' if there is none."""
    values = lay_aside(run, reading.values)
    wanted = {t.key: v for name, v in values.items() if (t := find(run, name))}
    before = dict(run.state.values)
    wrong = put_all(run, wanted, By.PERSON)
    if wrong:
        run.restore(before)
        return next(iter(wrong.values()))
    for key, value in wanted.items():
        run.state.mark(key, value is not None)
    return ""
