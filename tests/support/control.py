"""The simulator's control API, as tests use it."""

from __future__ import annotations

import json
from typing import Any

import urllib3

Json = dict[str, Any]


class Control:
    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self._url = f"{base_url}/_simulator/api/"
        self._pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=60.0, read=60.0),
            retries=urllib3.Retry(connect=3, read=0, redirect=0),
        )

    def idle(self) -> bool:
        """No webhook is under way or waits to be sent again."""
        return bool(self.get("idle")["idle"])

    def set_webhook(self, url: str) -> None:
        self._call("PUT", "webhook", {"url": url, "on": True})

    def webhook_on(self, on: bool) -> None:
        self._call("PUT", "webhook", {"url": self.get("bot")["webhook"], "on": on})

    def person(self, name: str, *, friend: bool = True, user_id: str | None = None) -> str:
        body: Json = {"displayName": name, "friend": friend}
        if user_id:
            body["userId"] = user_id
        return str(self.post("users", body)["userId"])

    def say(self, user: str, text: str) -> str:
        return self.message(user, {"type": "text", "text": text})

    def message(self, user: str, message: Json) -> str:
        return str(self.post(f"users/{user}/messages", message)["messageId"])

    def media(self, user: str, message: Json, data: bytes) -> str:
        """Say a picture, recording, film or file of these bytes; the message's id."""
        fields: dict[str, str | tuple[str, bytes]] = {
            "message": json.dumps(message),
            "file": (str(message.get("fileName", "x.bin")), data),
        }
        url = f"{self._url}users/{user}/messages"
        answer = self._pool.request("POST", url, fields=fields)
        if answer.status >= 300:
            raise AssertionError(f"media: {answer.status} {answer.data[:300]!r}")
        return str(json.loads(answer.data)["messageId"])

    def postback(self, user: str, body: Json) -> None:
        self.post(f"users/{user}/postbacks", body)

    def chat(self, user: str, after: int = 0) -> list[Json]:
        """Items of a chat with `seq` over `after`."""
        items: list[Json] = self.get(f"users/{user}/messages?after={after}")
        return items

    def group_chat(self, chat_id: str, after: int = 0) -> list[Json]:
        """The same of a group or room; lines about who came and went are among them."""
        items: list[Json] = self.get(f"groups/{chat_id}/messages?after={after}")
        return items

    def requests(self) -> list[Json]:
        rows: list[Json] = self.get("requests")
        return rows

    def faults(self, **switches: Any) -> None:
        self._call("PUT", "faults", switches)

    def get(self, path: str) -> Any:
        return self._call("GET", path, None)

    def post(self, path: str, body: Json | None = None) -> Any:
        return self._call("POST", path, body or {})

    def _call(self, method: str, path: str, body: Json | None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        answer = self._pool.request(method, self._url + path, body=data, headers=headers)
        if answer.status >= 300:
            raise AssertionError(f"{method} {path}: {answer.status} {answer.data[:300]!r}")
        return json.loads(answer.data) if answer.data else None
