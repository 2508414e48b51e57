"""`flask surveys results SURVEY VILLAGE`: what those who came to a village's forums say."""

from __future__ import annotations

from collections.abc import Iterator

import click
from sqlalchemy.orm import Session

from base.i18n import say
from base.thai.format import Lang
from bot.dialogue.tables import village_label
from commands.answers import cells_asked, question_line
from handlers.surveys import results, service
from models.places import Village
from models.surveys import Survey
from models.waves import survey_named


def told(session: Session, wanted: str, village_code: str, language: Lang) -> Iterator[str]:
    """Lines; below the rule of ten (handlers/surveys/results) only that it is too early, and not
    how many have answered. Raises click.ClickException where there is no such village or survey."""
    key = wanted.upper() if wanted.upper() in service.BUILT_IN else wanted
    village, survey = session.get(Village, village_code), survey_named(session, key)
    if village is None:
        raise click.ClickException(f"no village has the code {village_code}")
    if survey is None and key not in service.BUILT_IN:
        raise click.ClickException(f"there is no survey {key}: flask surveys list")
    found = _found(session, survey, village_code) if survey is not None else []
    named = {"survey": key, "village": village_label(village, language)}
    if not found:
        yield say("surveys.too_few", language, least=results.FEW_IN_A_VILLAGE, **named)
        return
    yield say("surveys.of_village", language, **named)
    yield from map(question_line, found)


def _found(session: Session, survey: Survey, village_code: str) -> list[results.Question]:
    cells = cells_asked(session, survey)
    return results.of_forums(session, survey.id, village_code, cells)
