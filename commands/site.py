"""The addresses of `make run`: two ports on this machine, and whether LINE is the simulator."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from base.settings import Settings

HOST = "127.0.0.1"
WEB_PORT, SIMULATOR_PORT = 8000, 8100
WEB_NAME, SIMULATOR_NAME = "WETHI_WEB_PORT", "WETHI_SIMULATOR_PORT"
BOT_NAME = "น้องเวที"  # at LINE the Official Account Manager has it
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Unusable(Exception):
    """A port that cannot be used; the text says what to do."""


@dataclass(frozen=True)
class Site:
    """`simulator` is None when the settings name a real LINE."""

    web: str
    simulator: str | None

    def environment(self, settings: Settings) -> dict[str, str]:
        """What the processes are told beside the settings: where to listen, where LINE is."""
        told = {"WETHI_BIND": self.web.partition("//")[2]}
        if _is_here(settings.public_url):
            told["PUBLIC_URL"] = self.web
        if self.simulator:
            told |= {"LINE_API_URL": self.simulator, "LINE_DATA_API_URL": self.simulator}
        return told


def first_simulator(environ: Mapping[str, str]) -> str:
    """The simulator's address for a first `.env`."""
    return f"http://{HOST}:{_port(environ, SIMULATOR_NAME) or SIMULATOR_PORT}"


def site(settings: Settings, environ: Mapping[str, str]) -> Site:
    """Ports from the environment, else from the settings. Raises Unusable."""
    web = f"http://{HOST}:{_port(environ, WEB_NAME) or WEB_PORT}"
    if not _is_here(settings.line_api_url):
        return Site(web, None)
    named = _port(environ, SIMULATOR_NAME) or urlsplit(settings.line_api_url).port
    return Site(web, f"http://{HOST}:{named or SIMULATOR_PORT}")


def check_free(url: str, name: str) -> None:
    """Raises Unusable when somebody listens at this address already."""
    port = urlsplit(url).port or 0
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as fault:
            raise Unusable(
                f"Port {port} is taken ({os.strerror(fault.errno or 0)}): another program listens "
                f"there, perhaps another `make run`.\n"
                f"End it, or choose another port: {name}={port + 1} make run"
            ) from fault


def _port(environ: Mapping[str, str], name: str) -> int | None:
    told = environ.get(name)
    if not told:
        return None
    if not told.isascii() or not told.isdecimal() or not 0 < int(told) < 1 << 16:
        raise Unusable(f"{name} is a port, 1 to 65535; it says {told!r}.")
    return int(told)


def _is_here(url: str) -> bool:
    return urlsplit(url).hostname in LOOPBACK
