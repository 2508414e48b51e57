"""A display name is asked of LINE once; only what was no answer is asked for again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from base.clock import FileClock
from base.ids import new_id
from bot.line.bucket import Buckets
from bot.line.client import LineClient
from bot.line.tokens import StaticToken
from bot.profiles import ASK_AGAIN, LONGEST_NAME, ask_one
from models.database import Database
from models.people import Account
from tests.bot.wire import Wire, http, wire

NAMED = http(200, '{"userId":"U1","displayName":"แก้ว"}'.encode())


@contextmanager
def line(*answers: bytes) -> Iterator[tuple[Wire, LineClient]]:
    with wire(*answers) as made:
        client = LineClient(made.url, made.url, StaticToken("token"), Buckets())
        yield made, client
        client.close()


@pytest.fixture
def account(any_database: Database, clock: FileClock) -> Database:
    """The database, with one account whose name is due."""
    now = clock.now()
    with any_database.write() as session:
        session.add(
            Account(id=new_id(), line_user_id="U" + "1" * 32, profile_due_at=now, created_at=now)
        )
    return any_database


def name(database: Database) -> str | None:
    with database.read() as session:
        return session.scalars(sa.select(Account.display_name)).one()


def test_a_name_is_asked_once(account: Database, clock: FileClock) -> None:
    with line(NAMED) as (made, client):
        assert ask_one(account, client, clock)
        clock.advance(ASK_AGAIN.total_seconds() + 1)
        assert not ask_one(account, client, clock)
    assert (name(account), len(made.requests)) == ("แก้ว", 1)


@pytest.mark.parametrize("status", [404, 403, 400])
def test_a_refusal_is_final(account: Database, clock: FileClock, status: int) -> None:
    with line(http(status, b'{"message":"Not found"}')) as (made, client):
        assert ask_one(account, client, clock)
        clock.advance(ASK_AGAIN.total_seconds() + 1)
        assert not ask_one(account, client, clock)
    assert (name(account), len(made.requests)) == (None, 1)


@pytest.mark.parametrize("trouble", [http(500), http(429), http(401), b""])
def test_what_is_no_answer_is_asked_for_again_later(
    account: Database, clock: FileClock, trouble: bytes
) -> None:
    with line(trouble, NAMED) as (_, client):
        assert ask_one(account, client, clock)
        assert not ask_one(account, client, clock)
        clock.advance(ASK_AGAIN.total_seconds() + 1)
        assert ask_one(account, client, clock)
    assert name(account) == "แก้ว"


def test_an_account_that_was_erased_meanwhile_is_not_asked_for(
    account: Database, clock: FileClock
) -> None:
    with account.write() as session:
        session.execute(sa.update(Account).values(line_user_id=None))
    with line(NAMED) as (made, client):
        assert not ask_one(account, client, clock)
    assert made.requests == []


def test_a_name_that_never_ends_is_cut(account: Database, clock: FileClock) -> None:
    long = http(200, b'{"displayName":"' + b"n" * 5_000 + b'"}')
    with line(long) as (_, client):
        ask_one(account, client, clock)
    assert name(account) == "n" * LONGEST_NAME


@pytest.mark.parametrize("odd", [b"[]", b"not json", b'{"displayName":7}'])
def test_an_answer_without_a_name_is_final(account: Database, clock: FileClock, odd: bytes) -> None:
    with line(http(200, odd)) as (_, client):
        ask_one(account, client, clock)
        clock.advance(ASK_AGAIN.total_seconds() + 1)
        assert not ask_one(account, client, clock)
    assert name(account) is None
