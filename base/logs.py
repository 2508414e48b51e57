"""Logs: a constant sentence and fields, one line of JSON each, Thai left readable.

Never log what a person said, a name, a token or a body: ids, states and counts only.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog


def set_up(level: str = "INFO") -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def get(room: str) -> Any:
    """A logger that says which room speaks."""
    return structlog.get_logger(room=room)
