from bot.messages.bubbles import SKIP, Answer, Bubble, Button, Helper, Image
from bot.messages.reading import actions, bubble_text, helper_labels, labels
from bot.messages.render import render

LONG = "รู้แค่ศูนย์ดำรงธรรมประจำจังหวัดเท่านั้น"
BODY = render(
    [
        Bubble("รับเรื่องแล้วค่ะ"),
        Bubble(image=Image("https://example.org/a.jpg", "https://example.org/b.jpg")),
        Bubble(
            "ให้ใครรู้ชื่อได้บ้างคะ",
            buttons=(Button("บอกชื่อได้", Answer("1")), Button(LONG, Answer("2"))),
            helpers=(Helper("ข้าม", SKIP),),
        ),
    ],
    conversation="c",
)


def test_words_are_read_without_the_labels_of_buttons() -> None:
    assert bubble_text(BODY) == ["รับเรื่องแล้วค่ะ", "📷", "ให้ใครรู้ชื่อได้บ้างคะ"]


def test_labels_are_read_from_buttons_and_from_wrapped_boxes() -> None:
    assert labels(BODY) == ["บอกชื่อได้", LONG]
    assert helper_labels(BODY) == ["ข้าม"]


def test_a_button_can_be_pressed_by_its_label() -> None:
    assert dict(actions(BODY))[LONG]["data"] == "a:c:0:2"


def test_an_emptied_body_reads_as_nothing() -> None:
    assert (bubble_text([]), labels([]), helper_labels([])) == ([], [], [])
    assert bubble_text([{"type": "future", "what": 1}]) == [""]
