"""What is said of several messages together; their limits are asked in tests/contract."""

from __future__ import annotations

from typing import Any

from simulator.validate import Rules, check


def _text(**parts: object) -> dict[str, Any]:
    return {"type": "text", "text": "ก", **parts}


def test_a_value_of_another_type_ends_the_reading() -> None:
    refusal = check([_text(text={}), _text(text="")], Rules()).refusal
    assert refusal is not None
    assert refusal.message == (
        "The property, 'messages[0].text', in the request body is invalid (line: -, column: -)"
    )
    assert refusal.details == []


def test_the_second_message_is_named_when_its_inside_is_broken() -> None:
    refusal = check([_text(), {"type": "flex", "altText": "ก"}], Rules()).refusal
    assert refusal is not None
    assert refusal.message.startswith("A message (messages[1])\u00a0in")
