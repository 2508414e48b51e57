"""What the form engine hands to whoever renders it, and what it hears back.

The shapes here are the whole contract between `forms/` (pure, knows no chat) and the rooms that
draw a Question as a bubble or read a LINE event as something Heard.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Protocol
from zoneinfo import ZoneInfo

Json = None | bool | int | float | str | list[Any] | dict[str, Any]


class QuestionType(StrEnum):
    """XLSForm question types that the chat can ask (xlsform.org, "Question types")."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    RANGE = "range"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"
    GEOPOINT = "geopoint"
    ACKNOWLEDGE = "acknowledge"
    MORE = "more"  # ours: after the entries of a repeat, is there one more
    ENTRY = "entry"  # ours: an entry to correct, with what it holds
    REVIEW = "review"  # ours: everything answered, send or correct


class Said(str):
    """A sentence to be said before a question. `media` are the files that go with it, by kind
    (image, audio, video): a note has a picture or a voice as a question does."""

    media: Mapping[str, str]

    def __new__(cls, words: str, media: Mapping[str, str]) -> Said:
        made = super().__new__(cls, words)
        made.media = media
        return made


@dataclass(frozen=True, slots=True)
class Choice:
    """One button of a question: `value` is the XLSForm name, `label` what the person reads,
    `picture`, `sound` and `film` the files of `media::image`, `media::audio` and `media::video`,
    '' without one; `also` are other words that people say for it (`wethi::also`)."""

    value: str
    label: str
    picture: str = ""
    sound: str = ""
    film: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask now.

    `path` is the question's place with its instance (`issue[2]/what`), the key of its answer.
    `text` is what is said; `before` holds notes and echoes to say first, in order (a Said where
    files go with it). `hint` is said
    when the answer is not understood or the person asks why. `selected` are the values toggled so
    far of a select_multiple. `wrong` counts wrong answers in a row and `complaint` says what was
    wrong with the last one. `position`/`total` are for "2/5" (0 when it should not be shown).
    `current` is the present value when an answer is being corrected.
    """

    path: str
    name: str
    type: QuestionType
    text: str
    before: tuple[str, ...] = ()
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    selected: tuple[str, ...] = ()
    required: bool = False
    voice: bool = False
    appearance: str = ""
    complaint: str = ""
    wrong: int = 0
    position: int = 0
    total: int = 0
    current: Json = None
    gathering: bool = False
    faces: str = "either"
    can_go_back: bool = False
    extras: Mapping[str, str] = field(default_factory=dict)


class HeardKind(StrEnum):
    TEXT = "text"  # typed words, raw
    CHOICE = "choice"  # a button of the present question: value is Choice.value
    DATE = "date"  # a picker's ISO value
    TIME = "time"
    DATETIME = "datetime"
    IMAGE = "image"  # value is the id of a stored file
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"
    LOCATION = "location"  # value {"latitude","longitude","title","address"}
    STICKER = "sticker"
    BACK = "back"
    SKIP = "skip"
    NEXT = "next"  # "that is all" of a gathering or select_multiple question
    EDIT = "edit"  # value is the path to correct; only from the review
    SEND = "send"  # the review is right


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing a person said, already freed of LINE's wrapping."""

    kind: HeardKind
    value: Json = None


class Rows(Protocol):
    def __call__(self, table: str, filters: Mapping[str, str], /) -> Sequence[Mapping[str, str]]:
        """Rows of one of our tables as XLSForm choices: name, label, and filter columns."""
        ...


@dataclass(frozen=True, slots=True)
class At:
    """All that the engine may know of the world at this step.

    `now` is aware; `seed` makes random() repeatable per response; `known` is what is known of the
    person (keys are used by `default` through `pulldata`-free names, e.g. `${known_village}`).
    """

    now: datetime
    zone: ZoneInfo
    seed: int
    language: str
    known: Mapping[str, str]
    rows: Rows

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def local_time(self) -> time:
        return self.now.astimezone(self.zone).time()


@dataclass(frozen=True, slots=True)
class Ask:
    """A reader's question back: words, and buttons whose value comes back as Heard CHOICE."""

    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of what it heard.

    `values` by question name (of the same or other questions; None takes an answer back);
    `ask` asks back and keeps `memory` until answered; `more` stays on the question and keeps
    gathering; `echo` is said before the next question. A Reading with nothing at all means
    "not understood": the engine then reads the answer in the ordinary way of the question's type.
    """

    values: Mapping[str, Json] = field(default_factory=dict)
    ask: Ask | None = None
    echo: str = ""
    more: bool = False
    complaint: str = ""
    memory: Json = None


class Reader(Protocol):
    """A function named in the column `wethi::reader`: one answer into several questions."""

    def __call__(
        self, heard: Heard, question: Question, answers: Mapping[str, Json], memory: Json, at: At
    ) -> Reading: ...


Say = Callable[..., str]
