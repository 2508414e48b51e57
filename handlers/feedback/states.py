"""The life of a case: which step is allowed from which state, and where it leads."""

from __future__ import annotations

from enum import StrEnum

from models.words import CaseState


class Step(StrEnum):
    """What somebody does to a case."""

    ANSWER = "answer"  # staff write to the person
    CLOSE = "close"  # staff say what came of it; the person is asked whether it is so
    CLOSE_UNASKED = "close_unasked"  # the same where nobody can be asked (anonymous)
    SOLVED = "solved"  # the person says แก้แล้ว
    NOT_SOLVED = "not_solved"  # the person says แก้บางส่วน or ยังไม่แก้
    ADD = "add"  # the person tells more
    SAY = "say"  # the person's word back
    WITHDRAW = "withdraw"


class Refused(Exception):
    """The step is not allowed now; `state` says where the case stands."""

    def __init__(self, state: CaseState, step: Step) -> None:
        super().__init__(f"{step} from {state}")
        self.state, self.step = state, step


_LIVE = (CaseState.NEW, CaseState.IN_PROGRESS, CaseState.CLOSING)

ALLOWED: dict[tuple[CaseState, Step], CaseState] = {
    **{(state, Step.ADD): state for state in _LIVE},
    **{(state, Step.SAY): state for state in _LIVE},
    **{(state, Step.WITHDRAW): CaseState.WITHDRAWN for state in _LIVE},
    (CaseState.NEW, Step.ANSWER): CaseState.IN_PROGRESS,
    (CaseState.IN_PROGRESS, Step.ANSWER): CaseState.IN_PROGRESS,
    (CaseState.CLOSING, Step.ANSWER): CaseState.CLOSING,
    (CaseState.NEW, Step.CLOSE): CaseState.CLOSING,
    (CaseState.IN_PROGRESS, Step.CLOSE): CaseState.CLOSING,
    (CaseState.NEW, Step.CLOSE_UNASKED): CaseState.CLOSED,
    (CaseState.IN_PROGRESS, Step.CLOSE_UNASKED): CaseState.CLOSED,
    (CaseState.CLOSING, Step.SOLVED): CaseState.CLOSED,
    (CaseState.CLOSING, Step.NOT_SOLVED): CaseState.IN_PROGRESS,
    # A wrong tap, or water that stopped again a week later, must not cost a new number.
    (CaseState.CLOSED, Step.NOT_SOLVED): CaseState.IN_PROGRESS,
}


def allows(state: CaseState, step: Step) -> bool:
    return (state, step) in ALLOWED


def after(state: CaseState, step: Step) -> CaseState:
    """The state that follows. Raises Refused."""
    if not allows(state, step):
        raise Refused(state, step)
    return ALLOWED[state, step]
