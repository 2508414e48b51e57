"""The base of all tables, and the column types that every engine must treat alike."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from base.crypto import Cipher, is_sealed

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = sa.MetaData(naming_convention=NAMES)


class UTCDateTime(sa.types.TypeDecorator[datetime]):
    """Aware moments in, aware UTC out, on both engines alike; naive ones are refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive moment cannot be stored: which zone is it in?")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Encrypted(sa.types.TypeDecorator[str]):
    """Text under DATA_KEYS. The cipher hangs on the engine's dialect: no module holds a key."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _cipher(dialect).encrypt(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else _cipher(dialect).decrypt(value)


class Sealed(Encrypted):
    """The same for text that once stood open: what is still so is read as it is, and encrypted when
    it is written next, at the latest in the night (handlers/mydata/sealing.py)."""

    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        if value is None or is_sealed(value):
            return super().process_result_value(value, dialect)
        return str(value)


def _cipher(dialect: Dialect) -> Cipher:
    cipher: Cipher | None = getattr(dialect, "wethi_cipher", None)
    if cipher is None:
        raise RuntimeError("this door was opened without DATA_KEYS")
    return cipher


def choice_type(kind: type[StrEnum]) -> sa.Enum:
    """Text with a CHECK of the allowed words: readable in every tool."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


class Claimable:
    """Columns of a row that a worker claims: a fencing token, a lease, tries and the last error.

    A row is free when nobody holds a lease that is still running; whoever finishes it must still
    hold the token (`models.claims`).
    """

    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    token: Mapped[str | None] = mapped_column(sa.String(32))
    leased_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_error: Mapped[str | None] = mapped_column(sa.Text)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
