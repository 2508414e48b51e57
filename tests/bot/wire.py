"""A server that answers with given bytes, for what no well-behaved server does."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from base.clock import pause

PATIENCE = 60.0


@dataclass
class Wire:
    """`requests` holds what came in; `connections` how many were opened."""

    url: str
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0


def http(status: int, body: bytes = b"", *headers: str, length: int | None = None) -> bytes:
    """An HTTP/1.1 answer; `length` is what it claims, if not the truth."""
    claimed = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {claimed}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


@contextmanager
def wire(*answers: bytes, hang: bool = False, late: float = 0.0) -> Iterator[Wire]:
    """Answers request after request, the last answer again and again; b"" closes without a word.

    `hang` keeps the connection open and silent after the answer, instead of closing it; `late` is
    how many seconds it is silent before the answer.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(PATIENCE)
    made = Wire(f"http://127.0.0.1:{listener.getsockname()[1]}")
    over = threading.Event()
    thread = threading.Thread(
        target=_serve, args=(listener, made, answers, hang, late, over), daemon=True
    )
    thread.start()
    try:
        yield made
    finally:
        over.set()
        listener.close()
        thread.join(PATIENCE)


def _serve(
    listener: socket.socket,
    made: Wire,
    answers: tuple[bytes, ...],
    hang: bool,
    late: float,
    over: threading.Event,
) -> None:
    listener.settimeout(0.05)
    while not over.is_set():
        try:
            connection, _ = listener.accept()
        except TimeoutError:
            continue
        except OSError:
            return
        made.connections += 1
        with connection:
            connection.settimeout(PATIENCE)
            _talk(connection, made, answers, late)
            if hang:
                over.wait(PATIENCE)


def _talk(connection: socket.socket, made: Wire, answers: tuple[bytes, ...], late: float) -> None:
    request = _read(connection)
    if not request:
        return
    made.requests.append(request)
    pause(late)
    connection.sendall(answers[min(len(made.requests), len(answers)) - 1])


def _read(connection: socket.socket) -> bytes:
    got = b""
    while b"\r\n\r\n" not in got:
        piece = connection.recv(65536)
        if not piece:
            return b""
        got += piece
    head, _, body = got.partition(b"\r\n\r\n")
    missing = _length(head) - len(body)
    while missing > 0:
        piece = connection.recv(65536)
        got, missing = got + piece, missing - len(piece)
    return got


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0
