"""No test opens a connection beyond this machine: a Python audit hook refuses it."""

from __future__ import annotations

import ipaddress
import sys
from typing import Any

GUARDED = {"socket.connect", "socket.sendto", "socket.getaddrinfo"}
LOCAL_NAMES = {"", "localhost", "None"}


class LeftTheMachine(RuntimeError):
    """A test, or what it called, wanted to speak to another machine."""


def is_local(host: object) -> bool:
    """Whether `host` (a name or an address, text or bytes, None for any) is this machine."""
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name in LOCAL_NAMES:
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def guard() -> None:
    """Refuse from now on, in this process, for good (audit hooks cannot be taken away)."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in GUARDED:
        return
    target = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
    host = target[0] if isinstance(target, tuple) else target
    is_path = event != "socket.getaddrinfo" and not isinstance(target, tuple)
    if not is_path and not is_local(host):
        raise LeftTheMachine(f"{event} to {host!r}")
