"""A province with officers and many people, and what is announced to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

import bootstrap
from handlers.announce import service
from models.announcements import Announcement, Recipient
from models.audience import parse
from models.many import Addressee
from models.people import Account, AccountPerson, Membership, Person
from models.staff import Staff, StaffDistrict
from models.words import Role, StaffRole
from scheduler.run_tasks import run_one
from tests.golden.cast.base import NONSOMMUT, nonsommut

WORDS = "พรุ่งนี้ประชุมเก้าโมงค่ะ"


@dataclass
class Office:
    """Officers «author», «second» (both of the province) and «local» (of the district 3206)."""

    house: bootstrap.WorkerHouse

    @property
    def now(self) -> datetime:
        return self.house.clock.now()

    @contextmanager
    def write(self) -> Iterator[Session]:
        with self.house.database.write() as session:
            yield session

    def begin(self) -> None:
        with self.write() as session:
            nonsommut(session, self.now)
            for name in ("author", "second", "local"):
                account = f"account-{name}"
                session.add(Account(id=account, line_user_id=f"U{name}", created_at=self.now))
                session.flush()
                staff = Staff(id=name, account_id=account, granted_at=self.now, name=name)
                staff.role = StaffRole.OFFICER
                staff.districts = [StaffDistrict(district_code="3206")] if name == "local" else []
                session.add(staff)

    def people(self, count: int, *, shared: int = 0, after: int = 0) -> None:
        """So many villagers, each with a phone; `shared` of them use the phone of the first.
        `after` so many that came before."""
        now, names = self.now, [f"p{number:05}" for number in range(after, after + count)]
        phones = {name: names[0] if place < shared else name for place, name in enumerate(names)}
        with self.write() as session:
            people = [{"id": name, "called": name, "created_at": now} for name in names]
            accounts = [
                {"id": phone, "line_user_id": f"U{phone}", "friend": True, "created_at": now}
                for phone in sorted(set(phones.values()))
            ]
            links = [
                {"account_id": phone, "person_id": name, "since": now}
                for name, phone in phones.items()
            ]
            lives = {"village_code": NONSOMMUT, "role": Role.VILLAGER, "since": now}
            members = [{"person_id": name, **lives} for name in names]
            for table, rows in (
                (Person, people),
                (Account, accounts),
                (AccountPerson, links),
                (Membership, members),
            ):
                session.execute(sa.insert(table), rows)

    def propose(self, to: str = "role:villager", by: str = "author", **more: object) -> int:
        with self.write() as session:
            staff = session.get_one(Staff, by)
            audience = parse(to, sorted(staff.district_codes()))
            draft = service.Draft(WORDS, audience, **more)  # type: ignore[arg-type]
            return service.propose(session, staff, draft, self.now).id

    def work(self) -> None:
        """All tasks that are due."""
        house = self.house
        while run_one(house.database, house.files, house.context, house.kinds):
            pass

    def later(self, span: timedelta) -> None:
        self.house.clock.advance(span.total_seconds())  # type: ignore[attr-defined]

    def one(self, number: int) -> Announcement:
        with self.house.database.read() as session:
            return session.get_one(Announcement, number)

    def told(self) -> list[str]:
        """The accounts on the lists, in order."""
        with self.house.database.read() as session:
            return sorted(one or "-" for one in session.scalars(sa.select(Addressee.account_id)))

    def recipients(self) -> list[Recipient]:
        with self.house.database.read() as session:
            return list(session.scalars(sa.select(Recipient).order_by(Recipient.id)))


@pytest.fixture
def office(any_house: bootstrap.WorkerHouse) -> Office:
    made = Office(any_house)
    made.begin()
    return made
