"""What is known before anything is asked: who reports, of which villages, what that fills in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.thai.text import cut
from bot.dialogue.tables import place_answers
from forms.question import Json
from handlers.report.reading import values_of
from handlers.report.whole import Whole
from models.people import Person, memberships_of, people_of
from models.places import Village

HERE, OTHER = "here", "other"
MOST_OF_HOST = 11  # signs: with the longest topic and worry the review's line still fits a bubble


@dataclass(frozen=True)
class Sender:
    """The account it comes through, the person who speaks, and the villages they belong to."""

    account_id: str
    person_id: str | None = None
    called: str = ""
    villages: tuple[str, ...] = ()


def sender_of(session: Session, account_id: str, speaker: Person | None = None) -> Sender:
    """Who reports through an account; several people on one leave the person open, unless it is
    known that `speaker` speaks."""
    people = [speaker] if speaker else people_of(session, account_id)
    codes = [
        membership.village_code
        for person in people
        for membership in memberships_of(session, person.id)
        if membership.village_code is not None
    ]
    alone = people[0] if len(people) == 1 else None
    return Sender(
        account_id,
        person_id=alone.id if alone else None,
        called=(alone.called or "") if alone else "",
        villages=tuple(sorted(set(codes))),
    )


def known_of(sender: Sender) -> Mapping[str, str]:
    """For the form's known(): villages as codes separated by spaces, host as they are called."""
    return {"villages": " ".join(sender.villages), "host": cut(sender.called, MOST_OF_HOST)}


def start_values(session: Session, sender: Sender, told: Whole | None = None) -> dict[str, Json]:
    """Answers that need no asking: the village from the membership, the rest from what was told."""
    values: dict[str, Json] = {"spot": HERE} if sender.villages else {}
    if told is None:
        return values
    return values | _place_told(session, sender, told) | values_of(told)


def place_values(session: Session, sender: Sender, code: str) -> dict[str, Json]:
    """The answers that amount to this village."""
    return place_answers(session, sender.villages, code)


def _place_told(session: Session, sender: Sender, told: Whole) -> dict[str, Json]:
    """«ม.93», «บ้านหนองสมมุติ»: one's own village of that moo or name, or the only other one."""
    named = _named(session, told.village)
    found = [one for one in named or _all_of(session, sender) if told.moo in (None, one.moo)]
    own = [one for one in found if one.code in sender.villages]
    if not named and told.moo is None:
        return {}
    for villages in (own, found):
        if len(villages) == 1:
            return place_values(session, sender, villages[0].code)
    return {"spot": OTHER} if sender.villages and not own else {}


def _named(session: Session, typed: str) -> list[Village]:
    """Villages whose name the words begin with («หนองสมมุติคุยเรื่อง…»), the longest name only."""
    if not typed:
        return []
    words = [sa.literal(typed), sa.literal(f"บ้าน{typed}")]
    query = sa.select(Village).where(
        sa.or_(*(word.startswith(Village.name_th, autoescape=False) for word in words))
    )
    found = list(session.scalars(query.order_by(Village.code)))
    longest = max((len(one.name_th.removeprefix("บ้าน")) for one in found), default=0)
    return [one for one in found if len(one.name_th.removeprefix("บ้าน")) == longest]


def _all_of(session: Session, sender: Sender) -> list[Village]:
    """The villages of one's own subdistricts."""
    codes = {code[:6] for code in sender.villages}
    query = sa.select(Village).where(Village.subdistrict_code.in_(codes)).order_by(Village.code)
    return list(session.scalars(query))
