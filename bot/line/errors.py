"""From LINE's answer to what to do next: one closed table.

LINE says that error texts may change (LINE docs, "Development guidelines"), so the status decides
wherever it can; only two texts are read, where one status means two things.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.line.answers import Answer

MAX_REASON = 500


class Decision(StrEnum):
    SENT = "sent"
    ALREADY_SENT = "already_sent"  # the retry key was accepted before
    BAD_TOKEN = "bad_token"  # noqa: S105  (a reply token: used, expired or unknown)
    BAD_BODY = "bad_body"  # never right, however often it is tried
    BAD_LIST = "bad_list"  # the body is right: LINE does not take somebody in a multicast
    WAIT_RATE = "wait_rate"
    WAIT_MONTH = "wait_month"  # ask for quota and consumption before believing it
    STOP = "stop"  # the access token is not accepted: nothing can be sent
    REFUSED = "refused"  # not allowed, or not there
    UNCLEAR = "unclear"  # perhaps sent: try again with the same key


@dataclass(frozen=True, slots=True)
class Rule:
    """Applies to statuses `low` to `high` whose message contains `text` (any case)."""

    low: int
    high: int
    decision: Decision
    source: str
    text: str = ""


_REF = "LINE reference, "
_RETRY = "LINE docs, Retrying an API request: "
RULES = (
    Rule(200, 299, Decision.SENT, _REF + "Status codes; narrowcast answers 202"),
    Rule(409, 409, Decision.ALREADY_SENT, _RETRY + "409, the retry key is already accepted"),
    Rule(400, 400, Decision.BAD_TOKEN, _REF + "Send reply message", "invalid reply token"),
    Rule(400, 400, Decision.BAD_BODY, _REF + "Error responses; 4xx is not to be retried"),
    Rule(413, 413, Decision.BAD_BODY, _REF + "Status codes: body over 2 MB"),
    Rule(415, 415, Decision.BAD_BODY, _REF + "Status codes: media type"),
    Rule(401, 401, Decision.STOP, _REF + "Status codes: valid channel access token missing"),
    Rule(429, 429, Decision.WAIT_MONTH, _REF + "Error messages", "monthly limit"),
    Rule(429, 429, Decision.WAIT_RATE, _REF + "Rate limits"),
    Rule(408, 408, Decision.UNCLEAR, "RFC 9110, 15.5.9: may be repeated"),
    Rule(403, 403, Decision.REFUSED, _REF + "Status codes: plan or feature"),
    Rule(400, 499, Decision.REFUSED, _RETRY + "other 4xx are not to be retried"),
    Rule(500, 599, Decision.UNCLEAR, _RETRY + "500 and timeouts are to be retried"),
    Rule(0, 999, Decision.UNCLEAR, "not LINE's answer: something between us and LINE spoke"),
)


def decide(answer: Answer) -> Decision:
    """What the answer means for the request that got it."""
    said = _message(answer).lower()
    fitting = (rule for rule in RULES if rule.low <= answer.status <= rule.high)
    return next(rule.decision for rule in fitting if rule.text in said)


def reason(answer: Answer) -> str:
    """Status, message and details in one line of at most 500 characters, for people who look."""
    details = answer.json().get("details")
    rows = details if isinstance(details, list) else []
    told = [
        f"{row.get('message')} @ {row.get('property')}" for row in rows if isinstance(row, dict)
    ]
    return "; ".join([f"{answer.status} {_message(answer)}".strip(), *told])[:MAX_REASON]


def _message(answer: Answer) -> str:
    """One blank for each stretch of them: LINE's texts hold no-break spaces."""
    return " ".join(str(answer.json().get("message") or "").split())
