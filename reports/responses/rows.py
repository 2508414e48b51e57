"""A response as rows: one of the responses' table, and one for each entry of a repeat."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from forms import Form, Item
from forms.layout import without_entries
from forms.question import Json
from reports.responses.cells import Cell, NameOf, cell_of, chosen
from reports.responses.columns import (
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
    Column,
    Response,
    Table,
)
from reports.responses.plan import Plan

_ENTRY = re.compile(r"\[(\d+)\]/")
Row = tuple[str, list[Cell]]  # the table's key, its cells


@dataclass
class Spread:
    """The answers of one response by where they stand: (table, entry) → question → item, value.
    `entries` says how many a repeat has in an entry: (table, entry around) → path, number."""

    values: dict[tuple[str, str], dict[str, tuple[Item, Json]]]
    entries: dict[tuple[str, str], tuple[str, int]]
    strange: int = 0

    def inside(self, table: str, entry: str) -> Iterator[str]:
        """Its entries, also those in which nothing was answered before a later one."""
        path, count = self.entries.get((table, entry), ("", 0))
        return (f"{path}[{number}]" for number in range(1, count + 1))


def spread(plan: Plan, form: Form, response: Response) -> Spread:
    """What the phone told by itself (`start`, `deviceid` …) is left out of what is nobody's."""
    made = Spread(defaultdict(dict), {})
    for key, value in response.answers.items():
        item = form.find(without_entries(key))
        found = plan.found.get((response.version, item.key)) if item is not None else None
        if item is None:
            made.strange += 1
        elif found is not None and not (item.preload and response.at is None):
            entry = _note_entries(plan, response.version, key, made)
            made.values[found[0], entry][found[1]] = (item, value)
    return made


def _note_entries(plan: Plan, version: str, key: str, made: Spread) -> str:
    """The innermost entry that the answer stands in, '' if in none."""
    around = ""
    for match in _ENTRY.finditer(key):
        path, number = key[: match.start()], int(match.group(1))
        table, _ = plan.found[version, without_entries(path)]
        _, known = made.entries.get((table, around), (path, 0))
        made.entries[table, around] = (path, max(known, number))
        around = key[: match.end() - 1]
    return around


@dataclass
class Rows:
    """Numbers rows as they come, so it is good for one export. `titles` are the tables' by key;
    `strange` counts answers that no question of their version has: they are in no column."""

    plan: Plan
    zone: ZoneInfo
    name_of: NameOf
    titles: Mapping[str, str]
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    strange: int = 0

    def __post_init__(self) -> None:
        self._forms = {one.code: one.form for one in self.plan.versions}
        self._inside: dict[str, list[Table]] = defaultdict(list)
        for table in self.plan.tables[1:]:
            self._inside[table.parent].append(table)

    def of(self, response: Response) -> Iterator[Row]:
        """Raises KeyError for a version that the plan does not have."""
        found = spread(self.plan, self._forms[response.version], response)
        self.strange += found.strange
        return self._entry(self.plan.tables[0], response, found, "", 0)

    def _entry(
        self, table: Table, response: Response, found: Spread, entry: str, parent: int
    ) -> Iterator[Row]:
        self.counts[table.key] += 1
        number = self.counts[table.key]
        known = self._known(table, response, number, parent)
        held = found.values.get((table.key, entry), {})
        cells = [self._cell(held.get(column.id), column) for column in table.columns]
        yield table.key, [*cells, *(known[header] for header in table.after)]
        for inner in self._inside[table.key]:
            for one in found.inside(inner.key, entry):
                yield from self._entry(inner, response, found, one, number)

    def _cell(self, answer: tuple[Item, Json] | None, column: Column) -> Cell:
        if answer is None:
            return None
        item, value = answer
        return cell_of(item, column, value, self.zone, self.name_of)

    def _known(self, table: Table, response: Response, number: int, parent: int) -> dict[str, Cell]:
        """What stands behind the answers, by header."""
        told: dict[str, Cell] = {
            ID: response.id,
            TIME: _sent(response, self.zone),
            VERSION: self._forms[response.version].version or response.version,
            WAVE: response.wave or None,
            PERSON: response.person or None,
            NAME: response.name or None,
        }
        told |= {header: response.facts.get(header) for header in self.plan.shape.facts}
        if not table.key:
            return {**told, INDEX: number}
        inner: dict[str, Cell] = {f"{OF_RESPONSE}{name}": value for name, value in told.items()}
        inner[PARENT_TABLE], inner[PARENT_INDEX] = self.titles[table.parent], parent
        return {**inner, INDEX: number}


def _sent(response: Response, zone: ZoneInfo) -> Cell:
    if response.at is not None:
        return response.at.astimezone(zone)
    return date.fromisoformat(response.day)


def seen_choices(
    plan: Plan, response: Response, seen: dict[tuple[str, str], set[str]], most: int
) -> None:
    """Add what was chosen of the plan's open questions, up to `most` + 1 of each."""
    wanted = frozenset(plan.open)
    form = next(one.form for one in plan.versions if one.code == response.version)
    for (table, _), held in spread(plan, form, response).values.items():
        for asked, (_, value) in held.items():
            if (table, asked) in wanted and len(seen[table, asked]) <= most:
                seen[table, asked].update(chosen(value))
