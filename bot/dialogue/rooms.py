"""A form as a capability brings it: its source, its readers, and what happens at its end."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import forms
from bot.messages.bubbles import Bubble
from bot.messages.questions import Medium
from forms.form import Form
from forms.question import Heard, Json, Question, Reader, Rows
from forms.tables import Row, read_table

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
Media = Callable[["Turn", "Conversation", str], Medium | None]
Nameless = Callable[[Answers], bool]
RowsFrom = Callable[["Session", str], Rows]

KEPT = 64  # forms on the shelf besides those in the tree, and as many tables


def _no_media(_turn: Turn, _conversation: Conversation, _name: str) -> Medium | None:
    return None


def _named(_answers: Answers) -> bool:
    return False


def _nothing_known(_turn: Turn, _conversation: Conversation) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class FormRoom:
    """`source` is None where staff bring the forms: each is opened by its digest.

    `known` is what is known of the person; `finish` writes the effects and says so.

    `draw` may draw a question its own way, or hand back the question as it should be drawn in the
    ordinary way (None: as it is); `listen` may answer something said at a question without it
    counting as an answer (True: answered); `cancelled` undoes what was begun; `left` is told when
    it is put aside, and may end it. `takes` puts a photo to others of its burst, which were told at
    the question of that path (False: not here). `gathers` are names of questions to which a burst
    gets one reply, 2 s later. `anybodys`: it is nobody's own; who of several people on one phone
    fills it in is not written down. `media` finds what the form names in `media::image`,
    `media::audio` and `media::video`; what it does not find is left out. `nameless`: nobody may
    know who fills it in, as it stands; a form whose settings say so is nameless by itself.
    """

    name: str
    source: Path | None
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
    nameless: Nameless = _named


class NotOnShelf(Exception):
    """A form that must be read first. Reading takes longer than anybody may hold the write lock:
    it is read outside of the transaction, which is then begun again (bot/inbox/handle.py).

    `others` must be read, too: a turn is begun again only a few times."""

    def __init__(
        self, room: str, digest: str, source: bytes, others: Sequence[NotOnShelf] = ()
    ) -> None:
        super().__init__(f"{room} {digest}")
        self.room, self.digest, self.source = room, digest, source
        self.others = tuple(others)


class Shelf:
    """Forms as compiled, by digest: reading one costs 20 ms to a second, using it again nothing."""

    def __init__(self, rooms: Mapping[str, FormRoom]) -> None:
        self._rooms = rooms
        self._forms: OrderedDict[str, Form] = OrderedDict()
        self._latest: dict[str, Form] = {}
        self._tables: OrderedDict[str, tuple[Row, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def latest(self, name: str) -> Form:
        """The form as it stands in the tree now. Raises forms.FormRefused."""
        with self._lock:
            if name not in self._latest:
                room = self._rooms[name]
                if room.source is None:
                    raise LookupError(f"the forms of {name} are opened by their digest")
                form = forms.load(room.source, readers=room.readers, name=name)
                self._latest[name] = form
            return self._latest[name]

    def warm(self) -> None:
        """Read every form now, so that no turn has to while it holds the write lock."""
        for name, room in self._rooms.items():
            if room.source is not None:
                self.latest(name)

    def of(self, name: str, digest: str, source: Callable[[], bytes]) -> Form:
        """The version a person began; `source` is asked only if it is not on the shelf, which
        raises NotOnShelf."""
        room = self._rooms[name]
        if room.source is not None and self.latest(name).digest == digest:
            return self._latest[name]
        with self._lock:
            if digest in self._forms:
                self._forms.move_to_end(digest)
                return self._forms[digest]
        raise NotOnShelf(name, digest, source())

    def read(self, wanted: NotOnShelf) -> None:
        """Read it and its others and put them up. Raises forms.FormRefused."""
        for one in (wanted, *wanted.others):
            self._read(one)

    def _read(self, wanted: NotOnShelf) -> None:
        room = self._rooms[wanted.room]
        own = wanted.room if room.source is not None else ""
        form = forms.load(wanted.source, readers=room.readers, name=own, stored=True)
        with self._lock:
            self._forms[wanted.digest] = form
            while len(self._forms) > KEPT:
                self._forms.popitem(last=False)

    def table(self, sha256: str, content: Callable[[], bytes]) -> tuple[Row, ...]:
        """A table that came with a form; `content` is asked only if it is not on the shelf."""
        with self._lock:
            if sha256 not in self._tables:
                self._tables[sha256] = read_table(content())
                while len(self._tables) > KEPT:
                    self._tables.popitem(last=False)
            return self._tables[sha256]
