"""A bot that only listens: a real HTTP server that keeps every webhook it gets."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from typing import Any

from linebot.v3 import WebhookParser
from linebot.v3.models.events import UnknownEvent

from tests.contract.line import SECRET

_WAIT_S = 60


class Receiver:
    """``statuses`` are answered in turn, then 200; a cleared ``gate`` keeps it from answering.

    ``unknown`` names the kinds of events and messages that the test sends although LINE's SDK does
    not know them.
    """

    def __init__(self) -> None:
        self.url = ""
        self.statuses: deque[int] = deque()
        self.gate = threading.Event()
        self.gate.set()
        self.unknown: set[str] = set()
        self._got: list[tuple[dict[str, str], bytes]] = []
        self._news = threading.Condition()

    def hear(self, headers: dict[str, str], body: bytes) -> int:
        with self._news:
            self._got.append((headers, body))
            self._news.notify_all()
            status = self.statuses.popleft() if self.statuses else 200
        self.gate.wait(_WAIT_S)
        return status

    def posts(self, at_least: int = 1) -> list[tuple[dict[str, str], bytes]]:
        """Waits for so many POSTs; fails when they do not come."""
        with self._news:
            assert self._news.wait_for(lambda: len(self._got) >= at_least, _WAIT_S), self._got
            return list(self._got)

    def events(self, kind: str, at_least: int = 1) -> list[Any]:
        """Waits for so many events of a kind, in the order of their arrival."""
        with self._news:
            assert self._news.wait_for(lambda: len(self._of(kind)) >= at_least, _WAIT_S), self._got
            return self._of(kind)

    def one(self, kind: str) -> Any:
        return self.events(kind)[-1]

    def _of(self, kind: str) -> list[Any]:
        bodies = [json.loads(body) for _, body in self._got]
        return [event for body in bodies for event in body["events"] if event["type"] == kind]

    def check_that_the_sdk_knows_all(self) -> None:
        """But what the test named, and that it really does not know."""
        found: set[str] = set()
        for headers, body in self.posts(0):
            found |= unknown_kinds(body, headers["x-line-signature"])
        assert found == self.unknown


def unknown_kinds(body: bytes, signature: str) -> set[str]:
    """Kinds of events, or of messages in them, that LINE's SDK cannot read as what they are."""
    parsed = WebhookParser(SECRET).parse(body.decode(), signature)
    pairs = zip(json.loads(body)["events"], parsed, strict=True)
    return {_kind(event) for event, read in pairs if isinstance(read, UnknownEvent)}


def _kind(event: Any) -> str:
    return str(event["message"]["type"] if event["type"] == "message" else event["type"])


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status = receiver.hear(headers, body)
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Quiet."""

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as url:
        receiver.url = f"{url}/callback"
        try:
            yield receiver
        finally:
            receiver.gate.set()


@contextmanager
def serving(server: HTTPServer) -> Iterator[str]:
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    )
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(60)
