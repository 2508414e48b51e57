"""What pyxform warns of, in the languages of whoever wrote the form.

The form can be asked all the same. pyxform's warnings are English sentences without a code; some
mean nothing in a chat: the size of pictures, numbers of a SIM card, the «other» of `or_other`,
which the chat says in each language by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from base.i18n import LANGUAGES, say
from forms.faults import place
from forms.languages import code_of

# The pattern of a warning, our code (none: not told), and the sheet and column it is about.
_KNOWN = (
    (r"\[row : (?P<row>\d+)\] On the 'choices' sheet, the 'label'", "no_label", "choices", "label"),
    (
        r"\[row : (?P<row>1)\] On the 'choices' sheet, the '(?P<name>.*)' value is invalid",
        "bad_header",
        "choices",
        "",
    ),
    (
        r"\[row : (?P<row>\d+)\] On the 'survey' sheet, the 'name' value '(?P<name>.*)' is prob",
        "same_but_for_case",
        "survey",
        "name",
    ),
    (r"language declarations do not contain .* codes: (?P<name>.+)\. Learn", "no_code", "", ""),
    (
        r"^Language '(?P<tongue>.*)' is missing the (?P<sheet>\w+) (?:columns )?(?P<name>.+?)"
        r"(?: column)?\.$",
        "untranslated",
        "",
        "",
    ),
    (r"looking for a sheet named '(?P<name>\w+)', .* found: (?P<found>.+?)\.", "like", "", ""),
    (r"\[row : (?P<row>\d+)\] Repeat has no label", "repeat_without_label", "survey", "label"),
    (r"\[row : (?P<row>\d+)\] Row without name, text, or label", "row_skipped", "survey", ""),
    (r"\[row : (?P<row>\d+)\] The 'disabled' column", "disabled", "survey", "disabled"),
    (r"form_id and id_string column headers", "two_ids", "settings", "form_id"),
    (r"or_other and translations", "", "", ""),
    (r"max-pixels", "", "", ""),
    (r"is no longer supported on most devices", "", "", ""),
)
_ROW = re.compile(r"\[row : (\d+)\]\s*")
_MISSING = re.compile(r"(?m)^Language '.*' is missing the .*$")


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to look at again; the fields as those of a Fault (`forms.caution.CODE`)."""

    sheet: str
    row: int
    column: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    def told(self, language: str) -> str:
        """Place and sentence in one line."""
        said = say(f"forms.caution.{self.code}", language, **self.values)
        where = place(self.sheet, self.row, self.column, language)
        return " ".join((f"{where}: {said}" if where else said).split())


def cautions(warnings: Iterable[str]) -> tuple[Caution, ...]:
    """In pyxform's order, each once; a warning of several lines is one for each."""
    found: list[Caution] = []
    for one in (caution for warning in warnings for caution in _cautions(warning)):
        if one not in found:
            found.append(one)
    return tuple(found)


def _cautions(warning: str) -> Iterator[Caution]:
    for line in _MISSING.findall(warning) or [warning]:
        if (one := _caution(line)) is not None:
            yield one


def _caution(warning: str) -> Caution | None:
    for pattern, code, sheet, column in _KNOWN:
        if match := re.search(pattern, warning, re.DOTALL):
            return _known(match.groupdict(), code, sheet, column) if code else None
    row = _ROW.search(warning)
    plain = {"detail": " ".join(_ROW.sub("", warning).split())[:300]}
    return Caution("survey" if row else "", int(row[1]) if row else 0, "", "other", plain)


def _known(caught: dict[str, str], code: str, sheet: str, column: str) -> Caution | None:
    row = int(caught.pop("row", 0))
    if code == "no_code":
        unknown = [one for one in caught["name"].split(", ") if code_of(one) not in LANGUAGES]
        if not unknown:
            return None
        caught["name"] = ", ".join(unknown)
    if caught.get("tongue") == "default":
        code, caught = "untranslated_plain", {**caught, "tongue": ""}
    return Caution(caught.pop("sheet", sheet), row, column, code, caught)
