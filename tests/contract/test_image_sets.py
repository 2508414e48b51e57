"""Behaviour 11: several photos sent at once. REF is the page "Messaging API reference"."""

from __future__ import annotations

import json
from typing import Any

from tests.contract.line import Line
from tests.contract.receiver import Receiver


def _photos(line: Line, user: str, **body: object) -> Any:
    return line.control("POST", f"users/{user}/photos", body)


def _sets(bot: Receiver, count: int) -> list[Any]:
    return [event["message"]["imageSet"] for event in bot.events("message", count)]


def test_11_photos_sent_at_once_are_a_webhook_each_and_one_set(
    line: Line, bot: Receiver, user: str
) -> None:
    """REF §Image, ``imageSet``."""
    sent = _photos(line, user, count=3)
    sets = _sets(bot, 3)
    assert [one["index"] for one in sets] == [1, 2, 3]
    assert {(one["id"], one["total"]) for one in sets} == {(sent["imageSetId"], 3)}
    assert [len(json.loads(body)["events"]) for _, body in bot.posts()[1:]] == [1, 1, 1]


def test_11_each_photo_has_an_id_a_token_and_content_of_its_own(
    line: Line, bot: Receiver, user: str
) -> None:
    """REF §Image, §Get content."""
    sent = _photos(line, user, sizes=[3000, 4000])
    events = bot.events("message", 2)
    assert [event["message"]["id"] for event in events] == sent["messageIds"]
    assert len({event["replyToken"] for event in events}) == 2
    assert [len(line.content(one).body) for one in sent["messageIds"]] == [3000, 4000]


def test_11_photos_can_come_in_another_order_than_they_were_sent(
    line: Line, bot: Receiver, user: str
) -> None:
    """REF §Image: the order in which webhooks are delivered is undefined."""
    line.faults(shuffle_image_sets=True)
    _photos(line, user, count=4)
    indexes = [one["index"] for one in _sets(bot, 4)]
    assert indexes != sorted(indexes)
    assert sorted(indexes) == [1, 2, 3, 4]


def test_11_photos_that_a_phone_sends_one_by_one_are_shuffled_too(
    line: Line, bot: Receiver, user: str
) -> None:
    """REF §Image: the order in which webhooks are delivered is undefined."""
    line.faults(shuffle_image_sets=True)
    for index in (1, 2):
        image_set = {"id": "A", "index": index, "total": 2}
        line.say(user, {"type": "image", "size": 900, "imageSet": image_set})
    assert [one["index"] for one in _sets(bot, 2)] == [2, 1]


def test_11_an_old_phone_numbers_no_photos(line: Line, bot: Receiver, user: str) -> None:
    """REF §Image, ``imageSet.index``: missing from LINE 11.15 or earlier for Android."""
    line.faults(number_image_sets=False, shuffle_image_sets=True)
    sent = _photos(line, user, count=3)
    assert _sets(bot, 3) == [{"id": sent["imageSetId"]}] * 3


def test_11_a_set_in_a_group_is_a_set_of_the_group(line: Line, bot: Receiver, user: str) -> None:
    """REF §Image, §Source group chat."""
    group = line.group(user)
    _photos(line, user, count=2, chatId=group)
    sources = [event["source"] for event in bot.events("message", 2)]
    assert sources == [{"type": "group", "groupId": group, "userId": user}] * 2


def test_11_one_photo_is_no_set(line: Line, user: str) -> None:
    """REF §Image: only included when multiple images are sent simultaneously."""
    for body in ({"count": 1}, {"count": 51}, {"sizes": [900]}, {"sizes": "many"}, {}):
        line.control("POST", f"users/{user}/photos", body, status=400)


def test_08_a_photo_that_comes_again_comes_after_the_rest_of_its_set(
    line: Line, bot: Receiver, user: str
) -> None:
    """Receive messages, §Webhook redelivery: the order is not kept."""
    line.faults(redelivery={"on": True, "after_ms": 1500, "times": 5})
    bot.statuses.append(500)
    _photos(line, user, count=3)
    assert [one["index"] for one in _sets(bot, 4)] == [1, 2, 3, 1]
    flags = [one["deliveryContext"]["isRedelivery"] for one in bot.events("message")]
    assert flags == [False, False, False, True]
