"""What is stored without a name, and what of it would tell all the same who answered, or when.

An answer that people give is theirs to give. What the form fills in by itself is refused where it
is stored without a name: the moment (beside the chat's own rows it says whose it is), the account
or phone, what the office knows of the person; where other answers have a name, the day too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set

from forms.expressions import Compiled
from forms.faults import Fault
from forms.form import Item, Kind
from forms.plot import INSTANCE_NAME
from forms.rows import Rows

_TEXT = re.compile(r"'[^']*'|\"[^\"]*\"")
_CALL = re.compile(r"(?<![\w.:-])(now|today|property|known)\s*\(")
_WHEN, _DAY, _WHO = "tells_when", "tells_day", "tells_who"
_CODES = {"now": _WHEN, "today": _DAY, "property": _WHO, "known": _WHO}
_FILLED = {"start": _WHEN, "end": _WHEN, "today": _DAY}
# Of a form that is all nameless the day is stored anyway, and nothing is known of who answers it.
_WHOLLY = {"today", "known"}


def nameless_keys(
    items: Iterable[Item], feeds: Mapping[str, tuple[str, ...]], *, wholly: bool
) -> frozenset[str]:
    """The keys of whatever is stored without a name: what is marked so, what stands in a marked
    group, and all that reads it, for it would tell."""
    items = tuple(items)
    marked = {item.key for item in items if item.anonymous or wholly}
    found: set[str] = set()
    while marked:
        found |= marked
        readers = {reader for key in marked for reader in feeds.get(key, ())}
        inside = {item.key for item in items if set(item.groups) & marked}
        marked = (readers | inside) - found
    return frozenset(found)


def betrayals(
    items: Iterable[Item],
    order: Iterable[str],
    hidden: frozenset[str],
    rows: Rows,
    *,
    wholly: bool,
) -> Iterator[Fault]:
    """A fault for each nameless row that fills in who or when, itself or out of a row that does."""
    by_key = {item.key: item for item in items}
    with_name = {key for key, item in by_key.items() if _holds(item)} - hidden
    tainted: dict[str, tuple[str, str]] = {}
    for key in order:
        found = _told_by(by_key[key], tainted, wholly=wholly)
        if found is None and key in hidden:
            found = _beside(by_key[key], with_name)
        if found is not None:
            tainted[key] = found
    for key in by_key.keys() & hidden & tainted.keys():
        code, what = tainted[key]
        if key == INSTANCE_NAME:
            yield Fault("settings", 2, "instance_name", code, {"what": what})
            continue
        column = rows.filled_header(key, _column(by_key[key]))
        yield Fault("survey", by_key[key].row, column, code, {"what": what})


def _told_by(
    item: Item, tainted: Mapping[str, tuple[str, str]], *, wholly: bool
) -> tuple[str, str] | None:
    """The rule that what it stores breaks, and by which word or row."""
    if item.preload and not (wholly and item.preload in _WHOLLY):
        return _FILLED.get(item.preload, _WHO), item.preload.removeprefix("property:")
    for stored in stored_values(item):
        for name in _CALL.findall(_TEXT.sub("", stored.text)):
            if not (wholly and name in _WHOLLY):
                return _CODES[name], f"{name}()"
        for need in stored.needs & tainted.keys():
            return tainted[need][0], f"${{{need.rpartition('/')[2]}}}"
    return None


def _holds(item: Item) -> bool:
    return item.kind in (Kind.QUESTION, Kind.HIDDEN)


def _beside(item: Item, with_name: Set[str]) -> tuple[str, str] | None:
    """An answer with a name that is written into this one too: it would find its other half."""
    read = {need for stored in stored_values(item) for need in stored.needs & with_name}
    return (_WHO, f"${{{min(read).rpartition('/')[2]}}}") if read else None


def stored_values(item: Item) -> list[Compiled]:
    """What becomes its value; when it is asked, and what may be answered, is stored nowhere."""
    return [one for one in (item.calculation, item.default, item.set_to) if one is not None]


def _column(item: Item) -> str:
    if item.preload:
        return "type"
    return "default" if item.calculation is None and item.set_to is None else "calculation"
