"""Which bubble of a chat is meant: by its words, or counted from the newest."""

from __future__ import annotations

from typing import Any

from simulator.play.shown import shown

Json = dict[str, Any]
_SHORT = 60


def bubbles(items: list[Json]) -> list[Json]:
    """What can be answered: not what was taken back, no lines about who came."""
    return [item for item in items if item["from"] != "notice" and not item["unsent"]]


def own(items: list[Json], user_id: str) -> list[Json]:
    """A person's messages; in the chat with the account alone nobody else writes."""
    return [
        item
        for item in bubbles(items)
        if item["from"] == "user" and item.get("userId", user_id) == user_id
    ]


def found(items: list[Json], wanted: object) -> Json | None:
    """``wanted``: None for the newest, a number from 1 (the newest), or words."""
    if wanted is None or (isinstance(wanted, int) and not isinstance(wanted, bool)):
        number = 1 if wanted is None else wanted
        return items[-number] if 1 <= number <= len(items) else None
    return next((item for item in reversed(items) if words(item) == str(wanted)), None)


def place_of(items: list[Json], message_id: str) -> int | str | None:
    """What ``found`` finds it by: its words, if they are short and the newest of their kind."""
    for number, item in enumerate(reversed(items), 1):
        if item["id"] == message_id:
            said = words(item)
            short = 0 < len(said) <= _SHORT and "\n" not in said
            return said if short and found(items, said) is item else number
    return None


def words(item: Json) -> str:
    return str(shown(item["message"]).get("text", ""))
