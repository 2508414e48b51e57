"""What is kept is bounded, however long the simulator runs."""

from __future__ import annotations

import json

from simulator.people.chats import Chats
from simulator.saving.records import written
from simulator.tokens.retry import Accepted, RetryKeys


def _filled(kept: int, *chats: str) -> Chats:
    made = Chats(kept)
    for number, chat_id in enumerate(chats):
        made.add(chat_id, "bot", {"type": "text", "text": str(number)}, number, str(number))
    return made


def _texts(chats: Chats, chat_id: str, after: int = 0) -> list[object]:
    return [item.message["text"] for item in chats.of(chat_id).after(after)]


def test_the_oldest_bubbles_are_forgotten_and_the_numbers_go_on() -> None:
    chats = _filled(4, "a", "b", "a", "a", "a", "a")
    assert _texts(chats, "a") == ["2", "3", "4", "5"]
    assert [item.seq for item in chats.of("a").after(0)] == [2, 3, 4, 5]
    assert _texts(chats, "a", after=4) == ["5"]


def test_the_last_bubble_of_a_quiet_chat_stays() -> None:
    assert _texts(_filled(2, "a", "b", "b", "b", "b"), "a") == ["0"]


def test_chats_that_forgot_are_saved_and_loaded_and_go_on_forgetting() -> None:
    chats, other = _filled(3, "a", "a", "b", "b", "a"), Chats(3)
    other.restore(json.loads("".join(written(chats.state()))))
    assert other.state() == chats.state()
    other.add("b", "bot", {"type": "text", "text": "5"}, 5, "5")
    assert (_texts(other, "a"), _texts(other, "b")) == (["4"], ["3", "5"])


def test_the_newest_retry_keys_are_kept() -> None:
    keys = RetryKeys(2)
    for number in range(3):
        keys.accept(f"key {number}", Accepted(number, "r", {}))
    assert [keys.find(f"key {number}", 3) is not None for number in range(3)] == [
        False,
        True,
        True,
    ]
