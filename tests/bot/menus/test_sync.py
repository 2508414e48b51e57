"""`flask menu sync` against the simulated LINE: whole, repeated, killed at each of its calls."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from bot.line.menus import MenuCalls
from bot.menus.asking import Stopped
from bot.menus.wanted import WantedMenu
from models.menus import Menu
from tests.bot.menus.stage import FRIEND, HEADMAN, Calls, Killed, Stage, drawn, whole


def test_everybody_sees_the_menu_that_fits(any_stage: Stage) -> None:
    any_stage.sync()
    assert any_stage.state() == whole()


def test_it_says_what_it_did_in_plain_words(stage: Stage) -> None:
    stage.sync()
    first = drawn()[0].name
    for sentence in (f"made {first}", "1 people are shown the menu that fits them"):
        assert sentence in stage.told


def test_a_second_run_does_nothing(any_stage: Stage) -> None:
    any_stage.sync()
    counted = Calls(any_stage.calls)
    assert any_stage.sync(calls=counted) == 0
    assert any_stage.told == []
    assert set(counted.made) == {"all", "aliases", "default"}


def _changed(one: WantedMenu) -> WantedMenu:
    return replace(one, body={**one.body, "chatBarText": "ใหม่"})


def test_a_changed_menu_takes_the_place_of_the_old_one(stage: Stage) -> None:
    stage.sync()
    newer = [_changed(one) for one in drawn()]
    stage.sync(newer)
    assert stage.at_line() == sorted(one.name for one in newer)
    assert stage.shown(HEADMAN) == "leader-th-1"
    assert set(stage.aliases().values()) <= {one.name for one in newer}


def test_what_is_wanted_no_longer_is_removed_and_what_is_not_ours_stays(stage: Stage) -> None:
    stage.sync()
    stage.calls.make({**drawn()[0].body, "name": "somebody else's"})
    fewer = [one for one in drawn() if one.key != "staff-th"]
    stage.sync(fewer)
    assert stage.at_line() == sorted(["somebody else's", *(one.name for one in fewer)])


def test_a_line_that_lost_everything_gets_it_again(stage: Stage) -> None:
    """Or a channel that was replaced: what the table says is compared with what is there."""
    stage.sync()
    for row in stage.calls.all().json()["richmenus"]:
        stage.calls.remove(row["richMenuId"])
    for row in stage.calls.aliases().json()["aliases"]:
        stage.calls.remove_alias(row["richMenuAliasId"])
    stage.sync()
    assert stage.state() == whole()


def _calls(stage: Stage) -> int:
    counted = Calls(stage.calls)
    stage.sync(calls=counted)
    return len(counted.made)


@pytest.mark.parametrize("heard", [False, True], ids=["before", "after"])
def test_killed_at_each_call_the_next_run_ends_it(stage: Stage, heard: bool) -> None:
    stage.forget()
    for at in range(1, _calls(stage) + 1):
        stage.forget()
        with pytest.raises(Killed):
            stage.sync(calls=Calls(stage.calls, at, heard))
        stage.sync()
        assert stage.state() == whole(), f"killed at call {at}"


@pytest.mark.parametrize("heard", [False, True], ids=["before", "after"])
def test_killed_at_each_call_of_a_change_nobody_is_without_a_menu(
    stage: Stage, heard: bool
) -> None:
    """The old ones go last: whoever looks meanwhile sees the old menu or the new one."""
    newer = [_changed(one) for one in drawn()]
    stage.sync()
    counted = Calls(stage.calls)
    stage.sync(newer, counted)
    for at in range(1, len(counted.made) + 1):
        stage.an_hour_later()
        stage.sync()
        with pytest.raises(Killed):
            stage.sync(newer, Calls(stage.calls, at, heard))
        assert (stage.shown(HEADMAN), stage.shown(FRIEND)) == ("leader-th-1", "visitor-th-1")


def test_what_a_dead_run_meant_to_link_a_worker_links(stage: Stage) -> None:
    counted = Calls(stage.calls)
    stage.sync(calls=counted)
    at = counted.made.index("link_many") + 1
    stage.forget()
    with pytest.raises(Killed):
        stage.sync(calls=Calls(stage.calls, at, heard=False))
    assert stage.waiting() > 0
    stage.site.advance(61)
    stage.site.settle()
    assert stage.waiting() == 0


def test_intent_is_stored_before_line_hears_of_it(stage: Stage) -> None:
    with pytest.raises(Killed):
        stage.sync(calls=Calls(stage.calls, 1, heard=False))
    with stage.site.house.database.read() as session:
        names = set(session.scalars(sa.select(Menu.name).where(Menu.line_id.is_(None))))
    assert names == {one.name for one in drawn()}


def test_a_refused_token_stops_it_with_a_sentence(stage: Stage) -> None:
    with pytest.raises(Stopped, match="channel access token"):
        stage.sync(calls=MenuCalls(stage.client("nobody's")))


def test_line_in_trouble_stops_it_and_the_next_run_goes_on(stage: Stage) -> None:
    for trouble in ("rate_429", "rate_500", "drop_before", "drop_after"):
        stage.site.control.faults(**{trouble: 1})
        with pytest.raises(Stopped):
            stage.sync()
        stage.site.control.faults(**{trouble: 0})
    stage.sync()
    assert stage.state() == whole()
