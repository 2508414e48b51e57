"""Several forms as one, where one row was asked by all of them: a short form and a long one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from forms import Form, Item
from forms.form import Kind
from reports.responses.merging import table_of

Wanted = Callable[[Form, Item], bool]


def joined(parts: Sequence[tuple[Form, Wanted]]) -> Form:
    """A form to export by, not to ask: the wanted questions of each, in that order, and the repeats
    around them. What an earlier one has is not taken again. All else is the first form's."""
    items: dict[tuple[str, str], Item] = {}
    for form, wanted in parts:
        kept = {item.key for item in form.items if item.kind is not Kind.REPEAT}
        kept = {key for key in kept if wanted(form, form.by_key[key])}
        around = {group for key in kept for group in form.by_key[key].groups}
        for item in form.items:
            if item.key in kept or (item.kind is Kind.REPEAT and item.key in around):
                items.setdefault((table_of(form, item), item.name), item)
    by_key = {key: item for form, _ in reversed(parts) for key, item in form.by_key.items()}
    return replace(
        parts[0][0],
        items=tuple(items.values()),
        by_key=by_key,
        by_name={item.name: item for item in (*reversed(by_key.values()), *items.values())},
        order=(),
    )
