"""What happened on a site, to be read by a person when a journey ended otherwise than it should."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from models.inbox import Event
from tests.journeys.site import Site


def story(one: Site) -> list[str]:
    """Every webhook as the simulator saw it, then every event as the bot stored it."""
    return [*(_webhook(sent) for sent in one.control.get("webhooks")), *_events(one)]


def _webhook(sent: dict[str, Any]) -> str:
    body = json.loads(sent["body"]) if isinstance(sent["body"], str) else sent["body"]
    named = ", ".join(f"{each['type']} {each['webhookEventId']}" for each in body["events"])
    return (
        f"webhook {sent['at']} try {sent['attempt']}: {sent['status']} {sent['reason']} "
        f"after {sent['took_ms']:.0f} ms, {named}"
    )


def _events(one: Site) -> list[str]:
    with one.house.database.read() as session:
        return [
            f"event {row.id} {row.kind} {_named(row)} said {row.occurred_at} "
            f"heard {row.received_at} ended {row.finished_at} {row.state} late {row.late} "
            f"tries {row.attempts} {row.last_error or ''}"
            for row in session.scalars(sa.select(Event).order_by(Event.id))
        ]


def _named(row: Event) -> str:
    return str(json.loads(row.payload)["webhookEventId"]) if row.payload else row.event_key
