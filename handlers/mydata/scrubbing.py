"""One message's words or file, taken out of the state of a form that is half-way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from base.thai.digits import to_arabic
from base.thai.text import normalize
from forms.state import By, State

TOLD = "told"  # the field of words that answered several questions of a form at once


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

    def holds(self, value: Any) -> bool:
        """Whether an answer was read out of these words; «yes» is the form's own."""
        if not isinstance(value, str) or value in ("", "yes", "no"):
            return False
        return _bare(value) in _bare(self._words)

    @property
    def _words(self) -> str:
        return (self.text or "").strip()


def without(state_json: str, path: str, gone: Gone) -> str:
    """The state without it. An answer of which nothing is left is open again.

    Only the answer at `path` is searched for a part of the words: a short word may well stand in
    an answer that was given in another message.
    """
    state = State.read(json.loads(state_json))
    before = {key: state.get(key) for key in state.values}
    for key in list(state.values):
        if path == TOLD and gone.holds(state.get(key)):
            _open_again(state, key)
        else:
            _out_of_answer(state, key, gone, in_part=key == path)
    here = state.at == path
    for name in ("draft", "memory", "offer", "ask"):
        setattr(state, name, _cleaned(getattr(state, name), gone, in_part=here))
    _out_of_what_follows(state, before)
    # Both may hold the words of several messages; going back and asking anew do without them.
    state.undo, state.pending = {}, {}
    return json.dumps(state.write(), ensure_ascii=False, separators=(",", ":"))


def _out_of_answer(state: State, key: str, gone: Gone, *, in_part: bool) -> None:
    value = state.get(key)
    left = _cleaned(value, gone, in_part=in_part)
    if left == value:
        return
    if left:
        state.put(key, left, By.PERSON)
    else:
        _open_again(state, key)


def _out_of_what_follows(state: State, before: Mapping[str, Any]) -> None:
    """What the form reckoned from the answers of `before` that are others now is reckoned anew."""
    now = {key: state.get(key) for key in before}
    gone = [one for key, one in before.items() if isinstance(one, str) and now[key] != one]
    reckoned = {key: str(one) for key, one in now.items() if state.by(key) == By.CALCULATION}
    for key, value in reckoned.items():
        if any(one in value for one in gone):
            state.values.pop(key)
    state.begun = state.begun and now == before


def _open_again(state: State, key: str) -> None:
    """Asked again when its turn comes: what the person answers now is not disturbed."""
    state.put(key, None, By.PERSON)
    state.mark(key, False)
    if key in state.trail:
        state.trail.remove(key)


def _bare(words: str) -> str:
    return "".join(to_arabic(normalize(words)).split())


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
