"""Logs: a constant sentence and fields, one line of JSON each, Thai left readable.

Never log what a person said, a name, a token or a body: ids, states and counts only.
"""

from __future__ import annotations

import logging
import sys
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
            structlog.processors.format_exc_info,
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


def get(room: str) -> Any:
    """A logger that says which room speaks."""
    return structlog.get_logger(room=room)
