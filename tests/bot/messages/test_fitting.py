from typing import Any

import pytest

from bot.messages.bubbles import Act, Bubble, Button, Image, Sound
from bot.messages.fitting import fit
from bot.messages.reading import bubble_text, labels
from bot.messages.render import render

Json = dict[str, Any]
PICTURE = Bubble(image=Image("https://example.org/a.jpg", "https://example.org/b.jpg"))


def texts(*words: str) -> list[Json]:
    return [{"type": "text", "text": word} for word in words]


def asking(text: str, *names: str) -> Json:
    [message] = render([Bubble(text, tuple(Button(name, Act(name)) for name in names))])
    return message


def test_five_messages_are_left_alone() -> None:
    five = texts("1", "2", "3", "4", "5")
    assert fit(five) == five


def test_the_shortest_neighbours_are_joined_first() -> None:
    six = texts("หนึ่งหนึ่งหนึ่ง", "2", "3", "สี่สี่สี่สี่", "ห้าห้าห้าห้า", "หกหกหกหก")
    assert fit(six)[1]["text"] == "2\n\n3"


def test_texts_that_together_are_too_long_stay_apart() -> None:
    six = texts("ก" * 3000, "ข" * 3000, "ค" * 3000, "ง" * 3000, "1", "2")
    assert [len(one["text"]) for one in fit(six)] == [3000, 3000, 3000, 3000, 4]


def test_bubbles_with_buttons_are_stacked_and_no_button_is_lost() -> None:
    seven = [asking(f"ถาม{i}", f"ก{i}", f"ข{i}") for i in range(7)]
    messages = fit(seven)
    assert len(messages) == 5
    assert labels(messages) == [f"{letter}{i}" for i in range(7) for letter in "กข"]
    assert "".join(bubble_text(messages)).replace("\n", "") == "".join(f"ถาม{i}" for i in range(7))


def test_the_last_buttons_stay_at_the_foot_of_the_last_bubble() -> None:
    last = fit([*[asking("ก", "1")] * 6, asking("ถามค่ะ", "ส่ง")])[-1]
    assert labels([{"contents": last["contents"]["footer"]}]) == ["ส่ง"]


def test_pictures_are_joined_into_a_bubble_by_their_previews() -> None:
    messages = fit(render([PICTURE] * 5) + texts("ห้ารูปค่ะ"))
    joined = [one for one in messages if one["type"] == "flex"]
    assert len(messages) == 5
    assert joined[0]["contents"]["body"]["contents"][0]["contents"][0]["url"].endswith("b.jpg")


def test_nobodys_words_are_put_under_another_name() -> None:
    officer = {"type": "text", "text": "ก", "sender": {"name": "สมร"}}
    messages = fit([*texts("1"), officer, *texts("2"), officer, *texts("3", "4")])
    assert [one.get("sender") is None for one in messages] == [True, False, True, False, True]


def test_what_cannot_be_joined_is_refused_before_line_refuses_it() -> None:
    sounds = render([Bubble(sound=Sound("https://example.org/a.m4a", 900))] * 5)
    with pytest.raises(ValueError, match="cannot be joined"):
        fit([*sounds, *texts("1")])


def test_helpers_stay_on_the_last_message() -> None:
    quick: Json = {"quickReply": {"items": []}}
    messages = fit([{**one, **quick} for one in texts("1", "2", "3", "4", "5", "6")])
    assert ["quickReply" in one for one in messages] == [False, False, False, False, True]
