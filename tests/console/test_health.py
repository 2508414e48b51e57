"""`/healthz`, `/readyz`, `/metrics`: what a machine may ask, and what it is told."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet
from flask import Flask
from werkzeug.test import Client, TestResponse

from base.clock import FileClock
from base.crypto import Cipher
from bot.messages.bubbles import Bubble
from bot.outbox.write import Push, put_push
from console import health
from models.database import Database
from models.facts import CLOCK_LOOKED_AT, learn
from models.inbox import Event, count
from models.outbox import Outgoing
from models.words import EventState, OutboxState, Priority
from tests.golden.cast.base import nonsommut
from tests.golden.cast.feedback import kham, restricted_case
from tests.handlers.feedback.conftest import NOW

SOMEBODY = "U" + "1" * 32
HERE = "127.0.0.1"


@pytest.fixture
def web(sqlite_database: Database, clock: FileClock) -> Client:
    app = Flask("wethi")
    app.register_blueprint(health.blueprint(sqlite_database, clock))
    return Client(app)


def event(database: Database, clock: FileClock, seconds_ago: float) -> None:
    then = clock.now() - timedelta(seconds=seconds_ago)
    with database.write() as session:
        session.add(
            Event(
                event_key=f"E{seconds_ago}",
                kind="message",
                occurred_at=then,
                received_at=then,
                due_at=then,
                state=EventState.WAITING,
            )
        )


def dead_message(database: Database, clock: FileClock) -> None:
    now = clock.now()
    push = Push(SOMEBODY, f"user:{SOMEBODY}", [Bubble("x")], "k", Priority.ASKED, now)
    with database.write() as session:
        row = put_push(session, push, now)
        assert row is not None
        row.state = OutboxState.DEAD


def metrics(web: Client, address: str = HERE, **headers: str) -> TestResponse:
    return web.get("/metrics", environ_base={"REMOTE_ADDR": address}, headers=headers)


def test_a_process_that_answers_is_healthy(web: Client) -> None:
    assert web.get("/healthz").status_code == 200


def test_an_idle_deployment_is_ready(web: Client) -> None:
    answer = web.get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"ready": True, "reasons": []})


def test_an_event_that_waits_a_moment_is_no_trouble(
    web: Client, sqlite_database: Database, clock: FileClock
) -> None:
    event(sqlite_database, clock, 240)
    assert web.get("/readyz").status_code == 200


def test_events_that_wait_too_long_turn_readyz_red(
    web: Client, sqlite_database: Database, clock: FileClock
) -> None:
    event(sqlite_database, clock, 360)
    answer = web.get("/readyz")
    assert answer.status_code == 503
    assert "is a worker running" in str(answer.json)


def test_dead_messages_turn_readyz_red(
    web: Client, sqlite_database: Database, clock: FileClock
) -> None:
    dead_message(sqlite_database, clock)
    answer = web.get("/readyz")
    assert answer.status_code == 503
    assert "1 messages could not be sent" in str(answer.json)


def test_dead_events_turn_readyz_red(
    web: Client, sqlite_database: Database, clock: FileClock
) -> None:
    event(sqlite_database, clock, 1)
    with sqlite_database.write() as session:
        session.execute(sa.update(Event).values(state=EventState.DEAD))
    assert "1 events could not be handled" in str(web.get("/readyz").json)


def test_a_database_that_does_not_answer_turns_readyz_red_and_not_healthz(
    clock: FileClock,
) -> None:
    nowhere = Database("sqlite:////nowhere/at/all.db", Cipher([Fernet.generate_key().decode()]))
    app = Flask("wethi")
    app.register_blueprint(health.blueprint(nowhere, clock))
    web = Client(app)
    assert web.get("/readyz").status_code == 503
    assert web.get("/healthz").status_code == 200


def test_metrics_tell_rows_by_state_and_what_left_no_row(
    web: Client, sqlite_database: Database, clock: FileClock
) -> None:
    event(sqlite_database, clock, 1)
    dead_message(sqlite_database, clock)
    with sqlite_database.write() as session:
        count(session, "group_talk_dropped", 3)
    lines = metrics(web).text.splitlines()
    assert 'wethi_events{state="waiting"} 1' in lines
    assert 'wethi_outgoing{state="dead"} 1' in lines
    assert 'wethi_tally{name="group_talk_dropped"} 3' in lines


def test_metrics_tell_how_long_the_longest_due_has_waited(
    web: Client, sqlite_database: Database, clock: FileClock
) -> None:
    assert "wethi_events_overdue_seconds 0" in metrics(web).text
    event(sqlite_database, clock, 90)
    told = re.search("wethi_events_overdue_seconds ([0-9]+)", metrics(web).text)
    assert told is not None
    assert int(told.group(1)) >= 90


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_metrics_are_told_to_this_machine(web: Client, address: str) -> None:
    assert metrics(web, address).status_code == 200


@pytest.mark.parametrize("address", ["192.0.2.7", "2001:db8::1", "", "a socket"])
def test_metrics_are_told_to_no_other_machine(web: Client, address: str) -> None:
    assert metrics(web, address).status_code == 403


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
@pytest.mark.parametrize("value", ["192.0.2.7", "127.0.0.1", ""])
def test_metrics_are_told_to_nobody_behind_a_proxy(web: Client, header: str, value: str) -> None:
    assert metrics(web, **{header: value}).status_code == 403


def test_answers_that_nobody_can_send_turn_readyz_red(
    web: Client, sqlite_database: Database, clock: FileClock
) -> None:
    dead_message(sqlite_database, clock)
    with sqlite_database.write() as session:
        session.execute(sa.update(Outgoing).values(state=OutboxState.WAITING, answer=True))
    clock.advance(360)
    assert "is LINE reachable" in str(web.get("/readyz").json)


def test_a_clock_that_stopped_turns_readyz_red(
    web: Client, sqlite_database: Database, clock: FileClock
) -> None:
    with sqlite_database.write() as session:
        learn(session, CLOCK_LOOKED_AT, clock.now().isoformat())
    assert web.get("/readyz").status_code == 200
    clock.advance(360)
    assert "no clock has run" in str(web.get("/readyz").json)


@pytest.mark.parametrize(
    ("given", "status"), [("Bearer a token", 200), ("Bearer another", 403), ("Bearer ", 403)]
)
def test_metrics_are_told_to_another_machine_that_has_the_token(
    sqlite_database: Database, clock: FileClock, given: str, status: int
) -> None:
    app = Flask("wethi")
    app.register_blueprint(health.blueprint(sqlite_database, clock, "a token"))
    assert metrics(Client(app), "192.0.2.7", Authorization=given).status_code == status


def test_without_a_token_in_the_settings_none_opens_the_metrics(web: Client) -> None:
    assert metrics(web, "192.0.2.7", Authorization="Bearer None").status_code == 403


def test_a_restricted_case_that_nobody_may_see_is_a_reason(
    web: Client, sqlite_database: Database
) -> None:
    with sqlite_database.write() as session:
        nonsommut(session, NOW)
        kham(session, NOW)
        restricted_case(session, NOW)
    (reason,) = web.get("/readyz").get_json()["reasons"]
    assert reason.startswith("1 restricted cases nobody may see")
