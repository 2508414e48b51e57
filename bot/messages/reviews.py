"""The review of a form, so that a long one is several small bubbles instead of a tall one."""

from __future__ import annotations

from dataclasses import replace

from bot.messages.questions import PATIENCE
from forms.question import Question, QuestionType


def by_lines(asked: Question) -> Question:
    """A review whose lines may be put into bubbles one by one (bot/messages/packing.py)."""
    *before, last = asked.extras.get("summary", "").split("\n")
    if asked.type is not QuestionType.REVIEW or not before or asked.wrong >= PATIENCE:
        return asked
    said = (*asked.before, asked.text, asked.complaint, *before)
    extras = {**asked.extras, "summary": last}
    return replace(asked, before=tuple(filter(None, said)), text="", complaint="", extras=extras)
