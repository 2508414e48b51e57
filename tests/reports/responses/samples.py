"""Responses to export, and where to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import forms
from forms import Form
from reports.responses import Extras, Format, Made, Plan, Response, Shape, Version, ending, export
from reports.responses import plan_of as planned
from tools.reading_back import ZONE, Sheet, sheets_of

SENT = datetime(2026, 7, 13, 12, 5, tzinfo=UTC)


def form(survey: str, more: str = "") -> Form:
    """Of Markdown survey rows; the first line holds the headers."""
    lines = "\n".join(f"| | {line.strip()}" for line in survey.strip().splitlines())
    return forms.load(f"| survey |\n{lines}\n{more}")


def plan_of(*versions: Form, **shape: Any) -> Plan:
    """Newest first; they are called v1, v2 … from the oldest."""
    count = len(versions)
    named = [Version(f"v{count - at}", one) for at, one in enumerate(versions)]
    return planned("ติดตามผล", named, Shape(**shape))


def response(answers: Mapping[str, Any], version: str = "v1", **more: Any) -> Response:
    known: dict[str, Any] = {"id": "r1", "day": "2026-07-13", "at": SENT, "person": "p1"} | more
    return Response(version=version, answers=answers, **known)


def made(
    plan: Plan,
    folder: Path,
    *responses: Response,
    kind: Format = Format.XLSX,
    extras: Extras = Extras(codebook=False),
) -> tuple[Path, Made]:
    target = folder / f"out.{ending(plan, kind, extras)}"

    def all_of_them() -> Iterator[Response]:
        yield from responses

    return target, export(plan, all_of_them, target, kind, ZONE, extras)


def sheets(plan: Plan, folder: Path, *responses: Response, **how: Any) -> dict[str, Sheet]:
    return sheets_of(made(plan, folder, *responses, **how)[0])
