"""Buttons that lead elsewhere; one whose room is not built is not shown."""

from __future__ import annotations

from collections.abc import Iterable

from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button

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

Named = tuple[str, str]


def buttons(turn: Turn, names: Iterable[Named]) -> tuple[Button, ...]:
    """One for each (key of the label, act) whose act somebody brings."""
    acts = turn.context.routes.acts
    return tuple(Button(turn.say(key), Act(act)) for key, act in names if act in acts)


def offer(turn: Turn, key: str, names: Iterable[Named], /, **values: object) -> None:
    """Answer with the sentence of `key` and these buttons."""
    turn.answer.say(Bubble(turn.say(key, **values), buttons=buttons(turn, names)))
