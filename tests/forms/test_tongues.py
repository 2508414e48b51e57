"""Languages of a form: changed in mid-form, spoken only, pictures and voices of their own."""

from __future__ import annotations

import forms
from forms.question import Said
from forms.spoken import spoken_items
from tests.forms.talk import Talk, form, now

SPOKEN = """
type | name | label::ไทย (th) | label::English (en) | media::audio::Khmer Surin (kxm) |
select_one yn | spoke | ได้พูดไหมคะ | Did you speak? | spoke.m4a |
text | why | เพราะอะไรคะ | Why? | |
"""
FACES = """
| choices |
| | list_name | name | label::ไทย (th) | label::English (en) | media::image::ไทย (th) |
| | yn | y | ได้พูด | Yes | happy.png |
| | yn | n | ไม่ได้พูด | No | sad.png |
"""


def spoken() -> Talk:
    return Talk(form(SPOKEN, more=FACES))


def in_khmer() -> Talk:
    talk = spoken()
    talk.last = forms.speak(talk.form, talk.last.state, "kxm", talk.at)
    return talk


def test_the_question_is_asked_again_in_the_new_language() -> None:
    talk = spoken()
    step = forms.speak(talk.form, talk.last.state, "en", talk.at)
    assert step.questions[0].text == "Did you speak?"


def test_answers_stay_when_the_language_changes() -> None:
    talk = spoken().taps("y")
    step = forms.speak(talk.form, talk.last.state, "en", talk.at)
    assert step.questions[0].text == "Why?"
    assert forms.answers(talk.form, step.state) == {"spoke": "y"}


def test_a_language_without_text_is_spoken_and_shows_the_words_of_the_default() -> None:
    talk = in_khmer()
    assert talk.asked.text == "ได้พูดไหมคะ"
    assert talk.asked.extras["media:audio"] == "spoke.m4a"


def test_a_language_that_is_chosen_holds_for_the_rest_of_the_form() -> None:
    assert in_khmer().taps("y").last.state["language"] == "kxm"


def test_nobody_hears_a_language_they_did_not_choose() -> None:
    assert "media:audio" not in spoken().asked.extras


def test_a_language_the_form_has_not_changes_nothing() -> None:
    talk = spoken()
    assert forms.speak(talk.form, talk.last.state, "kdt", talk.at).state["language"] == ""


def test_the_form_tells_what_its_languages_are_called() -> None:
    assert spoken().form.names["kxm"] == "Khmer Surin"


def test_choices_carry_their_pictures() -> None:
    assert [one.picture for one in spoken().asked.choices] == ["happy.png", "sad.png"]


def test_a_picture_is_for_whatever_language() -> None:
    assert [one.picture for one in in_khmer().asked.choices] == ["happy.png", "sad.png"]


VOICES = """
| choices |
| | list_name | name | label::ไทย (th) | media::audio::Kuy (kdt) | media::video::ไทย (th) |
| | yn | y | ได้พูด | y.m4a | y.mp4 |
| | yn | n | ไม่ได้พูด | n.m4a | |
"""
CHOSEN = """
type | name | label::ไทย (th) | appearance |
select_one tongue | tongue | ฟังภาษาไหนดีคะ | speaks |
select_one yn | spoke | ได้พูดไหมคะ | |
"""
TONGUES = VOICES + "| | tongue | kdt | กูย | | |\n| | tongue | th | ไทย | | |\n"


def test_a_question_for_the_language_is_followed_by_the_others_in_it() -> None:
    talk = Talk(form(CHOSEN, more=TONGUES)).taps("kdt")
    assert talk.last.state["language"] == "kdt"
    assert [one.sound for one in talk.asked.choices] == ["y.m4a", "n.m4a"]


def test_choices_have_the_voices_and_videos_of_the_language_that_was_chosen_only() -> None:
    talk = Talk(form(CHOSEN, more=TONGUES)).taps("th")
    assert [(one.sound, one.film) for one in talk.asked.choices] == [("", "y.mp4"), ("", "")]


def test_what_comes_before_the_question_for_the_language_is_not_spoken() -> None:
    found = form(CHOSEN, more=TONGUES)
    assert [one.name for one in spoken_items(found)] == ["spoke"]


def test_files_of_choices_belong_to_the_form_with_their_cells() -> None:
    named = [(one.name, one.sheet, one.row) for one in form(CHOSEN, more=TONGUES).files]
    assert named == [("y.m4a", "choices", 2), ("y.mp4", "choices", 2), ("n.m4a", "choices", 3)]


def test_a_note_carries_its_picture_and_the_voice_of_the_chosen_language() -> None:
    rows = """
    type | name | label::ไทย (th) | media::image | media::audio::Kuy (kdt) |
    note | look | ดูแผนที่นะคะ | map.png | look.m4a |
    text | where | ตรงไหนคะ | | |
    """
    talk = Talk(form(rows))
    [said] = talk.asked.before
    assert isinstance(said, Said)
    assert (said, said.media) == ("ดูแผนที่นะคะ", {"image": "map.png"})
    step = forms.speak(talk.form, talk.last.state, "kdt", talk.at)
    assert step.questions[0].before[0].media["audio"] == "look.m4a"  # type: ignore[attr-defined]


def test_pulldata_reads_a_column_of_a_table() -> None:
    rows = """
    type | name | label | calculation |
    select_one_from_file village.csv | village | หมู่บ้านไหนคะ | |
    calculate | moo | | pulldata('village', 'moo', 'name', ${village}) |
    """
    assert Talk(form(rows), now()).taps("92").answers == {"village": "92", "moo": "92"}
