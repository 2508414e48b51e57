"""What stands in a play happens: steps that only the player has, and words as they were written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.play.script import BadScript, read
from simulator.play.yamls import dump, said
from tests.contract.line import Line
from tests.contract.receiver import Receiver
from tests.simulator.playing import played, scene

ANSWERS: dict[str, Any] = {
    "ถาม": {"type": "text", "text": "ตอบ"},
    "แผนที่": {
        "type": "imagemap",
        "baseUrl": "https://example.com/map",
        "altText": "แผนที่",
        "baseSize": {"width": 1040, "height": 520},
        "actions": [
            {"type": "message", "text": "ถาม", "area": {"x": 0, "y": 0, "width": 9, "height": 9}},
            {
                "type": "uri",
                "label": "เว็บ",
                "linkUri": "https://example.com/",
                "area": {"x": 9, "y": 0, "width": 9, "height": 9},
            },
        ],
    },
}


@pytest.fixture
def stage() -> Iterator[tuple[Line, Receiver]]:
    with scene(ANSWERS, lambda _: None) as found:
        yield found


@pytest.fixture
def line(stage: tuple[Line, Receiver]) -> Line:
    return stage[0]


@pytest.fixture
def bot(stage: tuple[Line, Receiver]) -> Receiver:
    return stage[1]


@pytest.fixture
def plays(line: Line, tmp_path: Path) -> Any:
    def play(text: str) -> int:
        (tmp_path / "play.yaml").write_text(text, encoding="utf-8")
        return played(tmp_path / "play.yaml", line)

    return play


def test_the_newest_event_comes_again_marked_as_redelivered(plays: Any, bot: Receiver) -> None:
    assert plays("steps: [{say: ก}, {redeliver: 2}, {bot: nothing}]") == 0
    first, *again = bot.events("message", at_least=3)
    marked = {**first, "deliveryContext": {"isRedelivery": True}}
    assert again == [marked, marked]


def test_a_webhook_that_the_bot_refused_is_told(
    plays: Any, bot: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    bot.statuses.extend([401] * 9)
    assert plays("steps: [{say: อะไรก็ได้}, {bot: [{text: ตอบ}]}]") == 1
    assert "did not take a webhook: error_status_code 401" in capsys.readouterr().out


def test_where_nothing_was_delivered_nothing_can_come_again(
    plays: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plays("steps: [redeliver]") == 1
    assert "nothing was delivered" in capsys.readouterr().out


def test_a_file_beside_the_play_is_sent_as_it_is(
    plays: Any, line: Line, bot: Receiver, tmp_path: Path
) -> None:
    (tmp_path / "ใบเสร็จ.png").write_bytes(b"\x89PNG")
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    assert plays("steps: [{photo: ใบเสร็จ.png}, {send: {type: file, file: a.pdf}}]") == 0
    image, file = (one["message"] for one in bot.events("message", at_least=2))
    assert (line.content(image["id"]).body, line.content(file["id"]).body) == (b"\x89PNG", b"%PDF")
    assert file["fileName"] == "a.pdf"


def test_files_sent_at_once_are_an_album(plays: Any, bot: Receiver, tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(b"\x89PNG")
    assert plays("steps: [{photos: [a.png, b.png]}]") == 0
    sets = [one["message"]["imageSet"] for one in bot.events("message", at_least=2)]
    assert [(one["index"], one["total"]) for one in sets] == [(1, 2), (2, 2)]
    assert len({one["id"] for one in sets}) == 1


def test_a_file_that_is_not_there_fails_at_its_step(
    plays: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plays("steps:\n- say: ก\n- photo: none.png\n") == 1
    assert "line 3" in capsys.readouterr().out


def test_a_bubble_can_be_named_by_its_words(plays: Any, bot: Receiver) -> None:
    script = "steps: [{say: หนึ่ง}, {say: สอง}, {unsend: หนึ่ง}]"
    assert plays(script) == 0
    first = bot.events("message", at_least=2)[0]["message"]["id"]
    assert bot.one("unsend")["unsend"] == {"messageId": first}


def test_areas_of_an_imagemap_can_be_tapped(plays: Any) -> None:
    buttons = "{type: imagemap, buttons: [ถาม, เว็บ]}"
    script = f"steps: [{{say: แผนที่}}, {{bot: {buttons}}}, {{tap: เว็บ}}, {{tap: ถาม}}, {{bot: ตอบ}}]"
    assert plays(script) == 0


@pytest.mark.parametrize(
    "words", ["10:30", "on", "1.50", "2026-08-07", "007", "true", "null", "-3"]
)
def test_words_are_said_as_they_stand(plays: Any, bot: Receiver, words: str) -> None:
    wanted = "" if words == "null" else words
    assert plays(f"steps: [{{say: {words}}}]") == (0 if wanted else 1)
    assert [one["message"]["text"] for one in bot.events("message", at_least=bool(wanted))] == (
        [wanted] if wanted else []
    )


def test_switches_are_as_before_when_a_play_has_ended(plays: Any, line: Line) -> None:
    line.faults(join_groups=True)
    assert (
        plays("faults: {standby: true, redelivery: {on: true}}\nsteps: [{faults: {quota: 5}}]") == 0
    )
    faults = line.control("GET", "faults")
    assert (faults["standby"], faults["quota"], faults["join_groups"]) == (False, None, True)
    assert faults["redelivery"]["on"] is False


def test_the_webhook_can_be_switched_off_and_on(plays: Any, bot: Receiver) -> None:
    assert plays("steps: [{webhook: false}, {say: ก}, {webhook: true}, {say: ข}]") == 0
    assert [one["message"]["text"] for one in bot.events("message")] == ["ข"]


@pytest.mark.parametrize(
    "words",
    [
        "10:30",
        "on",
        "1.50",
        "1e3",
        "90.0",
        "~",
        "ก: ข",
        "a\n\n b \n",
        "\u2028",
        "\x85",
        "\U0001f468",
        "\ud83d",
    ],
)
def test_what_is_written_reads_as_it_was(tmp_path: Path, words: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(dump({"steps": [{"say": words}]}), encoding="utf-8")
    assert said(read(file).steps[0].value) == words


def test_a_kind_of_group_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text("groups: {ก: {members: [ข], kind: choir}}\nsteps: []", encoding="utf-8")
    with pytest.raises(BadScript, match="group or room"):
        read(file)
