"""A person answering a form, with the state sent through JSON at every step."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import forms
from forms import At, Form, Heard, HeardKind, Question, Reader, Step
from tools.pressing import offered

VILLAGES: list[Mapping[str, str]] = [
    {"name": "91", "label": "บ้านโนนสมมุติ", "subdistrict": "a", "moo": "91"},
    {"name": "92", "label": "บ้านหนองจำลอง", "subdistrict": "a", "moo": "92"},
    {"name": "93", "label": "บ้านโคกนิทาน", "subdistrict": "b", "moo": "93"},
]


class Tables:
    """Our tables, remembering what they were asked."""

    def __init__(self, tables: Mapping[str, list[Mapping[str, str]]]) -> None:
        self.tables = tables
        self.asked: list[tuple[str, dict[str, str]]] = []

    def __call__(self, table: str, filters: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
        self.asked.append((table, dict(filters)))
        rows = self.tables.get(table, [])
        return [row for row in rows if all(row.get(k) == v for k, v in filters.items())]


def now(**known: str) -> At:
    """Monday 13 July 2026, 19.05 in Surin."""
    return At(
        now=datetime(2026, 7, 13, 12, 5, tzinfo=UTC),
        zone=ZoneInfo("Asia/Bangkok"),
        seed=7,
        language="th",
        known=known,
        rows=Tables({"village": VILLAGES}),
    )


def form(survey: str, *, readers: Mapping[str, Reader] | None = None, more: str = "") -> Form:
    """A form of Markdown survey rows; the first line holds the headers."""
    lines = "\n".join(f"| | {line.strip()}" for line in survey.strip().splitlines())
    return forms.load(f"| survey |\n{lines}\n{more}", readers=readers)


YES_NO = """
| choices |
| | list_name | name | label |
| | yn | y | ใช่ |
| | yn | n | ไม่ใช่ |
"""


def settings(**cells: str) -> str:
    names, values = " | ".join(cells), " | ".join(cells.values())
    return f"\n| settings |\n| | {names} |\n| | {values} |\n"


class Talk:
    def __init__(self, form: Form, at: At | None = None, **values: Any) -> None:
        self.form = form
        self.at = at or now()
        self.last = forms.start(form, self.at, values)

    def _keep(self, step: Step) -> Step:
        self.last = replace(step, state=json.loads(json.dumps(step.state)))
        return self.last

    def hear(self, kind: HeardKind, value: Any = None) -> Talk:
        self._keep(forms.step(self.form, self.last.state, Heard(kind, value), self.at))
        return self

    def types(self, *texts: str) -> Talk:
        for text in texts:
            self.hear(HeardKind.TEXT, text)
        return self

    def taps(self, *values: str) -> Talk:
        for value in values:
            self.hear(HeardKind.CHOICE, value)
        return self

    def back(self) -> Talk:
        return self.hear(HeardKind.BACK)

    def skip(self) -> Talk:
        return self.hear(HeardKind.SKIP)

    def next(self) -> Talk:
        return self.hear(HeardKind.NEXT)

    def press(self, label: str) -> Talk:
        """A button or helper that the chat draws at the present question."""
        heard = offered(self.asked, self.at.language).presses[label]
        return self.hear(heard.kind, heard.value)

    def edit(self, path: str) -> Talk:
        return self.hear(HeardKind.EDIT, path)

    def send(self) -> Talk:
        return self.hear(HeardKind.SEND)

    @property
    def asked(self) -> Question:
        (question,) = self.last.questions
        return question

    @property
    def name(self) -> str:
        return self.asked.name

    @property
    def answers(self) -> dict[str, Any]:
        return forms.answers(self.form, self.last.state)

    @property
    def choices(self) -> list[str]:
        return [choice.value for choice in self.asked.choices]
