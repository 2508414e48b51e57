"""`/healthz`, `/readyz`, `/metrics`: is it up, can it work, and the figures, all from rows."""

from __future__ import annotations

import ipaddress
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Response, abort, jsonify, request
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from base.clock import Clock
from base.ids import same
from handlers.staff.service import unseen
from models.cases import Case
from models.database import Database
from models.facts import CLOCK_LOOKED_AT, fact
from models.files import File
from models.inbox import Event, Tally
from models.many import Addressee, Mailing
from models.outbox import Outgoing, stops
from models.tasks import ScheduledTask
from models.words import EventState, MailingState, OutboxState

COUNTED: tuple[tuple[Any, str], ...] = (
    (Event, "events"),
    (Outgoing, "outgoing"),
    (ScheduledTask, "tasks"),
    (File, "files"),
    (Mailing, "mailings"),
    (Addressee, "addressees"),
)
DEAD: tuple[tuple[Any, str, str], ...] = (
    (Outgoing, "messages could not be sent", "outbox"),
    (Event, "events could not be handled", "inbox"),
    (ScheduledTask, "tasks could not be done", "tasks"),
)
STANDSTILL = timedelta(minutes=5)
# Whatever comes through a proxy on this machine seems to come from this machine.
PROXIED = ("X-Forwarded-For", "Forwarded")


def blueprint(database: Database, clock: Clock, token: str | None = None) -> Blueprint:
    """`token` is METRICS_TOKEN: whoever sends it as a bearer may read the figures from anywhere."""
    page = Blueprint("health", __name__)

    @page.get("/healthz")
    def healthz() -> Response:
        """The process answers."""
        return Response("ok\n", mimetype="text/plain")

    @page.get("/readyz")
    def readyz() -> tuple[Response, int]:
        """200 when work goes on; 503 with the reasons when a person must look."""
        try:
            with database.read() as session:
                reasons = troubles(session, clock)
        except SQLAlchemyError:
            reasons = ["the database does not answer"]
        return jsonify(ready=not reasons, reasons=reasons), 503 if reasons else 200

    @page.get("/metrics")
    def metrics() -> Response:
        """Prometheus text; only to this machine itself, or to who has the token."""
        if not (_is_from_here() or _has(token)):
            abort(403)
        with database.read() as session:
            lines = [f"wethi_{name} {value}" for name, value in figures(session)]
        return Response("\n".join(lines) + "\n", mimetype="text/plain; version=0.0.4")

    return page


def troubles(session: Session, clock: Clock) -> list[str]:
    """Why somebody should look, in plain words; empty when all is well."""
    reasons = [_stop_words(reason) for reason in sorted(stops(session))]
    now = clock.now()
    stuck = sa.select(sa.func.count()).where(
        Event.state == EventState.WAITING, Event.received_at < now - STANDSTILL
    )
    if session.scalar(stuck):
        reasons.append("events wait for more than 5 minutes: is a worker running?")
    reasons += [reason for reason in (_unsent(session, now), _no_clock(session, now)) if reason]
    if held := session.scalar(_held_lists()):
        reasons.append(f"{held} lists are held, too little is left of the month: flask send list")
    for table, what, command in DEAD:
        dead = session.scalar(sa.select(sa.func.count()).where(table.state == "dead"))
        if dead:
            reasons.append(f"{dead} {what}: flask {command} list --state dead")
    if lost := session.scalar(sa.select(sa.func.count()).select_from(Case).where(unseen())):
        reasons.append(f"{lost} restricted cases nobody may see: flask staff grant … --restricted")
    return reasons


def _held_lists() -> sa.Select[int]:
    """Held for want of messages; what an operator holds is no trouble."""
    counted = sa.select(sa.func.count()).select_from(Mailing)
    return counted.where(Mailing.state == MailingState.HELD, Mailing.look_at.is_not(None))


def _unsent(session: Session, now: datetime) -> str | None:
    waits = sa.select(Outgoing.id).where(
        Outgoing.state == OutboxState.WAITING,
        Outgoing.answer,
        Outgoing.created_at < now - STANDSTILL,
    )
    if session.scalar(waits.limit(1)) is None:
        return None
    return "answers wait for more than 5 minutes: is LINE reachable?"


def _no_clock(session: Session, now: datetime) -> str | None:
    """Until a clock has run once nothing is said: a site may be just being set up."""
    looked = fact(session, CLOCK_LOOKED_AT)
    if looked is None or datetime.fromisoformat(looked) > now - STANDSTILL:
        return None
    return "no clock has run for more than 5 minutes: python -m scheduler clock"


def _stop_words(reason: str) -> str:
    return {
        "unauthorized": "LINE does not accept the channel access token",
        "quota": "the month's messages are used up; counted messages are held",
    }.get(reason, reason)


def figures(session: Session) -> list[tuple[str, int]]:
    """Rows by state, and the tallies of what leaves no row."""
    found: list[tuple[str, int]] = []
    for table, name in COUNTED:
        states = sa.select(table.state, sa.func.count()).group_by(table.state)
        for state, count in session.execute(states).all():
            found.append((f'{name}{{state="{state}"}}', int(count)))
    tallies = session.scalars(sa.select(Tally).order_by(Tally.name))
    found += [(f'tally{{name="{tally.name}"}}', tally.count) for tally in tallies]
    return found


def _is_from_here() -> bool:
    proxied = any(header in request.headers for header in PROXIED)
    return not proxied and _is_loopback(request.remote_addr)


def _has(token: str | None) -> bool:
    given = request.headers.get("Authorization", "")
    return token is not None and same(given, f"Bearer {token}")


def _is_loopback(address: str | None) -> bool:
    """False also for what is no address: a Unix socket has none, and a proxy talks over it."""
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False
