"""Why a form is refused: every fault with the cell it stands in, and a way out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from base.i18n import catalogue, say


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
        unfinished = self.code == "syntax" and not self.values.get("found")
        key = "forms.unfinished" if unfinished else f"forms.fault.{self.code}"
        return say(key, language, **self.values)

    def way(self, language: str) -> str:
        """What can be done about it. A type that cannot be asked has a way of its own, and so has
        a function that is called wrongly."""
        kind = str(self.values.get("type", "")).lower().replace("begin ", "begin_").split()[:1]
        every, known = f"forms.way.{self.code}", catalogue("forms", "th")
        own = [f"{every}.{one}" for one in (*kind, self.values.get("name", ""))]
        return say(next((key for key in own if key in known), every), language, **self.values)

    def place(self, language: str) -> str:
        """«survey row 12, relevant», as far as there is a row and a column to name."""
        return place(self.sheet, self.row, self.column, language)

    def told(self, language: str) -> str:
        """Place, reason and way out in one line."""
        said = f"{self.place(language)}: {self.in_language(language)} {self.way(language)}"
        return " ".join(said.split())

    def __str__(self) -> str:
        return self.told("en")


def place(sheet: str, row: int, column: str, language: str) -> str:
    """«survey row 12, relevant», as far as there is a row and a column to name."""
    numbered = say("forms.place.row", language, row=row) if row else ""
    place = f"{sheet} {numbered}".strip()
    return f"{place}, {column}" if column else place


class FormRefused(Exception):
    """A form that cannot be used; `faults` are all of its faults, in the order of the rows."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults

    @classmethod
    def at(cls, sheet: str, row: int, column: str, code: str, **values: object) -> FormRefused:
        return cls((Fault(sheet, row, column, code, values),))


def of_file(code: str, **values: object) -> FormRefused:
    """A fault of the file as a whole."""
    return FormRefused.at("survey", 0, "", code, **values)
