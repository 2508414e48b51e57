"""Ports for processes that are told theirs: below those that the kernel hands out by itself, so
that nobody is given one by chance between the choice and the start."""

from __future__ import annotations

import os
import re
import socket
from itertools import count

_FIRST, _MANY, _LANES = 16_000, 1_000, 12
_LANE = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0) % _LANES
_numbers = count(os.getpid())


def free_port() -> int:
    """Of the thousand of this process's lane, one after the other."""
    for _ in range(_MANY):
        port = _FIRST + _MANY * _LANE + next(_numbers) % _MANY
        if _is_free(port):
            return port
    raise LookupError("no port is free")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
