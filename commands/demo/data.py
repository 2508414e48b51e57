"""The data files of the demonstration, read as they stand."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from base.ids import digest

FOLDER = Path(__file__).parent / "data"
DISTRICTS = ("3206", "3210", "3213", "3214")
AGENCY, FACILITATOR = "agency", "facilitator"


@dataclass(frozen=True)
class Human:
    """A row of people.tsv: `place` is a village's code or an agency's key; `has` is phone, code,
    or nothing (neither signed up nor given a personal code)."""

    key: str
    called: str
    full_name: str
    kind: str
    place: str
    has: str

    @property
    def village_code(self) -> str | None:
        return None if self.kind in (AGENCY, FACILITATOR) else self.place


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table, by the names in its first line."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@cache
def people() -> dict[str, Human]:
    return {row["key"]: Human(**row) for row in rows("people.tsv")}


@cache
def story() -> dict[str, Any]:
    return _toml("story.toml")


@cache
def cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _toml("cases.toml")["cases"]
    return found


@cache
def plan() -> dict[str, Any]:
    found: dict[str, Any] = _toml("rests.toml")["plan"]
    return found


def rests() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _toml("rests.toml")["rests"]
    return found


def user_id(key: str) -> str:
    """The same LINE user id for a person in every demonstration (LINE: U and 32 hex digits)."""
    return "U" + digest(f"demonstration:{key}".encode())[:32]


def _toml(name: str) -> dict[str, Any]:
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)
