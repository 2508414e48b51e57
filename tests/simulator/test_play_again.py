"""Any chat on the page, recorded and played elsewhere, is the same to the bot: event for event."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.contract.line import Line
from tests.contract.menus import created, picture, upload
from tests.simulator import multipart
from tests.simulator.playing import settled, told_twice

BUTTON = {"type": "postback", "label": "เลือก", "data": "one", "text": "เอาอันนี้"}
CARDS = {
    "type": "template",
    "altText": "x",
    "template": {
        "type": "carousel",
        "columns": [
            {"text": "ก", "actions": [BUTTON]},
            {"text": "ข", "actions": [{**BUTTON, "data": "two"}]},
        ],
    },
}
ANSWERS: dict[str, Any] = {"การ์ด": CARDS, "ถาม": {"type": "text", "text": "ตอบ"}}
LIFF = [
    {"type": "text", "text": "จากแอป"},
    {"type": "sticker", "packageId": "446", "stickerId": "1988"},
]


def do(line: Line, path: str, **body: object) -> Any:
    return line.control("POST", path, body)


def in_order(line: Line, *calls: tuple[str, dict[str, object]]) -> None:
    for path, body in calls:
        do(line, path, **body)
        settled(line)


def edits(line: Line) -> str:
    user, other = line.join("ก"), line.join("ข", friend=False)
    group = line.group(user, other)
    first, _ = (line.say_in(group, user, words) for words in ("หนึ่ง", "สอง"))
    do(
        line,
        f"users/{user}/edit",
        chatId=group,
        messageId=first,
        text="@ข หนึ่งครึ่ง",
        mentions=[other],
    )
    return user


def takes_back(line: Line) -> str:
    user = line.join("ก")
    first, _ = (line.say(user, words) for words in ("หนึ่ง", "สอง"))
    settled(line)
    do(line, f"users/{user}/unsend", messageId=first)
    return user


def answers_a_bubble(line: Line) -> str:
    user = line.join("ก")
    first = line.say(user, "ถาม")
    settled(line)
    line.say(user, {"type": "text", "text": "นี่", "quotedMessageId": first})
    settled(line)
    bots = line.control("GET", f"users/{user}/messages")[1]["id"]
    line.say(user, {"type": "text", "text": "นั่น", "quotedMessageId": bots})
    return user


def sends_an_album(line: Line) -> str:
    user = line.join("ก")
    do(line, f"users/{user}/photos", sizes=[3000, 4000, 5000])
    return user


def uploads_an_album(line: Line) -> str:
    user = line.join("ก")
    for place in (1, 2):
        said = {"type": "image", "imageSet": {"id": "set", "index": place, "total": 2}}
        form = multipart.body(
            multipart.message(json.dumps(said).encode()), multipart.file(b"x" * place)
        )
        path = f"/_simulator/api/users/{user}/messages"
        assert line.http("POST", path, form, {"Content-Type": multipart.TYPE}).status == 201
    return user


def meets_a_beacon(line: Line) -> str:
    user = line.join("ก")
    in_order(
        line,
        (f"users/{user}/beacon", {"hwid": "d41d8cd98f", "type": "enter", "dm": "0a"}),
        (f"users/{user}/videoPlayComplete", {"trackingId": "film"}),
        (f"users/{user}/membership", {"type": "joined", "membershipId": 3}),
        (f"users/{user}/accountLink", {"result": "ok", "nonce": "0123456789"}),
    )
    return user


def holds_and_releases(line: Line) -> str:
    user = line.join("ก")
    held = line.say(user, {"type": "text", "text": "รอ", "hold": True})
    line.say(user, "ไปก่อน")
    settled(line)
    do(line, f"users/{user}/unsend", messageId=held, first=True)
    settled(line)
    line.control("POST", "release", status=200)
    return user


def talks_in_a_room(line: Line) -> str:
    user, other = line.join("ก"), line.join("ข", friend=False)
    room = line.room(user, other)
    line.say_in(room, other, "สวัสดี")
    settled(line)
    line.say_in(room, user, "สวัสดี")
    return user


def goes_by_switches(line: Line) -> str:
    line.faults(standby=True, redelivery={"on": True, "after_ms": 60_000})
    user = line.join("ก")
    line.say(user, "ระหว่างสแตนด์บาย")
    settled(line)
    line.faults(standby=False, number_image_sets=False)
    do(line, f"users/{user}/photos", count=2)
    settled(line)
    line.advance(90)
    line.say(user, "หลัง")
    return user


def does_not_consent(line: Line) -> str:
    user = line.join("ก")
    group = line.group(user)
    line.say_in(group, user, "หนึ่ง")
    settled(line)
    line.control("PUT", f"users/{user}", {"consents": False})
    line.say_in(group, user, "สอง")
    return user


def speaks_by_liff(line: Line) -> str:
    user = line.join("ก")
    do(line, f"users/{user}/liff", messages=LIFF)
    return user


def is_told_of_tomorrow(line: Line) -> str:
    user = line.join("ก")
    do(line, "events", userId=user, event={"type": "module", "module": {"type": "attached"}})
    settled(line)
    do(line, "events", event={"type": "activated", "chatControl": {"expireAt": 1}})
    return user


def presses_one_of_two(line: Line) -> str:
    user = line.join("ก")
    line.say(user, "การ์ด")
    settled(line)
    do(line, f"users/{user}/postbacks", data="two", text="เอาอันนี้")
    return user


def uses_the_menu(line: Line) -> str:
    user = line.join("ก")
    in_order(
        line,
        (f"users/{user}/postbacks", {"data": "report"}),
        (f"users/{user}/menu/switch", {"richMenuAliasId": "more", "data": "p2"}),
        (f"users/{user}/menu/tap", {"area": 0}),
    )
    return user


def another_account_is_there(line: Line) -> str:
    user = line.join("ก")
    group = line.group(user, bot=False, otherAccount=True)
    do(line, f"groups/{group}/invite")
    line.control("PUT", f"groups/{group}", {"otherAccount": False})
    do(line, f"groups/{group}/invite")
    line.say_in(group, user, "มาแล้ว")
    return user


def comes_and_goes(line: Line) -> str:
    user, other = line.join("ก"), line.join("ข", friend=False)
    group = line.group(user)
    in_order(
        line,
        (f"groups/{group}/join", {"userIds": [other]}),
        (f"groups/{group}/leave", {"userIds": [other]}),
        (f"groups/{group}/remove", {}),
    )
    line.control("POST", f"users/{user}/block")
    settled(line)
    line.control("POST", f"users/{user}/unblock")
    return user


def has_a_strange_name(line: Line) -> str:
    user, other = line.join("\u202ebot\u200b🏳️\u200d🌈"), line.join("all", friend=False)
    group = line.group(user, other, name="กี่ํ้" * 6 + ": - #")
    for words in (
        "10:30",
        "on",
        "1.50",
        "- ก: 'ข'\n\n  ค \t",
        "\u2028|\x07",
        "👨‍👩‍👧 ก็ํ้๊๋" * 9,
        "null",
    ):
        line.say_in(group, user, words)
    return user


ACTS: list[Callable[[Line], str]] = [
    *(edits, takes_back, answers_a_bubble, sends_an_album, uploads_an_album, meets_a_beacon),
    *(holds_and_releases, talks_in_a_room, goes_by_switches, does_not_consent, speaks_by_liff),
    *(is_told_of_tomorrow, presses_one_of_two, another_account_is_there, comes_and_goes),
    has_a_strange_name,
]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_the_bot_hears_the_same_again(tmp_path: Path, act: Callable[[Line], str]) -> None:
    first, second, _ = told_twice(tmp_path, act, ANSWERS)
    assert sum(map(len, first.values())) > 1
    assert second == first


def with_menus(line: Line) -> None:
    """The default one, and one behind an alias."""
    more = {"type": "richmenuswitch", "richMenuAliasId": "more", "data": "p2"}
    for alias, actions in (("first", [{"type": "postback", "data": "report"}, more]), ("more", [])):
        menu_id = created(line, *actions)
        upload(line, menu_id, picture())
        line.call(
            "POST", "/v2/bot/richmenu/alias", {"richMenuAliasId": alias, "richMenuId": menu_id}
        )
        if alias == "first":
            line.call("POST", f"/v2/bot/user/all/richmenu/{menu_id}")


def test_taps_on_the_rich_menu_are_told_as_such_and_happen_again(tmp_path: Path) -> None:
    first, second, text = told_twice(tmp_path, uses_the_menu, prepare=with_menus)
    assert second == first
    assert "- menu: 1\n- menu: 2\n- menu: 1\n" in text


@pytest.mark.parametrize(
    ("act", "wanted"),
    [
        (edits, "- edit:\n    text: '@ข หนึ่งครึ่ง'\n    mentions:\n    - ข\n  which: 2\n"),
        (takes_back, "- unsend: 2\n"),
        (answers_a_bubble, "- say: นั่น\n  quote: ตอบ\n"),
        (sends_an_album, "- photos:\n  - 3000\n  - 4000\n  - 5000\n"),
        (holds_and_releases, "- say: รอ\n  hold: true\n"),
        (talks_in_a_room, "  room:\n    members:\n    - ก\n    - ข\n    kind: room\n"),
        (goes_by_switches, "- faults:\n    standby: true\n    redelivery:\n      'on': true\n"),
        (presses_one_of_two, "- tap: เลือก\n  which: 2\n"),
        (does_not_consent, "- consents: false\n"),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_steps_are_written_as_a_person_would_write_them(
    tmp_path: Path, act: Callable[[Line], str], wanted: str
) -> None:
    assert wanted in told_twice(tmp_path, act, ANSWERS)[2]
