"""Taking an entry out of a repeat: its answers go, and the entries after it move up by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forms.state import By, State

if TYPE_CHECKING:
    from forms.run import Run


def drop(run: Run, repeat: str, number: int) -> None:
    """Entry `number` (from 1) of the repeat with that key."""
    state = run.state
    _rename(state, repeat, number)
    state.entries[repeat] = state.entries.get(repeat, 1) - 1
    run.off = {moved for key in run.off if (moved := _moved(key, repeat, number))}
    run.lay_out()
    run.strings.clear()
    run.dirty.update(run.layout.order)
    run.recalculate()


def drop_if_empty(run: Run, repeat: str) -> None:
    """The newest entry, if nothing was answered in it: going back takes it away again."""
    number = run.state.entries.get(repeat, 0)
    inside = f"{repeat}[{number}]/"
    said = {key for key in run.state.values if run.state.by(key) == By.PERSON}
    if number and not any(key.startswith(inside) for key in said | set(run.state.done)):
        drop(run, repeat, number)


def hidden(state: State, repeat: str) -> list[str]:
    """Answers of a person in entries beyond those that the repeat has now."""
    head, count = f"{repeat}[", state.entries.get(repeat, 0)
    return [
        key
        for key in state.values
        if key.startswith(head) and state.by(key) == By.PERSON and _number(key[len(head) :]) > count
    ]


def forget_hidden(state: State, repeat: str) -> None:
    """They were given up: a higher number later begins with empty entries."""
    for number in range(state.entries.get(repeat, 0) + 1, _highest(state, repeat) + 1):
        gone = f"{repeat}[{number}]"
        for name in ("values", "undo", "pending", "entries"):
            kept = {k: v for k, v in getattr(state, name).items() if not _within(k, gone)}
            setattr(state, name, kept)
        for name in ("done", "trail", "said"):
            setattr(state, name, [key for key in getattr(state, name) if not _within(key, gone)])


def _highest(state: State, repeat: str) -> int:
    head = f"{repeat}["
    found = (*state.values, *state.done, *state.said)
    return max((_number(key[len(head) :]) for key in found if key.startswith(head)), default=0)


def _number(rest: str) -> int:
    digits = rest.partition("]")[0]
    return int(digits) if digits.isdecimal() else 0


def _within(key: str, entry: str) -> bool:
    return key == entry or key.startswith(f"{entry}/")


def _rename(state: State, repeat: str, gone: int) -> None:
    def keyed(found: dict[str, Any]) -> dict[str, Any]:
        return {moved: v for key, v in found.items() if (moved := _moved(key, repeat, gone))}

    def listed(found: list[str]) -> list[str]:
        return [moved for key in found if (moved := _moved(key, repeat, gone))]

    state.values, state.pending = keyed(state.values), keyed(state.pending)
    state.entries = keyed(state.entries)
    state.done, state.trail, state.said = map(listed, (state.done, state.trail, state.said))
    state.undo = {
        key: {"values": keyed(undo["values"]), "done": keyed(undo["done"])}
        for key, undo in keyed(state.undo).items()
    }


def _moved(key: str, repeat: str, gone: int) -> str:
    """The key once entry `gone` is out: '' for what was in it."""
    head = f"{repeat}["
    if not key.startswith(head) or not (number := _number(key[len(head) :])):
        return key
    rest = key[len(head) :].partition("]")[2]
    if number == gone:
        return ""
    return key if number < gone else f"{head}{number - 1}]{rest}"
