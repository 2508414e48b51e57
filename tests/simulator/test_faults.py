"""Trouble on demand."""

from __future__ import annotations

import pytest

from simulator.trouble.faults import BadSwitch, Faults


def test_the_same_seed_makes_the_same_trouble() -> None:
    one, other = Faults(), Faults()
    for faults in (one, other):
        faults.change({"rate_500": 0.5, "drop_after": 0.3, "seed": 7})
    assert [one.draw() for _ in range(200)] == [other.draw() for _ in range(200)]


def test_another_seed_makes_other_trouble() -> None:
    one, other = Faults(), Faults()
    one.change({"rate_500": 0.5, "seed": 1})
    other.change({"rate_500": 0.5, "seed": 2})
    assert [one.draw() for _ in range(64)] != [other.draw() for _ in range(64)]


def test_one_switch_does_not_move_the_trouble_of_another() -> None:
    alone, together = Faults(), Faults()
    alone.change({"drop_after": 0.4})
    together.change({"drop_after": 0.4, "rate_429": 0.4})
    assert [alone.draw().drop_after for _ in range(100)] == [
        together.draw().drop_after for _ in range(100)
    ]


def test_when_webhooks_leave_does_not_change_which_calls_fail() -> None:
    one, other = Faults(), Faults()
    for faults in (one, other):
        faults.change({"rate_500": 0.5, "duplicate_rate": 0.5})
    other.happens("duplicate_rate")
    assert [one.draw() for _ in range(64)] == [other.draw() for _ in range(64)]


def test_a_rate_comes_true() -> None:
    faults = Faults()
    faults.change({"rate_429": 0.25})
    hits = sum(faults.draw().rate_429 for _ in range(4000))
    assert 850 < hits < 1150


def test_what_is_not_named_stays() -> None:
    faults = Faults()
    faults.change({"redelivery": {"on": True}, "quota": 300})
    faults.change({"redelivery": {"times": 2}})
    assert faults.redelivery == {"on": True, "after_ms": 1000, "times": 2}
    assert faults.quota == 300


@pytest.mark.parametrize(
    "wrong",
    [{"rate_429": 2}, {"rate_429": True}, {"quota": -1}, {"redelivery": {"on": 1}}, {"typo": 1}],
)
def test_a_wrong_switch_is_refused_and_nothing_changes(wrong: dict[str, object]) -> None:
    faults = Faults()
    before = faults.describe()
    with pytest.raises(BadSwitch):
        faults.change({"latency_ms": 5, **wrong})
    assert faults.describe() == before


def test_redelivery_comes_so_many_times() -> None:
    faults = Faults()
    assert faults.redelivery_wait(1) is None
    faults.change({"redelivery": {"on": True, "after_ms": 250, "times": 2}})
    assert [faults.redelivery_wait(attempt) for attempt in (1, 2, 3)] == [0.25, 0.25, None]
