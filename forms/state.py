"""Where a person stands in a form, as plain JSON (design: version number of its own)."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from forms.question import Json

VERSION = 2
READABLE = (1, VERSION)  # a state of version 1 is one without entries
REVIEW = "/review"


class By(StrEnum):
    """Who set a value."""

    PERSON = "person"
    DEFAULT = "default"
    CALCULATION = "calculation"


@dataclass(slots=True)
class State:
    """One person's way through one form.

    `values`: path → [value, who set it]; `done`: paths that need no more asking; `trail`: paths
    the person answered, in order, for going back; `said`: notes and sections already said; `at`:
    path being asked, REVIEW, or '' before the start; `edit`: path corrected from the review;
    `draft`: what was toggled or gathered so far; `offer`: readings shown as buttons; `ask`: a
    reader's question back; `memory`: the reader's own; `wrong`: wrong answers in a row; `off`:
    paths that are not relevant, whose answers are kept but count nothing; `undo`: path → what its
    answer changed in others, for going back; `pending`: path → words, or a list of
    days to offer, from before their question was asked; `entries`: repeat → how many entries it
    has; `language`: the one chosen for this form, '' for the chat's. `touched` are the paths whose
    values changed since the state was read, and is not written.
    """

    values: dict[str, list[Any]] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    trail: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    at: str = ""
    edit: str = ""
    draft: list[Any] | None = None
    offer: dict[str, Any] | None = None
    ask: dict[str, Any] | None = None
    memory: Json = None
    gathering: bool = False
    wrong: int = 0
    finished: bool = False
    off: list[str] = field(default_factory=list)
    begun: bool = False
    undo: dict[str, dict[str, Any]] = field(default_factory=dict)
    pending: dict[str, Any] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)
    language: str = ""
    touched: set[str] = field(default_factory=set, compare=False)

    @classmethod
    def read(cls, plain: dict[str, Any]) -> State:
        """A state of its own from JSON; unknown keys are of a newer version and are refused."""
        if plain.get("v") not in READABLE:
            raise ValueError(f"state version {plain.get('v')!r}")
        known = {name: _copy(plain[name]) for name in _NAMES if name in plain}
        return cls(**known)

    def write(self) -> dict[str, Any]:
        return {"v": VERSION, **{name: _copy(getattr(self, name)) for name in _NAMES}}

    def get(self, key: str) -> Json:
        entry = self.values.get(key)
        return entry[0] if entry else None

    def by(self, key: str) -> str:
        entry = self.values.get(key)
        return str(entry[1]) if entry else ""

    def put(self, key: str, value: Json, by: str) -> None:
        """Set or, with None, take back."""
        self.touched.add(key)
        if value is None:
            self.values.pop(key, None)
        else:
            self.values[key] = [value, by]

    def mark(self, key: str, done: bool) -> None:
        if done and key not in self.done:
            self.done.append(key)
        elif not done and key in self.done:
            self.done.remove(key)

    def rest(self) -> None:
        """Forget what belonged to the question just left."""
        self.draft = self.offer = self.ask = None
        self.memory = None
        self.gathering = False
        self.wrong = 0


_NAMES = tuple(f.name for f in fields(State) if f.name != "touched")


def _copy(value: Any) -> Any:
    # Values inside are replaced, never changed in place, so one level is enough.
    if isinstance(value, dict):
        return dict(value)
    return list(value) if isinstance(value, list) else value
