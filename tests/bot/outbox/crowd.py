"""Many people with phones of their own, and what a list says to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.messages.bubbles import Bubble
from bot.outbox.many import Many, add, close, open_list
from models.many import Addressee, Mailing
from models.outbox import Outgoing
from models.people import Account, AccountPerson, Membership, Person, Whom
from models.words import AddresseeState, MailingState, Role
from tests.golden.cast.base import NONSOMMUT, nonsommut
from tests.support.desk import Desk

SAID = "พรุ่งนี้ประชุมเก้าโมงค่ะ"


@dataclass
class Crowd:
    """Friends of the bot, by account id «1», «2» …, each a person of their own."""

    desk: Desk
    users: dict[str, str] = field(default_factory=dict)

    def come(self, count: int) -> None:
        """So many more, with phones that the simulator shows."""
        control = self.desk.site.control
        control.webhook_on(False)
        new = {str(len(self.users) + n): control.person(f"คนที่ {n}") for n in range(1, count + 1)}
        control.webhook_on(True)
        self.users |= new
        self._known(new)

    def known_only_to_us(self, account: str, user_id: str) -> None:
        self.users[account] = user_id
        self._known({account: user_id})

    def _known(self, new: dict[str, str]) -> None:
        now = self.desk.now
        with self.desk.site.house.database.write() as session:
            for account, user in new.items():
                session.add(Account(id=account, line_user_id=user, friend=True, created_at=now))
                session.add(Person(id=f"p{account}", called=account, created_at=now))
                session.flush()
                session.add(AccountPerson(account_id=account, person_id=f"p{account}", since=now))

    def lives_in_kap_choeng(self, account: str) -> None:
        now = self.desk.now
        with self.desk.site.house.database.write() as session:
            nonsommut(session, now)
            session.flush()
            lives = {"village_code": NONSOMMUT, "role": Role.VILLAGER, "since": now}
            session.add(Membership(person_id=f"p{account}", **lives))

    def say(self, key: str = "test:1", text: str = SAID, **more: Any) -> None:
        """A closed list that names everybody."""
        whom = [Whom(account, f"p{account}") for account in self.users]
        due = more.pop("due_at", self.desk.now)
        with self.desk.site.house.database.write() as session:
            mailing = open_list(session, Many(key, [Bubble(text)], due, **more), self.desk.now)
            add(session, mailing, whom, self.desk.now)
            close(session, mailing, self.desk.now)

    def enough_is_left(self, key: str = "test:1") -> None:
        """LINE has been asked, and nothing was sent yet."""
        bulk = next(line for line in self.desk.site.worker.lines if line.name == "bulk")
        assert bulk.once()
        assert self.mailing(key).state is MailingState.GOING

    def send(self) -> None:
        """All that is due now: what goes to one chat before what goes to many."""
        lines = {line.name: line for line in self.desk.site.worker.lines}
        while lines["pushes"].once() or lines["bulk"].once():
            pass

    def send_for(self, seconds: float) -> None:
        for _ in range(round(seconds)):
            self.send()
            self.desk.site.advance(1)

    def send_until(self, moment: datetime) -> None:
        self.desk.site.clock.set_now(moment)
        self.send()

    def became(self, key: str = "test:1") -> dict[str, tuple[AddresseeState, str]]:
        """By account: what became of it, and why."""
        with self.desk.site.house.database.read() as session:
            found = session.execute(
                sa.select(Addressee.account_id, Addressee.state, Addressee.reason)
                .join(Mailing, Mailing.id == Addressee.mailing_id)
                .where(Mailing.key == key)
                .order_by(Addressee.id)
            )
            return {account or "-": (state, reason) for account, state, reason in found}

    def states(self, key: str = "test:1") -> list[str]:
        return [state.value for state, _ in self.became(key).values()]

    def mailing(self, key: str = "test:1") -> Mailing:
        with self.desk.site.house.database.read() as session:
            return session.scalars(sa.select(Mailing).where(Mailing.key == key)).one()

    def rows(self) -> list[Outgoing]:
        return [row for row in self.desk.rows() if row.mailing_id is not None]

    def requests(self) -> list[dict[str, Any]]:
        return self.desk.sends("multicast")

    def heard(self, account: str) -> list[str]:
        return Desk(self.desk.site, self.users[account]).said()
