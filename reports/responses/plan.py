"""Which tables and columns an export of a survey has, in the shape of KoboToolbox and ODK.

A row a response, a column a question name; a repeat is a table of its own, whose rows name the row
they belong to (`_index`, `_parent_table_name`, `_parent_index`). What several answers were chosen
from is a column each as well: `what/water` is 1 or 0. A place is split into `_where_latitude` and
the others. Sources: KoboToolbox "Export your data", ODK Central "OData / CSV", pyxform's names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from forms import QuestionType
from forms.texts import Text
from reports.responses.columns import (
    GEO,
    ID,
    INDEX,
    NAME,
    OF_RESPONSE,
    PARENT_INDEX,
    PARENT_TABLE,
    PERSON,
    TIME,
    VERSION,
    WAVE,
    Asked,
    Column,
    Part,
    Table,
    Version,
)
from reports.responses.merging import merged

MOST_CHOICES = 200  # columns of one question whose choices stand in no list of the form
OPEN = ("start", "end", "today")  # preloads that tell nothing of who it was …
PERSONAL = ("property:deviceid", "property:username", "property:phonenumber")  # … and that do


@dataclass(frozen=True, slots=True)
class Shape:
    """`groups`: headers with their groups before the name (`home/people`), divided by `divider`.
    `personal`: what tells who somebody is (their name, the phone's number) may be in it.
    `anonymous`: nothing that tells who or at what time of day. `waves`: a column for the wave.
    `facts`: headers of what else is known of a response. `unsigned`: not even a random id says who
    sent it, for what stands beside it (a village) would make it a name."""

    groups: bool = False
    divider: str = "/"
    personal: bool = False
    anonymous: bool = False
    waves: bool = False
    facts: tuple[str, ...] = ()
    unsigned: bool = False

    @property
    def preloads(self) -> tuple[str, ...]:
        if self.anonymous:
            return ()
        return (*OPEN, *PERSONAL) if self.personal else OPEN


@dataclass(frozen=True, slots=True)
class Plan:
    """`tables`: the responses first, each repeat behind the table around it. `found`: the table and
    the id of an item of a version, (version, key) → (table's key, question's id)."""

    name: str
    versions: tuple[Version, ...]
    shape: Shape
    tables: tuple[Table, ...]
    found: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    @property
    def open(self) -> tuple[tuple[str, str], ...]:
        """Questions (table, id) whose choices only the responses themselves tell."""
        return tuple((t.key, one.id) for t in self.tables for one in t.asked if one.open)

    def with_choices(self, seen: Mapping[tuple[str, str], Iterable[str]]) -> Plan:
        """With columns for the choices that were seen of open questions."""
        return replace(self, tables=tuple(_opened(self, table, seen) for table in self.tables))


def plan_of(name: str, versions: Sequence[Version], shape: Shape) -> Plan:
    """`versions` newest first; `name` is what the survey is called."""
    known = merged(versions, told=shape.preloads)
    tables = []
    for key in _outside_in(known.parents):
        asked = tuple(known.asked[key].values())
        tables.append(_table(key, name, known.parents[key], asked, shape))
    return Plan(name, tuple(versions), shape, tuple(tables), known.found)


def _outside_in(parents: Mapping[str, str]) -> Iterator[str]:
    """Each table before those inside it."""

    def below(key: str) -> Iterator[str]:
        yield key
        for inner, outer in parents.items():
            if inner and outer == key:
                yield from below(inner)

    return below("")


def _table(key: str, name: str, parent: str, asked: tuple[Asked, ...], shape: Shape) -> Table:
    after = _of_repeat() if key else _of_response(shape)
    columns = _unique((column for one in asked for column in _columns(one, shape)), (*after, INDEX))
    return Table(key, key or name, parent, asked, columns, after)


def _of_response(shape: Shape) -> tuple[str, ...]:
    wave = (WAVE,) if shape.waves else ()
    nobodys = shape.anonymous or shape.unsigned
    person = () if nobodys else (PERSON, NAME) if shape.personal else (PERSON,)
    return (ID, TIME, *person, VERSION, *wave, *shape.facts, INDEX)


def _of_repeat() -> tuple[str, ...]:
    of_response = tuple(f"{OF_RESPONSE}{one}" for one in (ID, TIME, VERSION))
    return (INDEX, PARENT_TABLE, PARENT_INDEX, *of_response)


def _columns(asked: Asked, shape: Shape) -> Iterator[Column]:
    name = asked.path.replace("/", shape.divider) if shape.groups else asked.id
    yield Column(name, asked.id)
    if QuestionType.SELECT_MULTIPLE in asked.types or QuestionType.RANK in asked.types:
        part = Part.CHOICE if QuestionType.SELECT_MULTIPLE in asked.types else Part.PLACE
        for choice in asked.choices:
            yield Column(f"{name}{shape.divider}{choice}", asked.id, part, choice)
    if QuestionType.GEOPOINT in asked.types:
        around, _, own = name.rpartition(shape.divider)
        head = f"{around}{shape.divider}_{own}" if around else f"_{own}"
        for part in (*GEO, Part.TITLE, Part.ADDRESS):
            yield Column(f"{head}_{part.value}", asked.id, part)


def _unique(columns: Iterable[Column], taken: Iterable[str]) -> tuple[Column, ...]:
    """No header twice, as a spreadsheet counts (`Age` is `age`): the later one gets a number."""
    seen = {one.lower() for one in taken}
    made = []
    for column in columns:
        header, number = column.header, 1
        while header.lower() in seen:
            number += 1
            header = f"{column.header}_{number}"
        seen.add(header.lower())
        made.append(replace(column, header=header))
    return tuple(made)


def _opened(plan: Plan, table: Table, seen: Mapping[tuple[str, str], Iterable[str]]) -> Table:
    asked = []
    for one in table.asked:
        found = sorted(set(seen.get((table.key, one.id), ())) - set(one.choices))
        fits = len(found) <= MOST_CHOICES
        more = {name: Text() for name in found} if one.open and fits else {}
        asked.append(replace(one, choices={**one.choices, **more}) if more else one)
    return _table(table.key, plan.name, table.parent, tuple(asked), plan.shape)
