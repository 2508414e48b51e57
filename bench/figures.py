"""What was measured, the goal beside it, and how both are written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

MILLI = 1000.0
MISSED = "**missed**"


@dataclass(frozen=True)
class Figure:
    """`value` in `unit`; met when it is under `goal`, and not under `least`. Neither: only told."""

    what: str
    value: float
    unit: str
    goal: float | None = None
    least: float | None = None

    @property
    def missed(self) -> bool:
        too_much = self.goal is not None and not self.value < self.goal
        return too_much or (self.least is not None and not self.value >= self.least)

    def row(self) -> str:
        goals = [("under", self.goal), ("at least", self.least)]
        told = [f"{how} {_number(goal)} {self.unit}" for how, goal in goals if goal is not None]
        verdict = (MISSED if self.missed else "met") if told else ""
        measured = f"{_number(self.value)} {self.unit}"
        return f"| {self.what} | {measured} | {', '.join(told)} | {verdict} |"


@dataclass
class Part:
    """One thing measured. `how` tells what was done, `profile` where time went in a goal missed."""

    title: str
    how: str
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    profile: list[str] = field(default_factory=list)

    @property
    def missed(self) -> bool:
        return any(figure.missed for figure in self.figures)

    def tell(
        self,
        what: str,
        value: float,
        unit: str,
        goal: float | None = None,
        least: float | None = None,
    ) -> None:
        self.figures.append(Figure(what, value, unit, goal, least))

    def lines(self, measured_on: str) -> list[str]:
        found = [f"## {self.title}", "", self.how, "", f"*{measured_on}*", ""]
        found += ["| | measured | goal | |", "|---|--:|--:|---|"]
        found += [figure.row() for figure in self.figures]
        for note in self.notes:
            found += ["", note]
        if self.profile:
            found += ["", "Where the time goes:", "", "```", *self.profile, "```"]
        return [*found, ""]


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of all do not exceed; ValueError without values."""
    if not values:
        raise ValueError("nothing was measured")
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(share * 1000) // 1000) - 1)]


def _number(value: float) -> str:
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
