"""One answer in a form, from the state to the next question, in short and in long forms."""

from __future__ import annotations

import cProfile
import gc
import pstats
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import forms
from base.clock import monotonic
from bench.figures import MILLI, Part, quantile
from bench.scale import Scale
from forms import At, Form, Heard, HeardKind, Question, QuestionType

SHORT, LONG = 20, 500
MOST = 12
HOW = (
    "A form of questions of all common types (words, numbers with constraints, choices, dates), "
    "where every second is relevant by an earlier answer and every fifth row is a calculation, is "
    "answered from its first question to the review. One step: reading the state, hearing the "
    "answer, what follows from it, the next question, writing the state."
)


def measure(_folder: Path, scale: Scale) -> Part:
    part = Part("A step of a form", HOW)
    forms.load(source(1))  # a worker has imported pyxform before its first turn (Shelf.warm)
    began = monotonic()
    long = forms.load(source(LONG))
    part.tell(f"reading a form of {LONG} questions", monotonic() - began, "s", 1)
    short = forms.load(source(SHORT))
    times = {count: _steps(form, scale.repeats) for count, form in ((SHORT, short), (LONG, long))}
    for count, found in times.items():
        goal = 5 if count == LONG else None
        part.tell(f"{count} questions: median", quantile(found, 0.5) * MILLI, "ms", goal)
        part.tell(f"{count} questions: p99", quantile(found, 0.99) * MILLI, "ms", goal)
    ratio = quantile(times[LONG], 0.5) / quantile(times[SHORT], 0.5)
    part.tell(f"{LONG} to {SHORT} questions: median, times as long", ratio, "", 2)
    if part.missed and scale.explains:
        part.profile = _profile(long)
    return part


def _profile(form: Form) -> list[str]:
    """The functions in which most time goes, as shares of all."""
    profile = cProfile.Profile()
    profile.runcall(_walk, form)
    taken: dict[tuple[str, int, str], float] = {
        where: told[2]
        for where, told in pstats.Stats(profile).stats.items()  # type: ignore[attr-defined]
    }
    total = sum(taken.values())
    most = sorted(taken.items(), key=lambda one: -one[1])[:MOST]
    return [f"{100 * t / total:4.1f} %  {Path(w[0]).name}:{w[1]} {w[2]}" for w, t in most]


def source(questions: int) -> str:
    """A form as Markdown: five kinds of rows by turns."""
    rows = [f"| | {cells} |" for place in range(questions) for cells in _rows(place)]
    head = "| | type | name | label | relevant | constraint | calculation |"
    choices = [f"| | few | c{n} | ตัวเลือก {n} |" for n in range(5)]
    return "\n".join(
        ["| survey |", head, *rows, "| choices |", "| | list_name | name | label |", *choices]
    )


def _rows(place: int) -> Sequence[str]:
    kinds = (
        ("text", ""),
        ("integer", ". >= 0 and . < 1000"),
        ("select_one few", ""),
        ("date", ". <= today()"),
        ("select_multiple few", ""),
    )
    kind, rule = kinds[place % 5]
    relevant = f"${{q{place - 1}}} != ''" if place % 2 else ""
    asked = f"{kind} | q{place} | ข้อที่ {place} | {relevant} | {rule} |"
    if place % 5 != 1:
        return [asked]
    return [asked, f"calculate | s{place} | | | | ${{q{place}}} * 2"]


def _steps(form: Form, repeats: int) -> list[float]:
    """Seconds of each step; the first walk through only warms."""
    found: list[float] = []
    for walk in range(repeats + 1):
        taken = _walk(form)
        found += taken if walk else []
    return found


def _walk(form: Form) -> list[float]:
    at = At(datetime(2026, 7, 13, 12, 5, tzinfo=UTC), ZoneInfo("Asia/Bangkok"), 7, "th", {}, _none)
    step, taken = forms.start(form, at), []
    gc.collect()
    while step.questions[0].type is not QuestionType.REVIEW:
        heard = _answer(step.questions[0])
        began = monotonic()
        step = forms.step(form, step.state, heard, at)
        taken.append(monotonic() - began)
    return taken


def _answer(asked: Question) -> Heard:
    if asked.type is QuestionType.SELECT_MULTIPLE:
        return Heard(HeardKind.TEXT, "1 3")
    if asked.choices:
        return Heard(HeardKind.CHOICE, asked.choices[0].value)
    if asked.type is QuestionType.DATE:
        return Heard(HeardKind.DATE, "2026-07-12")
    return Heard(HeardKind.TEXT, "12")


def _none(_table: str, _filters: Mapping[str, str]) -> list[Mapping[str, str]]:
    return []
