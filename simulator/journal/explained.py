"""Entries of the journals as the control API gives them, with the rule that decided."""

from __future__ import annotations

from simulator.basics.strict import Json
from simulator.clock import iso
from simulator.journal import why
from simulator.journal.entries import Entry

GROUPED_S = 60


def request_row(entry: Entry) -> Json:
    facts = entry.facts
    status, fault = facts.get("status"), facts.get("fault")
    told = why.of_request(
        str(facts.get("method")),
        str(facts.get("path")),
        status if isinstance(status, int) else None,
        entry.bodies.get("answer", b""),
        fault if isinstance(fault, str) else None,
        warned=bool(facts.get("warnings")),
    )
    return entry.describe() | told


def webhook_row(entry: Entry) -> Json:
    return entry.describe() | why.of_webhook(str(entry.facts.get("reason")))


def statistics(entries: list[Entry]) -> list[Json]:
    """Failures as LINE counts them (ERRSTAT): the same reason and status within 60 seconds is one
    line, ``{"from","to","reason","status","count"}``; the newest comes last."""
    groups: list[tuple[Entry, Entry, int]] = []
    newest: dict[tuple[object, object], int] = {}
    for entry in entries:
        kind = (entry.facts.get("reason"), entry.facts.get("status"))
        if kind[0] == "ok":
            continue
        place = newest.get(kind)
        if place is not None and entry.at - groups[place][0].at <= GROUPED_S:
            first, _, count = groups[place]
            groups[place] = (first, entry, count + 1)
        else:
            newest[kind] = len(groups)
            groups.append((entry, entry, 1))
    return [_line(*group) for group in groups]


def _line(first: Entry, last: Entry, count: int) -> Json:
    return {
        "from": iso(first.at),
        "to": iso(last.at),
        "reason": first.facts.get("reason"),
        "status": first.facts.get("status"),
        "count": count,
    }
