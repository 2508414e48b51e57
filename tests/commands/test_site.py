"""Ports and addresses of `make run`."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.site import SIMULATOR_NAME, WEB_NAME, Site, Unusable, check_free, site
from tests.commands.demonstration import settings_in

REAL = {"line_api_url": "https://api.line.me", "line_data_api_url": "https://api-data.line.me"}


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield int(listener.getsockname()[1])


def test_without_a_word_they_are_the_documented_ones(tmp_path: Path) -> None:
    assert site(settings_in(tmp_path), {}) == Site("http://127.0.0.1:8000", "http://127.0.0.1:8100")


def test_the_environment_moves_both_and_tells_every_process(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    found = site(settings, {WEB_NAME: "8001", SIMULATOR_NAME: "8101"})
    assert found.environment(settings) == {
        "WETHI_BIND": "127.0.0.1:8001",
        "PUBLIC_URL": "http://127.0.0.1:8001",
        "LINE_API_URL": "http://127.0.0.1:8101",
        "LINE_DATA_API_URL": "http://127.0.0.1:8101",
    }


def test_a_real_line_has_no_simulator_and_keeps_its_addresses(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, public_url="https://wethi.example", **REAL)
    found = site(settings, {SIMULATOR_NAME: "8101"})
    assert (found.simulator, found.environment(settings)) == (
        None,
        {"WETHI_BIND": "127.0.0.1:8000"},
    )


@pytest.mark.parametrize("port", ["0", "65536", "eight", "-1", "８０"])
def test_what_is_no_port_is_refused(tmp_path: Path, port: str) -> None:
    with pytest.raises(Unusable, match=WEB_NAME):
        site(settings_in(tmp_path), {WEB_NAME: port})


def test_a_taken_port_is_told_with_a_way_out(taken: int) -> None:
    with pytest.raises(Unusable, match=f"{WEB_NAME}={taken + 1} make run"):
        check_free(f"http://127.0.0.1:{taken}", WEB_NAME)
