"""The versions of a survey as one: what was asked under the same name is one question.

A question is known by its name within its table; where two of a form have the same name there, by
its path. A repeat is known by its name in the same way. The newest version gives the order; what
only older ones asked stands behind what came before it there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from forms import Form, Item, QuestionType
from forms.form import Kind
from forms.nameless import stored_values
from forms.texts import Text
from reports.responses.columns import Asked, Version

SEVERAL = (QuestionType.SELECT_MULTIPLE, QuestionType.RANK)


@dataclass
class Merged:
    """`asked` by table (the repeat's id, '' for the responses) and id; `parents` the table around
    each; `found` says what an item of a version is called: (version, item's key) → (table, id)."""

    asked: dict[str, dict[str, Asked]] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    found: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)


def merged(versions: Sequence[Version], *, told: Iterable[str] = ()) -> Merged:
    """Newest version first. `told` are the preloads that may be told (`today`, `start` …)."""
    allowed, result = frozenset(told), Merged({"": {}}, {"": ""})
    doubles = _doubles(versions)
    for version in versions:
        last: dict[str, str] = {}
        untold = _untold(version.form, allowed)
        for item in version.form.items:
            if item.kind is Kind.REPEAT:
                _repeat(result, version, item, doubles)
            elif is_kept(item, allowed) and item.key not in untold:
                _question(result, version, item, doubles, last)
    return result


def is_kept(item: Item, told: frozenset[str]) -> bool:
    """Whether an item can have an answer that is given out: questions, what is computed, and a
    note that shows a value."""
    if item.preload and item.preload not in told:
        return False
    if item.kind is Kind.NOTE:
        return any((item.calculation, item.default, item.initial, item.triggers))
    return item.kind in (Kind.QUESTION, Kind.HIDDEN)


def _untold(form: Form, told: frozenset[str]) -> set[str]:
    """What must not be told, and whatever has it in its own value («concat(${username}, …)»)."""
    found: set[str] = set()
    for key in form.order:
        item = form.by_key[key]
        if (item.preload and item.preload not in told) or any(
            one.needs & found for one in stored_values(item)
        ):
            found.add(key)
    return found


def table_of(form: Form, item: Item) -> str:
    """The key of the innermost repeat around an item, '' without one."""
    around = (key for key in reversed(item.groups) if form.by_key[key].kind is Kind.REPEAT)
    return next(around, "")


def _doubles(versions: Sequence[Version]) -> set[tuple[str, str]]:
    """("", name) of repeats that a form has twice or another version has elsewhere; ("in:TABLE",
    name) of questions that a table has twice."""
    found: set[tuple[str, str]] = set()
    around: dict[str, set[str]] = defaultdict(set)
    for version in versions:
        repeats = [one for one in version.form.items if one.kind is Kind.REPEAT]
        for one in repeats:
            around[one.name].add(_tail(table_of(version.form, one)))
        found |= {("", name) for name in _twice(one.name for one in repeats)}
        inside = (
            (f"in:{_tail(table_of(version.form, one))}", one.name)
            for one in version.form.items
            if one.kind not in (Kind.REPEAT, Kind.GROUP)
        )
        found |= _twice(inside)
    return found | {("", name) for name, where in around.items() if len(where) > 1}


T = TypeVar("T")


def _twice(things: Iterable[T]) -> set[T]:
    return {thing for thing, count in Counter(things).items() if count > 1}


def _tail(key: str) -> str:
    return key.rpartition("/")[2]


def _repeat_id(key: str, doubles: set[tuple[str, str]]) -> str:
    return key if ("", _tail(key)) in doubles else _tail(key)


def _repeat(result: Merged, version: Version, item: Item, doubles: set[tuple[str, str]]) -> None:
    mine = _repeat_id(item.key, doubles)
    result.found[version.code, item.key] = (mine, "")
    result.asked.setdefault(mine, {})
    result.parents.setdefault(mine, _repeat_id(table_of(version.form, item), doubles))


def _question(
    result: Merged,
    version: Version,
    item: Item,
    doubles: set[tuple[str, str]],
    last: dict[str, str],
) -> None:
    around = table_of(version.form, item)
    table = _repeat_id(around, doubles)
    inner = item.key.removeprefix(f"{around}/") if around else item.key
    mine = inner if (f"in:{_tail(around)}", item.name) in doubles else item.name
    result.found[version.code, item.key] = (table, mine)
    asked = result.asked[table]
    if mine in asked:
        asked[mine] = _joined(asked[mine], version.code, item)
    else:
        kinds = _types(item)
        one = Asked(mine, item, inner, (version.code,), kinds, _choices(item), _is_open(item))
        result.asked[table] = _put(asked, one, last.get(table))
    last[table] = mine


def _put(asked: dict[str, Asked], one: Asked, after: str | None) -> dict[str, Asked]:
    """Behind `after`; at the front if nothing came before it."""
    names = list(asked)
    at = names.index(after) + 1 if after is not None else 0
    before, behind = names[:at], names[at:]
    return {name: asked[name] for name in before} | {one.id: one} | {n: asked[n] for n in behind}


def _joined(known: Asked, code: str, item: Item) -> Asked:
    choices = {**_choices(item), **known.choices}
    order = {name: choices[name] for name in (*known.choices, *choices)}
    return replace(
        known,
        versions=(*known.versions, code),
        types=known.types | _types(item),
        choices=order,
        open=known.open or _is_open(item),
    )


def _types(item: Item) -> frozenset[QuestionType]:
    return frozenset({item.type} if item.type is not None else ())


def _choices(item: Item) -> dict[str, Text]:
    return dict(item.options.listed) if item.options is not None else {}


def _is_open(item: Item) -> bool:
    return item.type in SEVERAL and not _choices(item)
