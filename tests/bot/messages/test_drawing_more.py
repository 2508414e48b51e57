"""Scales as rows, choices as pictures, spoken questions, moments."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from base.i18n import say
from bot.messages.bubbles import Answer, Bubble, Button, Card, Image, PickDate, Sound
from bot.messages.questions import draw_question
from bot.messages.reading import actions, labels
from bot.messages.render import render
from forms.question import Choice, Question, QuestionType, Said

AT = "https://media.example"


def found(name: str) -> Image | Sound | None:
    if name == "missing.png":
        return None
    url = f"{AT}/{name}"
    return Sound(url, 900) if name.endswith(".m4a") else Image(url, url)


def asked(kind: QuestionType, choices: tuple[Choice, ...] = (), **more: Any) -> Question:
    return Question(path="q", name="q", type=kind, text="ถามค่ะ", choices=choices, **more)


def drawn(question: Question) -> list[dict[str, Any]]:
    return render(draw_question(question, say, "th", 1, found), conversation="1", turn=1)


def scale(count: int) -> tuple[Choice, ...]:
    return tuple(Choice(str(n), str(n)) for n in range(count))


def faces(*pictures: str) -> Question:
    choices = tuple(Choice(f"c{n}", f"ข้อ {n}", one) for n, one in enumerate(pictures, 1))
    return asked(QuestionType.SELECT_ONE, choices)


def rows_of(message: dict[str, Any]) -> list[int]:
    boxes = message["contents"]["footer"]["contents"]
    return [len(box["contents"]) for box in boxes if box["type"] == "box"]


@pytest.mark.parametrize(("count", "rows"), [(5, [5]), (11, [6, 5]), (10, [5, 5])])
def test_the_numbers_of_a_scale_share_rows(count: int, rows: list[int]) -> None:
    (message,) = drawn(asked(QuestionType.RANGE, scale(count)))
    assert rows_of(message) == rows
    assert labels([message]) == [str(n) for n in range(count)]


def test_values_with_names_stand_under_each_other() -> None:
    choices = (Choice("1", "1 ไม่เลย"), Choice("2", "2 มาก"))
    (message,) = drawn(asked(QuestionType.RANGE, choices))
    assert rows_of(message) == []


def test_a_scale_without_buttons_says_what_it_takes() -> None:
    question = asked(QuestionType.RANGE, extras={"scale": "ขอเป็นเลข 0 ถึง 100 ค่ะ"})
    assert drawn(question)[0]["text"] == "ถามค่ะ\nขอเป็นเลข 0 ถึง 100 ค่ะ"


def test_choices_with_pictures_are_cards() -> None:
    words, cards = drawn(faces("happy.png", "sad.png"))
    assert words["text"] == "ถามค่ะ"
    shown = cards["contents"]["contents"]
    assert [card["hero"]["url"] for card in shown] == [f"{AT}/happy.png", f"{AT}/sad.png"]
    assert labels([cards]) == ["ข้อ 1", "ข้อ 2"]


def test_what_goes_with_notes_never_makes_more_than_a_reply_holds() -> None:
    before = tuple(Said(f"หมายเหตุ {n}", {"audio": f"{n}.m4a"}) for n in range(6))
    shown = draw_question(
        replace(faces("happy.png", "sad.png"), before=before), say, "th", 1, found
    )
    prompt, notice = Bubble(sound=Sound(AT, 900)), Bubble("ต่อเป็นภาษากูยค่ะ")
    assert len(render([notice, prompt, *shown], conversation="1")) <= 5


def test_a_tap_on_the_picture_is_a_tap_on_its_button() -> None:
    _, cards = drawn(faces("happy.png"))
    picture = cards["contents"]["contents"][0]["hero"]["action"]
    assert picture == [action for _, action in actions([cards])][-1]


def test_choices_of_which_one_has_no_picture_are_buttons() -> None:
    (message,) = drawn(faces("happy.png", "missing.png"))
    assert labels([message]) == ["ข้อ 1", "ข้อ 2"]


def test_more_cards_than_line_takes_are_refused() -> None:
    card = Card(Image(AT, AT), Button("ข้อ", Answer("c")))
    with pytest.raises(ValueError, match="13 cards"):
        render([Bubble(cards=(card,) * 13)], conversation="1")


def test_the_recording_comes_before_the_question() -> None:
    question = asked(QuestionType.TEXT, extras={"media:audio": "ask.m4a"})
    spoken, words = drawn(question)
    assert spoken == {"type": "audio", "originalContentUrl": f"{AT}/ask.m4a", "duration": 900}
    assert words["text"] == "ถามค่ะ"


def test_a_recording_that_is_not_there_is_left_out() -> None:
    question = asked(QuestionType.TEXT, extras={"media:audio": "ask.m4a"})
    (bubble,) = draw_question(question, say, "th")
    assert bubble.text == "ถามค่ะ"


def test_a_picture_of_the_question_is_the_head_of_its_bubble() -> None:
    (message,) = drawn(asked(QuestionType.TEXT, extras={"media:image": "map.png"}))
    assert message["contents"]["hero"]["url"] == f"{AT}/map.png"


def test_a_moment_is_picked_with_day_and_time() -> None:
    (bubble,) = draw_question(asked(QuestionType.DATETIME), say, "th")
    assert bubble.helpers[0].action == PickDate("datetime")


def test_once_the_day_is_known_only_the_time_is_picked() -> None:
    question = asked(QuestionType.DATETIME, extras={"day": "2026-07-12"})
    (bubble,) = draw_question(question, say, "th")
    assert bubble.helpers[0].action == PickDate("time")
    assert bubble.buttons == ()


def test_an_order_so_far_stands_under_the_question() -> None:
    question = asked(QuestionType.RANK, scale(2), extras={"ranked": "1 น้ำ"})
    (bubble,) = draw_question(question, say, "th")
    assert bubble.text == "ถามค่ะ\n1 น้ำ"
    assert "ครบแล้ว" not in [button.label for button in bubble.buttons]
    (whole,) = draw_question(replace(question, gathering=True), say, "th")
    assert whole.buttons[-1].label == "ครบแล้ว"
