"""Behaviours 35–37: what LINE refuses to show."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.drawn import GOOD, bubble, flex, postback, with_quick_replies
from tests.contract.line import Line, text

CLUSTER = "ที่"  # 3 code points, 1 grapheme cluster
INVALID = "A message (messages[0])\u00a0in the request body is invalid"


@pytest.mark.parametrize("words", ["a" * 5000, "🍎" * 2500, "ก" * 5000])
def test_35_five_thousand_units_are_taken(line: Line, words: str) -> None:
    """Text character count; Messaging API reference, §Text message."""
    assert line.validate(text(words)).status == 200


@pytest.mark.parametrize("words", ["a" * 5001, "🍎" * 2501])
def test_35_one_unit_more_is_refused(line: Line, words: str) -> None:
    """Text character count; Messaging API reference, §Text message."""
    assert line.validate(text(words)).json == {
        "message": "The request body has 1 error(s)",
        "details": [
            {"message": "Length must be between 0 and 5000", "property": "messages[0].text"}
        ],
    }


def test_36_a_label_counts_what_a_reader_counts(line: Line) -> None:
    """Text character count, §grapheme clusters; Messaging API reference, §Action objects."""
    assert line.validate(with_quick_replies([CLUSTER * 20])).status == 200
    refused = line.validate(with_quick_replies([CLUSTER * 21]))
    place = "messages[0].quickReply.items[0].action.label"
    assert (refused.status, refused.json["details"][0]["property"]) == (400, place)


def test_36_thirteen_quick_replies_and_no_more(line: Line) -> None:
    """Messaging API reference, §Quick reply."""
    assert line.validate(with_quick_replies(["ข้าม"] * 13)).status == 200
    refused = line.validate(with_quick_replies(["ข้าม"] * 14))
    assert refused.json["details"] == [
        {"message": "Size must be between 1 and 13", "property": "messages[0].quickReply.items"}
    ]


def test_36_a_quick_reply_needs_its_label(line: Line) -> None:
    """line-bot-sdk-java #258: the answer as LINE gave it."""
    refused = line.validate(with_quick_replies([""]))
    assert refused.json["details"] == [
        {
            "message": "`label` must be specified",
            "property": "messages[0].quickReply.items[0].action",
        }
    ]


def test_37_a_goodbubble_is_taken_and_shown(line: Line, user: str) -> None:
    """Messaging API reference, §Flex Message."""
    assert line.push(user, flex(GOOD)).status == 200
    assert line.shown(user) == [flex(GOOD)]


def broken() -> list[tuple[str, Any, str]]:
    words = {"type": "text", "text": "ก" * 300}
    image = {"type": "image", "url": "example.com/a.jpg"}
    return [
        ("13 bubbles", {"type": "carousel", "contents": [bubble(words)] * 13}, "/contents"),
        ("a heavy bubble", bubble(*[words] * 40), "/"),
        ("empty text", bubble({"type": "text", "text": ""}), "/body/contents/0/text"),
        ("no scheme", bubble(image), "/body/contents/0/url"),
        ("a hole", bubble(None), "/body/contents"),
        ("no block", {"type": "bubble"}, "/"),
        ("a strange word", bubble({**words, "size": "huge"}), "/body/contents/0/size"),
        ("a typing error", bubble({**words, "warp": True}), "/body/contents/0/warp"),
    ]


@pytest.mark.parametrize(("_name", "contents", "place"), broken(), ids=lambda v: str(v)[:20])
def test_37_a_brokenbubble_is_refused_with_its_place(
    line: Line, user: str, _name: str, contents: Any, place: str
) -> None:
    """Messaging API reference, §Flex Message; line-bot-sdk-python #686."""
    pushed, validated = line.push(user, flex(contents)), line.validate(flex(contents))
    assert (pushed.status, pushed.message) == (400, INVALID)
    assert pushed.json["details"][0]["property"] == place
    assert validated.body == pushed.body
    assert line.shown(user) == []


def test_37_a_template_names_its_place_in_its_own_way(line: Line) -> None:
    """Messaging API reference, §Carousel template; the wording as LINE gave it to others."""
    columns = [{"title": "ก" * 41, "text": "ข", "actions": [postback("ค")]}]
    message = {
        "type": "template",
        "altText": "ง",
        "template": {"type": "carousel", "columns": columns},
    }
    assert line.validate(message).json["details"] == [
        {"message": "must not be longer than 40 characters", "property": "template/columns/0/title"}
    ]


def test_37_http_from_this_machine_passes_with_a_warning(line: Line, user: str) -> None:
    """Messaging API reference, §Image message: https. A simulator's bot has no certificate."""
    url = "http://127.0.0.1:8000/a.jpg"
    image = {"type": "image", "originalContentUrl": url, "previewImageUrl": url}
    assert line.push(user, image).status == 200
    warnings = line.control("GET", "requests")[-1]["warnings"]
    assert warnings[0].startswith("messages[0].originalContentUrl")
    line.faults(refuse_loopback_http=True)
    assert line.push(user, image).status == 400


def test_all_problems_are_told_at_once(line: Line) -> None:
    """Messaging API reference, §Error responses: two errors in one answer."""
    answer = line.validate(text(""), {"type": "hologram"})
    assert answer.message == "The request body has 2 error(s)"
    assert [one["property"] for one in answer.json["details"]] == [
        "messages[0].text",
        "messages[1].type",
    ]
