"""The key of what an operator says to many, and whether it was said before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import click
from sqlalchemy.orm import Session

from base.ids import digest
from models.many import Mailing, mailings_under
from models.words import MailingState

LATELY = timedelta(days=14)
HALF = "these words are half written to others, and nobody has got them: flask send withdraw {key}"
SAID = "these words were said before ({key}, {people} people, {state}); {again} says them once more"


def key_of(words: str, to: str, again: int) -> str:
    """«send:WORDS:PEOPLE», or «send:WORDS:PEOPLE-AGAIN»; at most 80 characters."""
    key = f"send:{_short(words)}:{_short(to)}"
    return f"{key}-{again}" if again else key


def refuse_repeated(session: Session, key: str, now: datetime) -> None:
    """ClickException when the words were said lately, as often as this. A person more, or somebody
    reached by another phone, makes it another list, and nobody may get it twice unasked. What is
    half written to just these people goes on."""
    told = mailings_under(session, key.rpartition(":")[0] + ":")
    for one in told:
        if _times(one.key) == _times(key) and _counts(one, key, now):
            half = one.state is MailingState.WRITING
            raise click.ClickException(HALF.format(key=one.key) if half else _said(one, told))


def _counts(one: Mailing, key: str, now: datetime) -> bool:
    if one.key == key:
        return one.state is not MailingState.WRITING
    if one.closed_at is None:
        return one.state is MailingState.WRITING  # taken back half written, it reaches nobody
    return one.created_at >= now - LATELY


def _said(one: Mailing, told: Sequence[Mailing]) -> str:
    again = f"--again {1 + max(_times(other.key) for other in told)}"
    return SAID.format(key=one.key, people=one.people, state=one.state, again=again)


def _times(key: str) -> int:
    return int(key.partition("-")[2] or 0)


def _short(text: str) -> str:
    return digest(text.encode())[:16]
