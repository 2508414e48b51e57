"""A survey's answers, as the operator reads them."""

from __future__ import annotations

import click
from sqlalchemy.orm import Session

from forms import FormRefused
from handlers.surveys import results
from handlers.surveys.cells import Cells, cells_of, forms_of
from models.surveys import Survey


def question_line(one: results.Question) -> str:
    """Name, how many answered, and each value with its number, tab-separated; `few` where the
    number is hidden."""
    cells = (f"{value}: {number(count)}" for value, count in sorted(one.values.items()))
    return f"{one.name} ({one.answered} answered)\t" + "\t".join(cells)


def number(count: int) -> str:
    return "few" if count == results.HIDDEN else str(count)


def cells_asked(session: Session, survey: Survey) -> Cells:
    """Raises click.ClickException where a version cannot be read any more."""
    try:
        return cells_of(forms_of(session, survey))
    except FormRefused as why:
        raise click.ClickException("\n".join(map(str, why.faults))) from why
