"""Which answers are cells of a table: choices and numbers. Words, files, days and what a form only
computes or fills in by itself (a name, a phone number) are told in the export alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from forms import QuestionType, load
from forms.form import Form, Item
from handlers.surveys import service
from models.mailbox import FormVersion
from models.responses import versions_of
from models.surveys import Survey

CHOSEN = (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE, QuestionType.RANK)
NUMBERS = (QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.RANGE)


@dataclass(frozen=True, slots=True)
class Cells:
    """Names of questions. A choice stands in the form, whoever chose it; a number that few gave
    would tell of them by itself."""

    chosen: frozenset[str]
    numbers: frozenset[str]

    def __contains__(self, name: str) -> bool:
        return name in self.chosen or name in self.numbers


def cells_of(found: Iterable[Form]) -> Cells:
    """Of all versions of a survey; what was words in one of them is none."""
    items = [item for form in found for item in form.questions]
    words = _names(items, set(QuestionType) - {*CHOSEN, *NUMBERS})
    chosen = _names(items, set(CHOSEN)) - words
    return Cells(chosen, _names(items, set(NUMBERS)) - words - chosen)


def _names(items: Iterable[Item], types: set[QuestionType]) -> frozenset[str]:
    return frozenset(name for one in items if one.type in types for name in (one.name, one.key))


def forms_of(session: Session, survey: Survey) -> list[Form]:
    """Every version as it was asked, read anew: for a command, which has no shelf. Raises
    forms.FormRefused."""
    sources = [
        session.get_one(FormVersion, one.form_digest).source
        for one in versions_of(session, survey.id)
    ]
    return [load(one, name=service.ROOM, stored=True) for one in sources]
