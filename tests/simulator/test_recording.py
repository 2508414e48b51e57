"""A recording has what people did and what the bot said, in order and by names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from simulator.play.compare import differences
from simulator.play.script import BadScript, read
from simulator.play.shown import shown
from tests.contract.line import Line

BUTTONS = {
    "type": "template",
    "altText": "x",
    "template": {
        "type": "buttons",
        "title": "หัวเรื่อง",
        "text": "เลือกวัน",
        "actions": [
            {"type": "datetimepicker", "label": "วัน", "data": "d=1", "mode": "date"},
            {"type": "uri", "label": "โทร", "uri": "tel:0800000000"},
        ],
    },
}


def recorded(line: Line, user: str, after: int = 0) -> Any:
    answer = line.http("GET", f"/_simulator/api/users/{user}/recording?after={after}")
    assert answer.status == 200
    return yaml.safe_load(answer.body)


def test_a_button_that_was_pressed_is_told_by_its_name(line: Line) -> None:
    user = line.join("ก")
    line.push(user, BUTTONS)
    body = {"data": "d=1", "params": {"date": "2026-08-07"}}
    line.control("POST", f"users/{user}/postbacks", body)
    bot = {"text": "หัวเรื่อง\nเลือกวัน", "buttons": ["วัน", "โทร"]}
    steps = ["friend", {"bot": [bot]}, {"tap": "วัน", "pick": "2026-08-07"}]
    assert [
        one if one != {"friend": None} else "friend" for one in recorded(line, user)["steps"]
    ] == steps


def test_what_is_only_asked_for_or_refused_is_no_step(line: Line) -> None:
    user = line.join("ก", friend=False)
    line.control("GET", f"users/{user}")
    line.control("POST", f"users/{user}/messages", {"type": "text"}, status=400)
    assert recorded(line, user)["steps"] == []


def test_a_recording_can_begin_later_with_a_friend_since_long(line: Line) -> None:
    user = line.join("ก")
    place = line.control("GET", "recording")["n"]
    line.say(user, "ข")
    found = recorded(line, user, place)
    assert (found["people"], found["steps"]) == ({"ก": {"friend": True}}, [{"say": "ข"}])


def test_clock_faults_and_pictures_are_steps(line: Line) -> None:
    user = line.join("ก", friend=False)
    line.advance(90)
    line.faults(standby=True)
    line.say(user, {"type": "image", "size": 4000})
    line.control("POST", f"users/{user}/unsend", {"messageId": _last(line, user)})
    steps = recorded(line, user)["steps"]
    wanted = [{"wait": 90}, {"faults": {"standby": True}}, {"photo": 4000}, {"unsend": None}]
    assert steps == wanted


def test_a_group_is_recorded_with_its_members_and_who_is_mentioned(line: Line) -> None:
    one, other = line.join("ก", friend=False), line.join("ข", friend=False)
    line.faults(join_groups=True)
    body = {"name": "หมู่", "members": [one, other], "bot": True}
    group = line.control("POST", "groups", body)["chatId"]
    bot = line.control("GET", "bot")["displayName"]
    said = {"type": "text", "text": f"@{bot} อยู่ไหม", "mentions": ["bot"], "chatId": group}
    line.control("POST", f"users/{one}/messages", said)
    found = recorded(line, one)
    assert (found["groups"], list(found["people"])) == ({"หมู่": ["ก", "ข"]}, ["ก", "ข"])
    talk = {"type": "text", "text": f"@{bot} อยู่ไหม", "mentions": ["bot"]}
    assert found["steps"][-1] == {"send": talk, "in": "หมู่"}


def group_of_two(line: Line) -> tuple[str, str, str]:
    """One who is no friend, another who is, and the group in which both are with the bot."""
    one, other = line.join("ก", friend=False), line.join("ข")
    line.faults(join_groups=True)
    body = {"name": "หมู่", "members": [one, other], "bot": True}
    return one, other, str(line.control("POST", "groups", body)["chatId"])


def test_a_bot_that_was_in_the_group_before_the_recording_is_there_from_the_start(
    line: Line,
) -> None:
    one, _, group = group_of_two(line)
    place = line.control("GET", "recording")["n"]
    line.say(one, {"type": "text", "text": "ค", "chatId": group})
    found = recorded(line, one, place)
    assert found["groups"] == {"หมู่": {"members": ["ก", "ข"], "bot": True}}
    assert found["people"] == {"ก": {}, "ข": {"friend": True}}


def test_a_bot_that_leaves_by_itself_was_there_when_it_spoke(line: Line) -> None:
    one, _, group = group_of_two(line)
    place = line.control("GET", "recording")["n"]
    line.say(one, {"type": "text", "text": "ค", "chatId": group})
    line.push(group, {"type": "text", "text": "ลาก่อน"})
    assert line.call("POST", f"/v2/bot/group/{group}/leave").status == 200
    assert recorded(line, one, place)["groups"]["หมู่"]["bot"] is True


def test_who_came_or_went_meanwhile_is_where_the_recording_found_them(line: Line) -> None:
    one, other, group = group_of_two(line)
    late = line.join("ค", friend=False)
    place = line.control("GET", "recording")["n"]
    line.say(one, {"type": "text", "text": "ง", "chatId": group})
    line.control("POST", f"groups/{group}/join", {"userIds": [late]})
    line.control("POST", f"groups/{group}/leave", {"userIds": [other]})
    line.control("POST", f"groups/{group}/remove")
    found = recorded(line, one, place)
    assert found["groups"] == {"หมู่": {"members": ["ก", "ข"], "bot": True}}
    assert set(found["people"]) == {"ก", "ข", "ค"}


def test_two_people_of_one_name_are_told_apart(line: Line) -> None:
    line.join("ก")
    other = line.join("ก", friend=False)
    line.say(other, "ข")
    assert list(recorded(line, other)["people"]) == ["ก 2"]


def test_the_words_of_a_flex_message_are_all_its_texts() -> None:
    spans = {"type": "text", "contents": [{"type": "span", "text": t} for t in ("ก", "ข")]}
    box = {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "ค"}, spans]}
    bubble = {"type": "bubble", "body": box}
    assert shown({"type": "flex", "altText": "x", "contents": bubble}) == {"text": "ค\nกข"}


def test_only_what_is_named_is_compared() -> None:
    assert differences([{"buttons": ["วัน", "โทร"]}], [BUTTONS]) == []
    assert differences([{"matches": "^หัว"}], [BUTTONS]) == []
    assert differences([{"matches": "^ท้าย"}], [BUTTONS])[1:] == [
        "-   matches: ^ท้าย",
        "+   text: หัวเรื่อง",
        "+   text: เลือกวัน",
    ]
    assert differences([], [BUTTONS]) != []


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("- 5", "has steps"),
        ("steps: [{say: ก, tap: ข}]", "line 1"),
        ("steps:\n- bot: [{txt: ก}]", "line 2"),
        ("stepz: []\nsteps: []", "stepz"),
        ("steps: [", "no YAML"),
        ("groups: {ก: {member: [ข]}}\nsteps: []", "a group is"),
    ],
)
def test_a_file_that_is_no_conversation_is_refused_with_its_place(
    tmp_path: Path, text: str, where: str
) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadScript, match=where):
        read(file)


def _last(line: Line, user: str) -> str:
    return str(line.control("GET", f"users/{user}/messages")[-1]["id"])


def test_switches_that_were_on_before_stand_in_the_head(line: Line) -> None:
    line.faults(join_groups=True, quota=5)
    user = line.join("ก")
    place = line.control("GET", "recording")["n"]
    line.say(user, "ข")
    line.faults(quota=None)
    found = recorded(line, user, place)
    assert found["faults"] == {"quota": 5, "join_groups": True}
    assert found["steps"][-1] == {"faults": {"quota": None}}


def test_a_clock_that_was_moved_stands_in_the_head_as_it_stood(line: Line) -> None:
    user = line.join("ก")
    assert "at" not in recorded(line, user)
    line.control("PUT", "clock", {"at": "2030-01-02T03:04:05Z"})
    place = line.control("GET", "recording")["n"]
    line.advance(3600)
    assert recorded(line, user, place)["at"].startswith("2030-01-02T03:04")


def test_who_has_a_name_that_is_taken_keeps_it_on_the_phone(line: Line) -> None:
    line.join("ก")
    other = line.join("ก", friend=False)
    assert recorded(line, other)["people"] == {"ก 2": {"displayName": "ก"}}


def test_who_blocked_before_the_recording_blocks_from_the_start(line: Line) -> None:
    user = line.join("ก")
    line.control("POST", f"users/{user}/block")
    place = line.control("GET", "recording")["n"]
    line.control("POST", f"users/{user}/unblock")
    found = recorded(line, user, place)
    assert found["people"] == {"ก": {"friend": True, "blocked": True}}
    assert found["steps"] == [{"unblock": None}]


def test_answers_in_two_chats_are_a_step_each(line: Line) -> None:
    """However they alternate: a play looks at one chat at a time."""
    _, user, group = group_of_two(line)
    place = line.control("GET", "recording")["n"]
    line.say(user, {"type": "text", "text": "ก", "chatId": group})
    for to, words in ((user, "หนึ่ง"), (group, "สอง"), (user, "สาม")):
        line.push(to, {"type": "text", "text": words})
    assert recorded(line, user, place)["steps"][1:] == [
        {"bot": [{"text": "หนึ่ง"}, {"text": "สาม"}]},
        {"bot": [{"text": "สอง"}], "in": "หมู่"},
    ]


def test_after_a_state_of_others_was_loaded_nobody_is_in_the_recording(line: Line) -> None:
    user = line.join("ก")
    state = line.control("GET", "state?without=diary")
    line.say(user, "ก่อน")
    line.control("PUT", "state", state)
    assert recorded(line, user)["steps"] == []
