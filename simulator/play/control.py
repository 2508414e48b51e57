"""The control API of a simulator, over HTTP."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from http.client import HTTPConnection
from mimetypes import guess_type
from pathlib import Path
from threading import Event
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

from simulator.clock import stopwatch

T = TypeVar("T")
_TIMEOUT_S = 30
_LOOK_S = 0.02


class Refused(Exception):
    """The simulator would not do it."""


class Control:
    """``patience_s``: how long is waited for the bot; ``quiet_s``: how long it must stay silent."""

    def __init__(self, url: str, patience_s: float, quiet_s: float) -> None:
        self._at = urlsplit(url)
        self.patience_s = patience_s
        self.quiet_s = quiet_s

    def call(self, method: str, path: str, body: object = None) -> Any:
        return self._sent(method, path, None if body is None else json.dumps(body).encode(), {})

    def upload(self, user_id: str, message: dict[str, Any], file: Path) -> Any:
        """A message with the bytes of its file."""
        kind = guess_type(file.name)[0] or "application/octet-stream"
        seam, name = uuid.uuid4().hex, quote(file.name)
        raw = (
            f'--{seam}\r\nContent-Disposition: form-data; name="message"\r\n\r\n'
            f"{json.dumps(message)}\r\n"
            f'--{seam}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            f"Content-Type: {kind}\r\n\r\n"
        ).encode()
        raw += file.read_bytes() + f"\r\n--{seam}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={seam}"}
        return self._sent("POST", f"users/{quote(user_id)}/messages", raw, headers)

    def _sent(self, method: str, path: str, raw: bytes | None, headers: dict[str, str]) -> Any:
        connection = HTTPConnection(self._at.netloc, timeout=_TIMEOUT_S)
        try:
            connection.request(method, f"/_simulator/api/{path}", raw, headers)
            answer = connection.getresponse()
            found = json.loads(answer.read() or b"null")
        finally:
            connection.close()
        if answer.status >= 400:
            raise Refused(str(found.get("message")))
        return found

    def of(self, user_id: str, rest: str, body: object = None) -> Any:
        return self.call("POST", f"users/{quote(user_id)}/{rest}", body)

    def items(self, chat_id: str) -> list[dict[str, Any]]:
        room = "users" if chat_id.startswith("U") else "groups"
        return list(self.call("GET", f"{room}/{quote(chat_id)}/messages"))

    def until(self, look: Callable[[], T], good: Callable[[T], bool]) -> T:
        """What ``look`` gives once it is good, or when patience has ended."""
        end = stopwatch() + self.patience_s
        while not good(found := look()) and stopwatch() < end:
            Event().wait(_LOOK_S)
        return found

    def settle(self, look: Callable[[], T]) -> T:
        """What ``look`` gives once no webhook is under way and nothing has changed for a while."""
        self.until(lambda: self.call("GET", "idle"), lambda idle: bool(idle["idle"]))
        found, since = look(), stopwatch()
        end = since + self.patience_s
        while stopwatch() - since < self.quiet_s and stopwatch() < end:
            Event().wait(_LOOK_S)
            if (now := look()) != found:
                found, since = now, stopwatch()
        return found
