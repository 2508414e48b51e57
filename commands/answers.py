"""A question's answers as a line of what the operator reads."""

from __future__ import annotations

from handlers.surveys import results


def question_line(one: results.Question) -> str:
    """Name, how many answered, and each value with its number, tab-separated; `few` where the
    number is hidden."""
    cells = (f"{value}: {number(count)}" for value, count in sorted(one.values.items()))
    return f"{one.name} ({one.answered} answered)\t" + "\t".join(cells)


def number(count: int) -> str:
    return "few" if count == results.HIDDEN else str(count)
