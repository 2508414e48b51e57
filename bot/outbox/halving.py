"""LINE refuses a whole multicast for one bad id («The property, to[1], …»: LINE reference,
"Send multicast message"). Halves under keys of their own find it, and all others get theirs.

Which of the two it is, the body or somebody in the list, LINE's own check of the body says
(LINE reference, "Validate message objects of a multicast message"): no error text is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.line.answers import NotSent
from bot.line.client import LineClient
from bot.outbox.ending import end
from bot.outbox.rows import another
from bot.outbox.stopping import Alarm
from models.database import wake
from models.many import Addressee, Mailing, Named, leave, waiting_in
from models.outbox import Outgoing
from models.words import AddresseeState, OutboxState

BAD_ID = "bad_id"  # the kind of alarm; its subject is the mailing, so it is told once


def body_is_right(client: LineClient, body: str) -> bool:
    """Whether LINE would take these messages for anybody. LineTrouble when it does not say."""
    answer = client.validate_multicast(f'{{"messages":{body}}}'.encode())
    if answer.status in (200, 400):
        return answer.status == 200
    raise NotSent(f"LINE did not say whether the body is right: {answer.status}")


def halve(session: Session, row: Outgoing, now: datetime, alarm: Alarm) -> None:
    """Two rows instead of one; who stands alone is the one that LINE refuses."""
    people = waiting_in(session, row.id)
    if len(people) < 2:
        _stands_alone(session, row, people, now, alarm)
        return
    mailing = session.get_one(Mailing, row.mailing_id)
    middle = len(people) // 2
    for half in (people[:middle], people[middle:]):
        made = another(session, row, mailing, now, now, half_of=row.id)
        session.execute(
            sa.update(Addressee)
            .where(Addressee.id.in_([one.id for one in half]))
            .values(outgoing_id=made.id)
            .execution_options(synchronize_session=False)
        )
    end(row, OutboxState.SUPERSEDED, now, "halved for a bad id")
    wake(session)


def _stands_alone(
    session: Session, row: Outgoing, people: Sequence[Named], now: datetime, alarm: Alarm
) -> None:
    leave(session, [one.id for one in people], AddresseeState.BAD_ID, row.last_error or "", now)
    end(row, OutboxState.WITHDRAWN, now, "LINE does not take this id")
    if people:
        alarm(session, BAD_ID, str(row.mailing_id), now)
