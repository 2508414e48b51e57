"""Facts about the channel that one process learns and others need, e.g. the bot's own user id."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.columns import Base
from models.database import insert

BOT_USER_ID = "bot_user_id"
BOT_BASIC_ID = "bot_basic_id"
CLOCK_LOOKED_AT = "clock_looked_at"


class Fact(Base):
    __tablename__ = "fact"
    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    value: Mapped[str] = mapped_column(sa.Text)


def learn(session: Session, name: str, value: str) -> None:
    row = session.get(Fact, name)
    if row is None:
        new = insert(session, Fact).values(name=name, value=value)
        session.execute(
            new.on_conflict_do_update(index_elements=[Fact.name], set_={"value": value})
        )
    else:
        row.value = value


def fact(session: Session, name: str) -> str | None:
    row = session.get(Fact, name)
    return row.value if row else None
