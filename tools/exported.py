"""Answers through the real export and back, as a workbook and as CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import forms
from forms import Form
from forms.layout import without_entries
from forms.value import as_text
from reports.responses import (
    Extras,
    Format,
    Plan,
    Response,
    Shape,
    Version,
    ending,
    export,
    plan_of,
)
from tools.answering import NOW, ZONE, Played
from tools.reading_back import answers_of

Answers = Mapping[str, Any]
NOTHING: tuple[object, ...] = (None, "", [])
EXTRAS = Extras(codebook=False)


@dataclass(frozen=True)
class Back:
    """What one file held: how many values were compared, and what was wrong of it."""

    values: int
    faults: tuple[str, ...]


def there_and_back(form: Form, every: Sequence[Played]) -> Iterator[Back]:
    """One file for each format, a response for each play. Its state goes through JSON first, as
    the database keeps it."""
    kept = [forms.answers(form, json.loads(json.dumps(one.state))) for one in every]
    plan = plan_of(form.title or form.name, [Version("v1", form)], Shape(personal=True))
    with TemporaryDirectory() as folder:
        for kind in Format:
            yield _one(form, plan, kept, kind, Path(folder))


def _one(form: Form, plan: Plan, kept: Sequence[Answers], kind: Format, folder: Path) -> Back:
    given = [_response(number, one) for number, one in enumerate(kept)]
    target = folder / f"out.{ending(plan, kind, EXTRAS)}"
    made = export(plan, lambda: given, target, kind, ZONE, EXTRAS)
    read = answers_of(plan, form, target)
    faults = [
        f".{kind.value}, play {number}: {fault}"
        for number, (was, came) in enumerate(zip(kept, read, strict=True))
        for fault in differences(form, was, came, kind)
    ]
    if made.cut or made.strange:
        faults.append(f".{kind.value}: {made.cut} cells cut, {made.strange} values in no column")
    return Back(sum(_count(one) for one in kept), tuple(faults))


def _response(number: int, answers: Answers) -> Response:
    day = NOW.astimezone(ZONE).date().isoformat()
    return Response(f"r{number}", "v1", day, NOW, "p1", answers)


def _count(answers: Answers) -> int:
    return sum(1 for value in answers.values() if value not in NOTHING)


def differences(form: Form, was: Answers, came: Answers, kind: Format) -> list[str]:
    """Each answer that is another one, missing or new. An empty answer has an empty cell, and a
    cell of CSV has no type: there a computed 2 and a computed «2» are one value."""
    there = {key: value for key, value in was.items() if value not in NOTHING}
    return [
        f"{key}: {there.get(key)!r} came back as {came.get(key)!r}"
        for key in sorted({*there, *came})
        if not _same(form, key, there.get(key), came.get(key), kind)
    ]


def _same(form: Form, key: str, was: Any, came: Any, kind: Format) -> bool:
    item = form.find(without_entries(key))
    if kind is Format.CSV and item is not None and item.calculation is not None:
        return as_text(was) == as_text(came)
    return bool(was == came) and type(was) is type(came)
