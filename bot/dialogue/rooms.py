"""A form as a capability brings it: its source, its readers, and what happens at its end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import forms
from bot.messages.bubbles import Bubble, Image, Sound
from forms.form import Form
from forms.question import Heard, Json, Question, Reader, Rows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.inbox.turn import Turn
    from models.mailbox import Conversation

Answers = Mapping[str, Json]
Known = Callable[["Turn", "Conversation"], Mapping[str, str]]
Finish = Callable[["Turn", "Conversation", Answers], None]
Draw = Callable[["Turn", "Conversation", Question], list[Bubble] | Question | None]
Listen = Callable[["Turn", "Conversation", Question, Heard], bool]
Ended = Callable[["Turn", "Conversation"], None]
Takes = Callable[["Turn", "Conversation", str], bool]
Media = Callable[["Turn", "Conversation", str], Image | Sound | None]
RowsFrom = Callable[["Session", str], Rows]


def _no_media(_turn: Turn, _conversation: Conversation, _name: str) -> Image | Sound | None:
    return None


def _nothing_known(_turn: Turn, _conversation: Conversation) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class FormRoom:
    """`known` is what is known of the person; `finish` writes the effects and says so.

    `draw` may draw a question its own way, or hand back the question as it should be drawn in the
    ordinary way (None: as it is); `listen` may answer something said at a question without it
    counting as an answer (True: answered); `cancelled` undoes what was begun; `left` is told when
    it is put aside, and may end it. `takes` puts a photo to others of its burst, which were told at
    the question of that path (False: not here). `gathers` are names of questions to which a burst
    gets one reply, 2 s later. `anybodys`: it is nobody's own; who of several people on one phone
    fills it in is not written down. `media` finds what the form names in `media::image` and
    `media::audio`; what it does not find is left out.
    """

    name: str
    source: Path
    rows: RowsFrom
    finish: Finish
    readers: Mapping[str, Reader] = field(default_factory=dict)
    known: Known = _nothing_known
    draw: Draw | None = None
    listen: Listen | None = None
    cancelled: Ended | None = None
    left: Ended | None = None
    takes: Takes | None = None
    gathers: frozenset[str] = frozenset()
    anybodys: bool = False
    media: Media = _no_media


class Shelf:
    """Forms as compiled, by digest: reading one costs 20 to 100 ms, using it again nothing."""

    def __init__(self, rooms: Mapping[str, FormRoom]) -> None:
        self._rooms = rooms
        self._forms: dict[str, Form] = {}
        self._latest: dict[str, Form] = {}
        self._lock = threading.Lock()

    def latest(self, name: str) -> Form:
        """The form as it stands in the tree now. Raises forms.FormRefused."""
        with self._lock:
            if name not in self._latest:
                room = self._rooms[name]
                form = forms.load(room.source, readers=room.readers, name=name)
                self._latest[name] = self._forms[form.digest] = form
            return self._latest[name]

    def warm(self) -> None:
        """Read every form now, so that no turn has to while it holds the write lock."""
        for name in self._rooms:
            self.latest(name)

    def of(self, name: str, digest: str, source: Callable[[], bytes]) -> Form:
        """The version a person began; `source` is asked only if it is not on the shelf."""
        if self.latest(name).digest == digest:
            return self._latest[name]
        with self._lock:
            if digest not in self._forms:
                readers = self._rooms[name].readers
                self._forms[digest] = forms.load(source(), readers=readers, name=name)
            return self._forms[digest]
