"""The guard that keeps tests on this machine."""

from __future__ import annotations

import socket

import pytest

from tests.support.loopback import LeftTheMachine, is_local


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", b"localhost", None])
def test_this_machine_may_be_spoken_to(host: object) -> None:
    assert is_local(host)


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "line.example", b"line.example"])
def test_no_other_machine_may_be_spoken_to(host: object) -> None:
    assert not is_local(host)


def test_a_connection_to_another_machine_is_refused_before_it_is_tried() -> None:
    with socket.socket() as sock, pytest.raises(LeftTheMachine):
        sock.connect(("192.0.2.1", 80))


def test_a_name_of_another_machine_is_not_even_looked_up() -> None:
    with pytest.raises(LeftTheMachine):
        socket.getaddrinfo("line.example", 443)
