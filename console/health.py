"""`/healthz`, `/readyz`, `/metrics`: is it up, can it work, and the figures, all from rows."""

from __future__ import annotations

import ipaddress
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Response, abort, jsonify, request
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from base.clock import Clock
from base.ids import same
from console.troubles import troubles
from models.database import Database
from models.files import File
from models.inbox import Event, Tally
from models.many import Addressee, Mailing
from models.menus import MenuLink
from models.outbox import Outgoing
from models.outcome import how_many_are_open
from models.tasks import ScheduledTask

COUNTED: tuple[tuple[Any, str], ...] = (
    (Event, "events"),
    (Outgoing, "outgoing"),
    (ScheduledTask, "tasks"),
    (File, "files"),
    (MenuLink, "menus"),
)
COUNTED_ONLY: tuple[tuple[Any, str], ...] = ((Mailing, "mailings"), (Addressee, "addressees"))
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
                reasons = [trouble.said("en") for trouble in troubles(session, clock)]
        except SQLAlchemyError:
            reasons = ["the database does not answer"]
        return jsonify(ready=not reasons, reasons=reasons), 503 if reasons else 200

    @page.get("/metrics")
    def metrics() -> Response:
        """Prometheus text; only to this machine itself, or to who has the token."""
        if not (_is_from_here() or _has(token)):
            abort(403)
        with database.read() as session:
            lines = [f"wethi_{name} {value}" for name, value in figures(session, clock)]
        return Response("\n".join(lines) + "\n", mimetype="text/plain; version=0.0.4")

    return page


def figures(session: Session, clock: Clock) -> list[tuple[str, int]]:
    """Rows by state, how many seconds the longest due waits, the tallies of what leaves no row."""
    found: list[tuple[str, int]] = []
    for table, name in (*COUNTED, *COUNTED_ONLY):
        states = sa.select(table.state, sa.func.count()).group_by(table.state)
        for state, count in session.execute(states).all():
            found.append((f'{name}{{state="{state}"}}', int(count)))
    for table, name in COUNTED:
        found.append((f"{name}_overdue_seconds", _overdue(session, table, clock.now())))
    found.append(("mailings_open", how_many_are_open(session)))
    tallies = session.scalars(sa.select(Tally).order_by(Tally.name))
    found += [(f'tally{{name="{tally.name}"}}', tally.count) for tally in tallies]
    return found


def _overdue(session: Session, table: Any, now: datetime) -> int:
    """0 when nothing is late."""
    oldest = session.scalar(sa.select(sa.func.min(table.due_at)).where(table.state == "waiting"))
    return max(0, int((now - oldest).total_seconds())) if oldest is not None else 0


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
