from __future__ import annotations

import json
from typing import Any

from forms.state import State
from handlers.mydata.scrubbing import Gone, without


def test_an_answer_that_was_the_message_is_open_again() -> None:
    left = _without({"name": ["แม่บัว", "person"]}, "name", Gone("แม่บัว", None))
    assert (left.values, left.done, left.trail) == ({}, [], [])


def test_other_answers_stay_even_if_they_hold_the_same_word() -> None:
    values = {"name": ["บัว", "person"], "village": ["บ้านบัวใหญ่", "person"]}
    left = _without(values, "name", Gone("บัว", None))
    assert left.values == {"village": ["บ้านบัวใหญ่", "person"]}


def test_of_a_story_told_in_several_messages_only_that_one_goes() -> None:
    values = {"story": ["รถขนดิน\nถนนพัง\nฝุ่นเยอะ", "person"]}
    left = _without(values, "story", Gone("ถนนพัง", None))
    assert left.get("story") == "รถขนดิน\nฝุ่นเยอะ"


def test_one_photo_of_several_goes() -> None:
    values = {"photos": [["f1", "f2"], "person"]}
    assert _without(values, "photos", Gone(None, "f1")).get("photos") == ["f2"]


def test_a_recording_that_answered_goes() -> None:
    values = {"topic": [{"audio": "f1"}, "person"]}
    assert _without(values, "topic", Gone(None, "f1")).values == {}


def test_what_is_being_gathered_loses_it_too() -> None:
    state = State(at="photos", draft=["f1", "f2"], memory={"said": ["ก่อน", "หลัง"]})
    left = without(json.dumps(state.write()), "photos", Gone("ก่อน", "f1"))
    read = State.read(json.loads(left))
    assert (read.draft, read.memory) == (["f2"], {"said": ["หลัง"]})


def test_what_is_kept_for_going_back_and_for_later_holds_none_of_it() -> None:
    undo = {"day": {"values": {"topic": [None, ["น้ำไม่ไหล", "person"]]}, "done": {}}}
    state = State(undo=undo, pending={"people": "ช20 ญ31 รวม 54"})
    left = without(json.dumps(state.write()), "told", Gone("ช20 ญ31 รวม 54 น้ำไม่ไหล", None))
    assert "น้ำไม่ไหล" not in json.dumps(json.loads(left), ensure_ascii=False)
    assert "ช20" not in json.dumps(json.loads(left), ensure_ascii=False)


def test_the_question_that_is_open_now_stays_open() -> None:
    state = State(values={"a": ["x", "person"]}, done=["a"], trail=["a"], at="b")
    left = State.read(json.loads(without(json.dumps(state.write()), "a", Gone("x", None))))
    assert left.at == "b"


def _without(values: dict[str, list[Any]], path: str, gone: Gone) -> State:
    names = list(values)
    state = State(values=values, done=names, trail=list(names), at="next")
    return State.read(json.loads(without(json.dumps(state.write()), path, gone)))
