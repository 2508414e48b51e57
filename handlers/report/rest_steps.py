"""«1/6»: where a question of the full report stands among the steps that everybody passes.

How many questions are left changes with every answer; these steps do not. What is asked beyond them
has no number.
"""

from __future__ import annotations

from collections.abc import Mapping

from forms.question import Json, Question, QuestionType

_LAST = "more"  # all that it opens is beyond the steps
_STEPS = (
    ("issue[1]",),
    ("issue",),
    ("deed",),
    ("level",),
    ("guard", "secret"),
    (_LAST,),
)
_KNOWN = "issue[1]/issue_row"  # what the quick report had as the main worry


def step_of(path: str, found: Mapping[str, Json]) -> tuple[int, int]:
    """(place, how many), both 0 for what is no step. Without a main worry told before, all issues
    are one step."""
    steps = _STEPS if _KNOWN in found else _STEPS[1:]
    if path != _LAST and found.get(_LAST):
        return 0, 0
    for place, names in enumerate(steps, 1):
        if any(path == name or path.startswith((f"{name}/", f"{name}[")) for name in names):
            return place, len(steps)
    return 0, 0


def is_gate(asked: Question) -> bool:
    """It only opens more questions: its one choice, or none."""
    return asked.type is QuestionType.SELECT_ONE and len(asked.choices) == 1
