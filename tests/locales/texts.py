"""Everything the bot can say: catalogues and the labels of built-in forms."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from babel.messages.pofile import read_po

from base.i18n import LANGUAGES, LOCALES
from forms.languages import code_of
from forms.source import Sheet, read_book
from tests.architecture.source import product

FORMS = sorted((LOCALES.parent / "handlers").glob("*/forms/*.md"))
SAID = ("label", "hint", "guidance_hint", "constraint_message", "required_message", "wethi::short")
LISTS = ("words.",)  # synonyms that are heard, never said


@dataclass(frozen=True)
class Text:
    """`key` says where it stands; `button` when it is known to be one."""

    key: str
    language: str
    text: str
    button: bool = False

    def __str__(self) -> str:
        return f"{self.language} {self.key}: {self.text!r}"


def domains(language: str) -> set[str]:
    return {path.stem for path in (LOCALES / language / "LC_MESSAGES").glob("*.po")}


@cache
def catalogue(language: str) -> dict[str, str]:
    """All sentences of a language by key; nothing is left out, empty ones neither."""
    found: dict[str, str] = {}
    for domain in sorted(domains(language)):
        with _path(language, domain).open("rb") as file:
            found.update(
                {str(entry.id): str(entry.string or "") for entry in read_po(file) if entry.id}
            )
    return found


def written_keys(language: str) -> list[tuple[str, str]]:
    """(domain, key) as they stand in the files, repeated ones too."""
    return [
        (domain, key)
        for domain in sorted(domains(language))
        for key in re.findall(
            r'(?m)^msgid "(.+)"$', _path(language, domain).read_text(encoding="utf-8")
        )
    ]


def _path(language: str, domain: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / f"{domain}.po"


def placeholders(text: str) -> set[str]:
    """The names between braces. Raises ValueError when a brace is left open."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def is_list(key: str, text: str) -> bool:
    """Synonyms separated by `|`: what people type, not what the bot says."""
    return key.startswith(LISTS) or ".words." in key or "|" in text


@cache
def said() -> tuple[Text, ...]:
    """Every sentence of catalogues and forms, in both languages, but the lists of synonyms."""
    spoken = [
        Text(key, language, text)
        for language in LANGUAGES
        for key, text in catalogue(language).items()
        if not is_list(key, text)
    ]
    return (*spoken, *(text for path in FORMS for text in form_texts(path)))


@cache
def button_keys() -> frozenset[str]:
    """Keys that stand as the label of a Button in code."""
    labels = (
        node.args[0]
        for source in product()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Button" and node.args
    )
    return frozenset(
        str(label.args[0].value)
        for label in labels
        if isinstance(label, ast.Call) and label.args and isinstance(label.args[0], ast.Constant)
    )


def form_texts(path: Path) -> list[Text]:
    book = read_book(path)
    survey, choices = book.sheet("survey"), book.sheet("choices")
    return [
        *_cells(path, survey, SAID, button=False),
        *_cells(path, choices, ("label",), button=True),
    ]


def _cells(path: Path, sheet: Sheet, words: tuple[str, ...], *, button: bool) -> list[Text]:
    return [
        Text(
            f"{path.parent.parent.name}/{path.name} {sheet.name} {row.get('name')} {column.word}",
            code_of(column.language),
            cell,
            button,
        )
        for row in sheet.rows
        for word in words
        for column, cell in sheet.cells(row, word)
    ]
