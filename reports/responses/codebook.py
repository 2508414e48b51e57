"""The codebook: what each question asked, of which kind it is, and what its choices mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from base.i18n import say
from forms.choices import OTHER_LABEL
from forms.expressions import Compiled
from forms.form import Kind
from forms.languages import spoken
from forms.listing import OTHER_LABEL as SPECIFY_LABEL
from forms.texts import Text
from reports.responses.cells import Cell
from reports.responses.columns import Asked, Column, Part, Table
from reports.responses.plan import Plan

QUESTIONS, CHOICES = "codebook", "choices"
_ADDED = {OTHER_LABEL: "forms.choice.other", SPECIFY_LABEL: "forms.choice.specify"}
_PATH = re.compile(r"(?<![\w'\"/)\].])/[\w.-]+(?:/[\w.-]+)*/([\w.-]+)")
_BLANK_BEFORE, _BLANK_AFTER = re.compile(r"(?<=[ (,]) (?=\$\{)"), re.compile(r"(?<=\}) (?=[ ),])")


@dataclass(frozen=True, slots=True)
class Written:
    """Tells a form's sentence as its author wrote it: `${name}` stays."""

    language: str

    def told(self, part: Compiled) -> str:
        last = part.text.strip().rpartition("/")[2].strip()
        return f"${{{last}}}" if last.isidentifier() else "${…}"


def words(text: Text, language: str) -> str:
    """A sentence of the form; what or_other adds to it in English is said in the language."""
    told = text.say(Written(language))
    return say(_ADDED[told], spoken(language)) if told in _ADDED else told


def rule(expression: Compiled | None) -> str | None:
    """As the author wrote it: `${name}` where the XForm has a path with blanks around it."""
    if expression is None:
        return None
    named = _PATH.sub(r"${\1}", expression.text)
    return _BLANK_AFTER.sub("", _BLANK_BEFORE.sub("", named)).strip()


def languages(plan: Plan) -> tuple[str, ...]:
    """Of all versions, the newest's first."""
    found = dict.fromkeys(code for one in plan.versions for code in one.form.languages)
    return tuple(found)


def questions(plan: Plan) -> Iterator[list[Cell]]:
    """A row a question, the headers first. `level`: what it measures after Kirkpatrick, 1 to 4."""
    tongues = languages(plan)
    labels = [_header("label", tongue) for tongue in tongues]
    hints = [_header("hint", tongue) for tongue in tongues]
    yield ["table", "column", "name", "type", *labels, *hints, *_REST]
    for table in plan.tables:
        headers = {one.id: one.header for one in table.columns if one.part is Part.WHOLE}
        for asked in table.asked:
            yield _question(plan, table, asked, headers[asked.id], tongues)


_REST = ("level", "required", "relevant", "constraint", "calculation", "versions")


def _question(
    plan: Plan, table: Table, asked: Asked, header: str, tongues: tuple[str, ...]
) -> list[Cell]:
    item = asked.item
    rules = (item.required, item.relevant, item.constraint, item.calculation)
    versions = [one.form.version or one.code for one in plan.versions if one.code in asked.versions]
    return [
        table.name,
        header,
        item.name,
        kind_of(asked),
        *(words(item.label, tongue) or None for tongue in tongues),
        *(words(item.hint, tongue) or None for tongue in tongues),
        item.level or None,
        *map(rule, rules),
        ", ".join(versions),
    ]


def kind_of(asked: Asked) -> str:
    """As XLSForm calls it, as near as the form still tells."""
    item = asked.item
    if item.preload:
        return item.preload.removeprefix("property:")
    if item.kind is Kind.HIDDEN:
        return "calculate" if item.calculation is not None else "hidden"
    kind = item.type.value if item.type is not None else ""
    return {"datetime": "dateTime"}.get(kind, kind)


def choices(plan: Plan) -> Iterator[list[Cell]]:
    """A row a choice of each question, the headers first."""
    tongues = languages(plan)
    yield ["table", "question", "name", *(_header("label", tongue) for tongue in tongues)]
    for table in plan.tables:
        for asked in table.asked:
            for name, label in asked.choices.items():
                told = (words(label, tongue) or None for tongue in tongues)
                yield [table.name, asked.id, name, *told]


def label_row(table: Table, language: str) -> list[Cell]:
    """What stands under the headers for whoever reads labels: the question, or question and
    choice."""
    asked = {one.id: one for one in table.asked}
    labels = [_label(asked[column.id], column, language) for column in table.columns]
    return [*labels, *(None for _ in table.after)]


def _label(asked: Asked, column: Column, language: str) -> str | None:
    label = words(asked.item.label, language)
    if not column.choice:
        return label or None
    choice = asked.choices.get(column.choice)
    return f"{label} / {(words(choice, language) if choice else '') or column.choice}"


def _header(word: str, language: str) -> str:
    return word if language == "default" else f"{word}::{language}"
