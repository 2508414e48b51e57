from __future__ import annotations

from itertools import product

import pytest

from handlers.feedback.states import ALLOWED, Refused, Step, after
from models.words import CaseState

PAIRS = list(product(CaseState, Step))


@pytest.mark.parametrize(("state", "step"), [pair for pair in PAIRS if pair not in ALLOWED])
def test_a_step_that_is_not_allowed_is_refused_with_the_state(state: CaseState, step: Step) -> None:
    with pytest.raises(Refused) as refused:
        after(state, step)
    assert refused.value.state is state


def test_nothing_leads_out_of_a_withdrawn_case() -> None:
    assert not [step for state, step in ALLOWED if state is CaseState.WITHDRAWN]


def test_a_case_that_was_not_mended_is_in_progress_again_also_after_its_end() -> None:
    for state in (CaseState.CLOSING, CaseState.CLOSED):
        assert after(state, Step.NOT_SOLVED) is CaseState.IN_PROGRESS


def test_a_case_is_not_closed_before_the_filer_was_asked() -> None:
    assert after(CaseState.IN_PROGRESS, Step.CLOSE) is CaseState.CLOSING
    assert (CaseState.IN_PROGRESS, Step.SOLVED) not in ALLOWED
