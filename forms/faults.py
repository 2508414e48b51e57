"""Why a form is refused: every fault with the cell it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from base.i18n import say


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a form.

    `row` counts as in the spreadsheet (the header is row 1; 0 when no row is to blame), `column`
    is the header as its author wrote it, `code` names the rule (`forms.fault.CODE` in locales).
    """

    sheet: str
    row: int
    column: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        return self.in_language("th")

    def in_language(self, language: str) -> str:
        """The reason as a sentence for whoever wrote the form."""
        return say(f"forms.fault.{self.code}", language, **self.values)

    def __str__(self) -> str:
        place = f"{self.sheet}!{self.row}" if self.row else self.sheet
        return f"{place} {self.column}: {self.in_language('en')}"


class FormRefused(Exception):
    """A form that cannot be used; `faults` are all of its faults, in the order of the rows."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults
