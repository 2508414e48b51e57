"""Buttons that lead elsewhere; one whose room is not built is not shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from models.people import memberships_of
from models.words import Role

CASE = ("talk.case", "case.open")
REGISTER = ("talk.register", "registration.open")
CAN = ("talk.can", "talk.help")
HUMAN = ("talk.human", "talk.human")
HELLO = ("talk.just_hello", "talk.just_hello")
MY_DATA = ("talk.menu_mydata", "mydata.open")

START = (CASE, REGISTER, CAN)
MENU = (
    ("talk.menu_report", "report.open"),
    ("talk.menu_case", "case.open"),
    ("talk.menu_survey", "survey.open"),
    ("talk.menu_news", "announcement.open"),
    MY_DATA,
    ("talk.menu_help", "talk.help"),
)
HELP = (*MENU[:-1], HUMAN)
HELP_OF_OFFICERS = (*MENU[:-1], ("talk.help_officer", "staff.help"))

PLAN = ("talk.menu_plan", "plan.open")
HOLDING = (Role.LEADER, Role.TRAINEE)  # who calls people together

Named = tuple[str, str]


def holds_forums(turn: Turn) -> bool:
    """Whether somebody of this phone calls people together."""
    roles = (one.role for who in turn.people for one in memberships_of(turn.session, who.id))
    return any(role in HOLDING for role in roles)


def fitting(turn: Turn, names: Sequence[Named]) -> Sequence[Named]:
    """With [นัดเวที] behind [รายงานเวที] for whoever needs it."""
    return (names[0], PLAN, *names[1:]) if holds_forums(turn) else names


def for_whom(turn: Turn, names: Sequence[Named]) -> Sequence[Named]:
    """Without [ลงชื่อ] where somebody of this phone has signed up."""
    return [one for one in names if one is not REGISTER] if turn.people else names


def buttons(turn: Turn, names: Iterable[Named]) -> tuple[Button, ...]:
    """One for each (key of the label, act) whose act somebody brings."""
    acts = turn.context.routes.acts
    return tuple(Button(turn.say(key), Act(act)) for key, act in names if act in acts)


def offer(turn: Turn, key: str, names: Iterable[Named], /, **values: object) -> None:
    """Answer with the sentence of `key` and these buttons."""
    turn.answer.say(Bubble(turn.say(key, **values), buttons=buttons(turn, names)))
