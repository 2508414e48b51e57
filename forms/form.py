"""A loaded form: every expression compiled, every name resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from forms.cautions import Caution
from forms.expressions import Compiled, Element
from forms.named import Named
from forms.question import QuestionType, Reader
from forms.texts import Text


class Kind(StrEnum):
    GROUP = "group"
    QUESTION = "question"
    NOTE = "note"  # also a read_only question: it is shown, not asked
    HIDDEN = "hidden"  # calculate, hidden, and what the server fills in
    REPEAT = "repeat"
    ENTRY = "entry"  # one entry of a repeat
    MORE = "more"  # the question after the entries: is there one more


@dataclass(frozen=True, slots=True)
class Options:
    """Where a select's choices come from: `nodes` yields rows, `labels` name them by itext id.

    `listed` are all choices of the form's own lists, whatever `choice_filter` leaves of them: name
    and label. Choices from a table or a repeat are in no list.
    """

    nodes: Compiled
    labels: Mapping[str, Text] = field(default_factory=dict)
    value_column: str = "name"
    label_column: str = "label"
    other: str = ""  # key of the question that holds the words of «other»
    # File names by itext id, kind (image, audio, video) and language.
    media: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    borrowed_other: bool = False  # «other» is on the list for another question's or_other only
    listed: tuple[tuple[str, Text], ...] = ()
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # `wethi::also`, by name


@dataclass(frozen=True, slots=True)
class Scale:
    """The values of a `range`: from `start` to `end` in steps."""

    start: Decimal
    end: Decimal
    step: Decimal

    @property
    def size(self) -> int:
        return int(abs(self.end - self.start) / abs(self.step)) + 1

    def values(self) -> list[Decimal]:
        step = abs(self.step) if self.end >= self.start else -abs(self.step)
        return [self.start + step * place for place in range(self.size)]

    def holds(self, value: Decimal) -> bool:
        low, high = sorted((self.start, self.end))
        return low <= value <= high and (value - self.start) % abs(self.step) == 0


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the survey sheet.

    `key` is the answer's path (`group/name`), `groups` the keys of the groups around it from the
    outside in, `row` its row in the spreadsheet. In a repeat this is the pattern of what each
    entry has; forms.layout makes the entries' own (`issue[2]/what`, number `entry` of `repeat`).
    `level` is what it measures (`wethi::level`: 1 to 4 after Kirkpatrick, 0: nothing of the kind).
    """

    key: str
    name: str
    kind: Kind
    row: int
    place: int
    groups: tuple[str, ...] = ()
    type: QuestionType | None = None
    label: Text = field(default_factory=Text)
    hint: Text = field(default_factory=Text)
    short: Text = field(default_factory=Text)
    required: Compiled | None = None
    required_message: Text = field(default_factory=Text)
    relevant: Compiled | None = None
    read_only: Compiled | None = None  # while it is true, its value is shown and nothing asked
    constraint: Compiled | None = None
    constraint_message: Text = field(default_factory=Text)
    calculation: Compiled | None = None
    default: Compiled | None = None
    triggers: tuple[str, ...] = ()
    set_to: Compiled | None = None  # what a trigger sets; none empties
    initial: str = ""
    preload: str = ""
    options: Options | None = None
    appearance: frozenset[str] = frozenset()
    reader: str = ""
    voice: bool = False
    faces: str = "either"
    most: int = 0
    level: int = 0
    anonymous: bool = False
    nothing: bool = False  # «ไม่มี» is no answer to it (`wethi::nothing`)
    media: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    count: Compiled | None = None
    scale: Scale | None = None
    repeat: str = ""
    entry: int = 0

    @property
    def asked(self) -> bool:
        return self.kind is Kind.QUESTION


@dataclass(frozen=True, slots=True)
class Form:
    """What `load` gives; the same object serves every person who answers it.

    `order` has every key after what it needs, `feeds` says who reads an answer, `restless` who may
    change by itself, `filtered_by` which selects offer something else when an answer changes.
    `digest` is the SHA-256 of the source: a person half-way goes on with the form of that digest.
    `places` are the elements by key, `names` what each language calls itself, `files` what
    the form names and does not hold; `layouts` is forms.layout's memory.
    """

    name: str
    title: str
    version: str
    digest: str
    languages: tuple[str, ...]
    default_language: str
    settings: Mapping[str, str]
    items: tuple[Item, ...]
    by_key: Mapping[str, Item]
    by_name: Mapping[str, Item]
    readers: Mapping[str, Reader]
    order: tuple[str, ...]
    feeds: Mapping[str, tuple[str, ...]]
    restless: tuple[str, ...]
    filtered_by: Mapping[str, tuple[str, ...]]
    root: Element
    places: Mapping[str, Element] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    cautions: tuple[Caution, ...] = ()
    triggered: tuple[Item, ...] = ()
    files: tuple[Named, ...] = ()
    layouts: dict[object, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def questions(self) -> tuple[Item, ...]:
        """What a person is asked, in order."""
        return tuple(item for item in self.items if item.asked)

    @property
    def reviewed(self) -> bool:
        return self.settings.get("wethi::review", "yes").lower() not in ("no", "false", "0")

    @property
    def shows_progress(self) -> bool:
        """Whether each question says «2/5» (settings column `wethi::progress`; else not)."""
        return self.settings.get("wethi::progress", "no").lower() in ("yes", "true", "1")

    @property
    def anonymous(self) -> bool:
        """Whether nothing of it is stored with a name (settings column `wethi::anonymous`)."""
        return self.settings.get("wethi::anonymous", "no").lower() in ("yes", "true", "1")

    @property
    def repeats(self) -> bool:
        return any(item.kind is Kind.REPEAT for item in self.items)

    def find(self, name: str) -> Item | None:
        """By path, or by a name that is unique in the form."""
        return self.by_key.get(name) or self.by_name.get(name)
