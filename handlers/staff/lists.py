"""What an officer's menu lists: cases that wait, cases one works on, and how to ask for one.

จำกัด stands in no list: whoever is named on such a case is told of it alone, and asks by number.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from base.i18n import LANGUAGES, say
from base.thai.text import normalize, strip_particles
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.staff.service import DISTRICT
from handlers.staff.telling import village_of
from models.cases import Case, CaseAction
from models.staff import Staff, staff_of
from models.words import CaseState, Class

SHOWN = 5  # and a button to the next ones
WAITING, DOING, HELP = "staff.waiting", "staff.doing", "staff.help"
ROOMS = (
    ("menus.waiting", WAITING),
    ("menus.survey", "survey.open"),
    ("menus.news", "announcement.open"),
    ("menus.plan", "plan.open"),
    ("staff.forms", "forms.list"),
    ("menus.menu", "talk.menu"),
)
_OPEN = (CaseState.NEW, CaseState.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class List:
    """`act` shows it; `one`, `many` and `none` are the keys of what is said above it."""

    act: str
    one: str
    many: str
    none: str

    def cases(self, staff: Staff) -> sa.Select[Case]:
        """What is due first stands first."""
        query = sa.select(Case).where(in_lists(staff)).order_by(Case.due_on, Case.id)
        if self.act == WAITING:
            return query.where(Case.state.in_(_OPEN))
        mine = sa.select(CaseAction.case_id).where(CaseAction.staff_id == staff.id)
        live = (*_OPEN, CaseState.CLOSING)
        return query.where(Case.state.in_(live), Case.id.in_(mine))


ALL = {
    WAITING: List(WAITING, "staff.waiting_one", "staff.waiting_many", "staff.waiting_none"),
    DOING: List(DOING, "staff.doing_one", "staff.doing_many", "staff.doing_none"),
}


def typed(turn: Turn) -> bool:
    """An ear: the labels of an officer's menu work typed too; of nobody else's."""
    plain = strip_particles(normalize(turn.text)).casefold() if len(turn.text) <= 40 else ""
    act = _labels().get(plain)
    staff = staff_of(turn.session, turn.person_account.id) if act else None
    if act is None or staff is None:
        return False
    show(turn, staff, ALL[act], 0)
    return True


def show(turn: Turn, staff: Staff, which: List, begin: int) -> None:
    """A button for each case: number, village, and whether its day has passed."""
    count = turn.session.scalar(_counted(which.cases(staff))) or 0
    if begin >= count:
        turn.tell(which.none)
        return
    cases = turn.session.scalars(which.cases(staff).offset(begin).limit(SHOWN)).all()
    buttons = [_button(turn, case) for case in cases]
    if begin + SHOWN < count:
        buttons.append(Button(turn.say("staff.more"), Act(which.act, str(begin + SHOWN))))
    key = which.one if count == 1 else which.many
    alt = turn.say("staff.list_alt")
    turn.answer.say(Bubble(turn.say(key, count=count), buttons=tuple(buttons), alt=alt))


def how_to(turn: Turn) -> None:
    """The words of each room, and buttons to those that one looks into most."""
    for room in ("see", "write", "forms", "surveys"):
        turn.tell(f"staff.how_to_{room}")
    buttons = tuple(
        Button(turn.say(key), Act(act)) for key, act in ROOMS if act in turn.context.routes.acts
    )
    turn.answer.say(Bubble(turn.say("staff.how_to_tell"), buttons))


def page(subject: str) -> int:
    """The place in a list that a button names; 0 for what is none."""
    return int(subject) if subject.isascii() and subject.isdecimal() and len(subject) < 7 else 0


def _button(turn: Turn, case: Case) -> Button:
    late = case.due_on < turn.now.astimezone(turn.context.zone).date()
    village = village_of(turn.session, case, turn.language)
    key = "staff.list_late" if late else "staff.list_line"
    return Button(turn.say(key, running=case.running, village=village), Act("staff.case", case.id))


def in_lists(staff: Staff) -> sa.ColumnElement[bool]:
    """Cases that may stand in this officer's lists: of their area, and not จำกัด."""
    codes = staff.district_codes()
    theirs = sa.func.substr(Case.village_code, 1, DISTRICT).in_(codes) if codes else sa.true()
    return sa.and_(Case.case_class != Class.RESTRICTED, theirs)


def _counted(query: sa.Select[Case]) -> sa.Select[int]:
    return sa.select(sa.func.count()).select_from(query.order_by(None).subquery())


def _labels() -> dict[str, str]:
    """The menu's own words in each language → act."""
    return {
        strip_particles(normalize(say(key, tongue))).casefold(): act
        for tongue in LANGUAGES
        for key, act in (("menus.waiting", WAITING), ("menus.doing", DOING))
    }
