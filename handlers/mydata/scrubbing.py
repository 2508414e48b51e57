"""One message's words or file, taken out of the state of a form that is half-way."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from forms.state import By, State


@dataclass(frozen=True)
class Gone:
    """What was unsent: typed words, or the id of a file."""

    text: str | None
    file_id: str | None

    def is_all_of(self, value: str) -> bool:
        return value == self.file_id or (bool(self.text) and value.strip() == self._words)

    def cut_from(self, value: str) -> str:
        """What else was said in the same answer, line by line."""
        if not self._words or self._words not in value:
            return value
        left = value.replace(self._words, "", 1)
        return "\n".join(line for line in left.split("\n") if line.strip()).strip()

    @property
    def _words(self) -> str:
        return (self.text or "").strip()


def without(state_json: str, path: str, gone: Gone) -> str:
    """The state without it. An answer of which nothing is left is open again.

    Only the answer at `path` is searched for a part of the words: a short word may well stand in
    an answer that was given in another message.
    """
    state = State.read(json.loads(state_json))
    for key in list(state.values):
        _out_of_answer(state, key, gone, in_part=key == path)
    here = state.at == path
    for name in ("draft", "memory", "offer", "ask"):
        setattr(state, name, _cleaned(getattr(state, name), gone, in_part=here))
    # Both may hold the words of several messages; going back and asking anew do without them.
    state.undo, state.pending = {}, {}
    return json.dumps(state.write(), ensure_ascii=False, separators=(",", ":"))


def _out_of_answer(state: State, key: str, gone: Gone, *, in_part: bool) -> None:
    value = state.get(key)
    left = _cleaned(value, gone, in_part=in_part)
    if left == value:
        return
    state.put(key, left or None, By.PERSON)
    if not left:
        # Asked again when its turn comes: what the person answers now is not disturbed.
        state.mark(key, False)
        if key in state.trail:
            state.trail.remove(key)


def _cleaned(value: Any, gone: Gone, *, in_part: bool) -> Any:
    """Like `value`, but nothing in it is the words or the file."""
    if isinstance(value, str):
        if gone.is_all_of(value):
            return ""
        return gone.cut_from(value) if in_part else value
    if isinstance(value, list):
        cleaned = [(one, _cleaned(one, gone, in_part=in_part)) for one in value]
        return [left for one, left in cleaned if left or left == one]
    if isinstance(value, dict):
        if gone.file_id and gone.file_id in value.values():
            return None
        return {key: _cleaned(one, gone, in_part=in_part) for key, one in value.items()}
    return value
