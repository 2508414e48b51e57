"""What a button carries comes back whole, and what was forged comes back as nothing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.bubbles import (
    BACK,
    HERE,
    Act,
    Answer,
    Link,
    Listen,
    OpenKeyboard,
    OpenVoice,
    Page,
    PickDate,
)
from bot.messages.buttons import MAX_DATA, Press, decode, encode
from forms.question import HeardKind

words = st.text(max_size=40)
names = words.filter(lambda text: ":" not in text)
turns = st.integers(0, 999_999_999)
kinds = st.sampled_from(HeardKind)
pages = st.integers(1, 999)
answers = st.builds(Answer, words, kinds) | st.builds(Page, pages) | st.builds(Listen, pages)


@given(answers, names.filter(bool), turns)
def test_every_answer_comes_back_with_its_conversation_and_turn(
    action: Answer | Page | Listen, conversation: str, turn: int
) -> None:
    assert decode(encode(action, conversation, turn)) == Press(conversation, turn, action)


@given(names.filter(bool), names, words)
def test_every_act_comes_back_with_its_subject(name: str, subject: str, extra: str) -> None:
    act = Act(name, "." + subject, extra)
    assert decode(encode(act, "conversation", 3)) == act


@given(
    st.text(alphabet=st.characters(exclude_categories=()), max_size=320)
    | st.from_regex(r"[axo]:.*:.*:!?.*")
)
def test_decoding_never_raises_and_only_reads_what_was_encoded(data: str) -> None:
    pressed = decode(data)
    if isinstance(pressed, Press):
        assert encode(pressed.action, pressed.conversation, pressed.turn) == data
    elif pressed is not None:
        assert encode(pressed) == data


@pytest.mark.parametrize(
    "data",
    [
        *("", "a", "a:", "a:c:1", "a:c:x:v", "a:c:٣:v", "a:c:-1:v", "a:c:01:v", "a::1:v"),
        *(
            "a:c:1:!nod:v",
            "a:c:1:!back",
            "a:c:1:!page:0",
            "x:",
            "x:name",
            "x::s:e",
            "o:",
            "b:c:1:v",
        ),
    ],
)
def test_a_forged_button_is_nothing(data: str) -> None:
    assert decode(data) is None


def test_the_picker_and_the_microphone_come_back_as_what_they_are() -> None:
    assert decode(encode(PickDate("time"), "c", 2)) == Press("c", 2, Answer("", HeardKind.TIME))
    assert decode(encode(OpenVoice())) == OpenVoice()
    assert decode(encode(OpenKeyboard("ตอบ "))) == OpenKeyboard()


def test_an_act_on_the_conversation_names_the_one_in_which_it_stands() -> None:
    assert decode(encode(Act("keep", HERE), "c9", 4)) == Act("keep", "c9")


def test_data_of_300_characters_is_taken_and_301_refused() -> None:
    room = MAX_DATA - len("a:c:1:")
    assert encode(Answer("ก" * room), "c", 1)
    with pytest.raises(ValueError, match="300"):
        encode(Answer("ก" * (room + 1)), "c", 1)


def test_an_emoji_counts_twice() -> None:
    with pytest.raises(ValueError, match="300"):
        encode(Answer("🍎" * 148), "c", 1)


@pytest.mark.parametrize(
    ("action", "conversation", "turn"),
    [
        *((BACK, "", 1), (BACK, "a:b", 1), (BACK, "c", -1)),
        *(
            (Act("", "s"), "c", 1),
            (Act("do", "a:b"), "c", 1),
            (Link("https://example.org"), "c", 1),
        ),
    ],
)
def test_what_would_not_come_back_whole_is_refused(
    action: Any, conversation: str, turn: int
) -> None:
    with pytest.raises(ValueError, match=r"needs|not a postback"):
        encode(action, conversation, turn)
