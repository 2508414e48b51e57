"""Logs: a constant sentence and fields, one line of JSON each, Thai left readable.

Never log what a person said, a name, a token or a body: ids, states and counts only.
"""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path
from typing import Any

import structlog
from structlog.typing import EventDict

from base.clock import SystemClock


def set_up(level: str = "INFO") -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            _stamp,
            _without_words,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def _stamp(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """The machine's own time: a log must be found beside other logs, wherever CLOCK points."""
    event["timestamp"] = SystemClock().now().isoformat().replace("+00:00", "Z")
    return event


def _without_words(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """An exception as its type and where it came from: its message may be what somebody typed."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)
        event["exception"] = trouble(error)
        event["frames"] = [f"{one.filename}:{one.lineno} {one.name}" for one in frames]
    return event


def trouble(error: BaseException) -> str:
    """`ValueError at read.py:12`, with the causes behind it; never the message."""
    found = [error, *_causes(error)]
    return " from ".join(_told(one) for one in found)[:500]


def _causes(error: BaseException) -> list[BaseException]:
    cause = error.__cause__ or error.__context__
    return [] if cause is None else [cause, *_causes(cause)]


def _told(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"


def get(room: str) -> Any:
    """A logger that says which room speaks."""
    return structlog.get_logger(room=room)
