"""How far the loading got: one fact, written in the same transaction as what it tells of."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.facts import fact, learn
from models.people import Account, Person
from models.places import District

NAME = "demonstration"


@dataclass
class Progress:
    """`start`: where the clock will stand at the end; `done`: the last day that is entered;
    `cases`: ids of the cases filed so far, by their place in cases.toml; `reports`: of the reports
    sent so far, by village and day."""

    start: str
    done: str = ""
    cases: dict[str, str] = field(default_factory=dict)
    reports: dict[str, str] = field(default_factory=dict)
    staff: dict[str, str] = field(default_factory=dict)
    loaded: bool = False

    @property
    def start_at(self) -> datetime:
        return datetime.fromisoformat(self.start)

    def has(self, day: date) -> bool:
        return bool(self.done) and day <= date.fromisoformat(self.done)


def read(session: Session) -> Progress | None:
    """None where no demonstration was begun."""
    told = fact(session, NAME)
    return Progress(**json.loads(told)) if told else None


def write(session: Session, progress: Progress) -> None:
    learn(session, NAME, json.dumps(asdict(progress)))


def is_somebodys(session: Session) -> bool:
    """Whether people or places are in there that no demonstration brought."""
    if read(session) is not None:
        return False
    tables: tuple[type[Account] | type[Person] | type[District], ...] = (Account, Person, District)
    return any(session.scalar(sa.select(sa.literal(1)).select_from(one).limit(1)) for one in tables)
