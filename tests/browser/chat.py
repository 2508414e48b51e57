"""The simulator's phones and the bot's side of a chat, for tests of the page."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from simulator.config import Config
from simulator.thread import running

TOKEN = "token-of-the-browser-tests"
BASIC_ID = "@simulator"
_PATIENCE_S = 60


@dataclass(frozen=True)
class Chat:
    """One simulator at `base`; every call raises where the simulator refuses."""

    base: str

    def call(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {TOKEN}"}
        request = Request(self.base + path, data, headers, method=method)
        with urlopen(request, timeout=_PATIENCE_S) as answer:
            return json.loads(answer.read() or b"null")

    def person(self, name: str, friend: bool = True) -> str:
        body = {"displayName": name, "friend": friend}
        return str(self.call("POST", "/_simulator/api/users", body)["userId"])

    def group(self, name: str, *members: str) -> str:
        """A group with the bot in it."""
        self.call("PUT", "/_simulator/api/faults", {"join_groups": True})
        body = {"name": name, "members": list(members), "bot": True}
        return str(self.call("POST", "/_simulator/api/groups", body)["chatId"])

    def say_in(self, chat_id: str, user_id: str, words: str) -> str:
        """Gives the message's id."""
        body = {"type": "text", "text": words, "chatId": chat_id}
        return str(
            self.call("POST", f"/_simulator/api/users/{user_id}/messages", body)["messageId"]
        )

    def push(self, user_id: str, *messages: dict[str, Any]) -> None:
        body = {"to": user_id, "messages": list(messages)}
        self.call("POST", "/v2/bot/message/push", body)

    def items(self, user_id: str) -> list[dict[str, Any]]:
        return list(self.call("GET", f"/_simulator/api/users/{user_id}/messages"))

    def user(self, user_id: str) -> dict[str, Any]:
        return dict(self.call("GET", f"/_simulator/api/users/{user_id}"))

    def webhook_events(self, user_id: str, kind: str, count: int) -> list[dict[str, Any]]:
        """At least `count` events of this kind by this person, once the simulator has sent them."""
        end = time.monotonic() + _PATIENCE_S
        while len(found := self._events(user_id, kind)) < count:
            assert time.monotonic() < end, f"{len(found)} of {count} {kind} events"
            time.sleep(0.05)
        return found

    def _events(self, user_id: str, kind: str) -> list[dict[str, Any]]:
        bodies = [one["body"] for one in self.call("GET", "/_simulator/api/webhooks")]
        parsed = [json.loads(body) if isinstance(body, str) else body for body in bodies]
        events = [event for body in parsed for event in body["events"] if event["type"] == kind]
        return [event for event in events if event["source"].get("userId") == user_id]


@contextmanager
def simulated(webhook: str | None = None, bot_name: str = Config.bot_name) -> Iterator[Chat]:
    with running(Config("s", TOKEN, webhook=webhook, bot_name=bot_name)) as base:
        yield Chat(base)


def becomes(read: Callable[[], object], wanted: object) -> None:
    """Asks again until the answer is this one; fails with the last answer."""
    end = time.monotonic() + _PATIENCE_S
    while (found := read()) != wanted and time.monotonic() < end:
        time.sleep(0.05)
    assert found == wanted


def open_phone(page: Page, chat: Chat, user_id: str) -> Locator:
    """On a page that hears what happens from now on, and has its fonts."""
    phone = deaf_phone(page, chat, user_id)
    hears(page)
    page.evaluate("document.fonts.ready")
    return phone


def deaf_phone(page: Page, chat: Chat, user_id: str) -> Locator:
    """On a page that may hear nothing yet."""
    page.goto(f"{chat.base}/_simulator/?user={user_id}")
    phone = page.locator(f'[data-user-id="{user_id}"]')
    phone.wait_for()
    return phone


def hears(page: Page) -> None:
    """Waits until the page has caught up with what happened before, and hears the rest."""
    expect(page.get_by_role("main")).to_have_attribute("aria-busy", "false")


def shows_all(phone: Locator, chat: Chat, user_id: str) -> None:
    """Waits until a chat has a row for each of its items; the bot may be writing yet."""
    becomes(lambda: phone.locator(".row").count() - len(chat.items(user_id)), 0)


def photo(name: str) -> FilePayload:
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
        "0000000d49444154789c6364f8ffbf1e00058102ff9a1ff3670000000049454e44ae426082"
    )
    return {"name": name, "mimeType": "image/png", "buffer": pixel}


def hold(held: list[Route]) -> Callable[[Route], None]:
    """Playwright sets a mark on the function, which a method of a list does not bear."""

    def keep(route: Route) -> None:
        held.append(route)

    return keep


def held_call(page: Page, held: list[Route]) -> Route:
    """The first that was held, once it is there."""
    end = time.monotonic() + _PATIENCE_S
    while not held:
        assert time.monotonic() < end, "nothing was asked"
        page.wait_for_timeout(10)
    return held[0]
