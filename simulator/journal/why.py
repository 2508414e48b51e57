"""Why LINE answers as it does: which rule decided, and the page of LINE's that has it.

A rule is a name; the panel has the sentence for each, in two languages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from simulator.basics import strict
from simulator.journal.endpoints import DOCUMENTATION, find

_REFERENCE = f"{DOCUMENTATION}reference/messaging-api/"
_GUIDE = f"{DOCUMENTATION}docs/messaging-api/"
ERRORS = f"{_REFERENCE}#error-responses"
STATISTICS = f"{_GUIDE}check-webhook-error-statistics/"
_RETRYING = f"{_GUIDE}retrying-api-request/"
_FAULTS = {"rate_429": 429, "rate_500": 500, "drop_before": None, "drop_after": None}


@dataclass(frozen=True)
class Why:
    """``page`` None: that of the endpoint."""

    rule: str
    page: str | None = None


@dataclass(frozen=True)
class _Case:
    status: int
    message: re.Pattern[str]
    why: Why


def _case(status: int, message: str, rule: str, page: str | None = None) -> _Case:
    return _Case(status, re.compile(message), Why(rule, page))


_CASES = (
    _case(400, "^Invalid reply token", "replyToken", f"{_REFERENCE}#send-reply-message"),
    _case(400, "^Failed to send messages", "undeliverable"),
    _case(400, "^The retry key", "retryKey", _RETRYING),
    _case(400, "^Invalid markAsReadToken", "readToken", f"{_REFERENCE}#mark-as-read"),
    _case(400, "could not be parsed as JSON", "notJson", ERRORS),
    _case(400, "^The property", "property"),
    _case(400, "^A message ", "message", f"{_REFERENCE}#message-objects"),
    _case(400, r"^The request body has \d+ error", "body"),
    _case(400, "", "refused"),
    _case(401, "", "token", f"{_REFERENCE}#channel-access-token"),
    _case(403, "owned by another channel", "refused"),
    _case(403, "", "account"),
    _case(404, "^Not found", "unknownPath"),
    _case(404, "", "notThere"),
    _case(405, "", "method"),
    _case(409, "", "repeated", _RETRYING),
    _case(410, "content is gone", "gone", f"{_REFERENCE}#get-content"),
    _case(410, "", "body"),
    _case(413, "", "tooLarge", ERRORS),
    _case(415, "", "contentType", f"{_REFERENCE}#common-specifications"),
    _case(429, "monthly limit", "month", f"{_GUIDE}pricing/"),
    _case(429, "", "rate", f"{_REFERENCE}#rate-limits"),
)


def of_request(
    method: str,
    path: str,
    status: int | None,
    answer: bytes,
    fault: str | None,
    *,
    warned: bool = False,
) -> dict[str, str]:
    """``{"why": rule, "page": URL}`` of one call of LINE's API; ``status`` None: cut off.

    A switch that decided has the rule ``fault.SWITCH``.
    """
    path = path.partition("?")[0]
    endpoint = find(method, path)
    why = _of_fault(fault, status) or _of_answer(status or 0, answer, known=endpoint is not None)
    if why.rule == "done" and warned:
        why = Why("warned", f"{_REFERENCE}#message-objects")
    if why.rule == "accepted" and path.endswith("/content"):
        why = Why("pending", f"{_REFERENCE}#get-content")
    return {"why": why.rule, "page": why.page or (endpoint.page if endpoint else ERRORS)}


def of_webhook(reason: str) -> dict[str, str]:
    return {"why": f"webhook.{reason}", "page": STATISTICS}


def _of_fault(fault: str | None, status: int | None) -> Why | None:
    """Only where the switch is what is seen: a call that was refused before has that reason."""
    if fault not in _FAULTS or _FAULTS[fault] != status:
        return None
    page = f"{_REFERENCE}#rate-limits" if fault == "rate_429" else _RETRYING
    return Why(f"fault.{fault}", page)


def _of_answer(status: int, answer: bytes, *, known: bool) -> Why:
    if 200 <= status < 300:
        return Why("accepted" if status == 202 else "done")
    message = _message(answer)
    for case in _CASES:
        if case.status == status and case.message.search(message):
            return _told_apart(case.why, known=known)
    return Why("error", ERRORS)


def _told_apart(why: Why, *, known: bool) -> Why:
    """LINE says "Not found" of a path that is none and of a person whom it does not show."""
    return Why("notThere") if why.rule == "unknownPath" and known else why


@lru_cache(256)
def _message(answer: bytes) -> str:
    try:
        found = strict.loads(answer)
    except ValueError:
        return ""
    return str(found.get("message", "")) if isinstance(found, dict) else ""


RULES = frozenset(
    {
        *("done", "warned", "accepted", "pending", "error", "notThere"),
        *(case.why.rule for case in _CASES),
        *(f"fault.{name}" for name in _FAULTS),
        *(
            f"webhook.{reason}"
            for reason in (
                *("ok", "could_not_connect", "request_timeout"),
                *("error_status_code", "unclassified"),
            )
        ),
    }
)
