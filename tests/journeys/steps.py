"""Steps that only journeys take: what many people are told, albums, the state of the month, days
that pass at once, and places to be named by a test."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.messages.bubbles import Bubble
from bot.outbox.many import Many, fill
from handlers.staff.service import Grant, grant
from models.database import wake
from models.people import Account, Whom
from models.tasks import plan
from models.words import Priority, StaffRole
from simulator.people.media import generated
from tests.golden.conversation import Player, start_of
from tests.journeys.points import kinds_of

SIZE = 20_000
UNLIMITED = 1_000_000


@dataclass
class JourneyPlayer(Player):
    told: int = 0
    albums: int = 0
    places_passed: dict[str, int] = field(default_factory=dict)

    def do_here(self, name: str) -> None:
        """How many points were passed when the journey came here."""
        self.places_passed[name] = len(kinds_of(self.deployment.plan.counter))

    def do_until(self, moment: str | datetime) -> None:
        """Forward to a moment at once; the daily slots on the way are `test_year.py`'s."""
        self.deployment.until(start_of({"at": moment}))
        self.deployment.settle()

    def do_slot(self, kind: str) -> None:
        """What the clock would plan at this moment; that it does is seen in `test_year.py`."""
        house = self.deployment.house
        now = house.clock.now()
        with house.database.write() as session:
            plan(session, kind, "all", now, now)
            wake(session)
        self.deployment.settle()

    def do_tell_many(self, text: str) -> None:
        """An operator tells everybody we know; asked for, so that no cap puts anybody off."""
        self.told += 1
        house = self.deployment.house
        with house.database.read() as session:
            known = sa.select(Account.id).where(Account.line_user_id.is_not(None))
            people = [Whom(one) for one in session.scalars(known.order_by(Account.line_user_id))]
        said = Many(f"test:{self.told}", [Bubble(text)], house.clock.now(), Priority.ASKED)
        fill(house.database, house.clock, said, people, lambda _: None)
        self.deployment.settle()

    def do_staff(self, name: str) -> None:
        """An operator makes somebody an officer, who may see who is behind a withheld name."""
        house = self.deployment.house
        user = self.phones[name].user_id
        rights = Grant(user, StaffRole.OFFICER, "เจ้าหน้าที่แก้ว", withheld=True)
        with house.database.write() as session:
            grant(session, rights, house.clock.now())
        self.deployment.settle()

    def do_album(self, count: int) -> None:
        """Several photos at once, each says of which set it is (LINE reference, "Image")."""
        self.albums += 1
        first = len(self.phone.sent)
        for place in range(1, count + 1):
            image_set = {"id": f"A{self.albums:019}", "index": place, "total": count}
            self.files += 1
            data = b"".join(generated("image", SIZE, f"file {self.files} "))
            said: dict[str, Any] = {"type": "image", "imageSet": image_set}
            self.phone.sent.append(self.deployment.control.media(self.phone.user_id, said, data))
        self.phone.bursts.append(self.phone.sent[first:])
        self.deployment.settle()

    def do_month(self, left: int | None) -> None:
        """So many counted messages are the month's; None: as many as one likes."""
        self.deployment.control.faults(quota=UNLIMITED if left is None else left)
