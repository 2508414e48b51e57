"""[ชุดติดตามหลังอบรม]: a cohort that has none, its days, what they cost at most; planned, undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from base.thai.format import short_date
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from bot.messages.paging import paged
from bot.outbox.budget import Cost, cost_ahead
from bot.outbox.costing import most_in_words
from handlers.surveys import course
from handlers.surveys.approving import is_large
from handlers.surveys.course import Step
from handlers.surveys.planning import Times
from handlers.surveys.seeing import may_see
from handlers.surveys.service import Loaded
from handlers.surveys.telling import LIST, opening, spoken_in
from handlers.surveys.tying import COURSE, LEAVE, officer, page, second
from models.programme import Cohort
from models.staff import Staff
from models.surveys import Wave

LOOK, PLAN, UNDO = "wave.course_look", "wave.course_plan", "wave.course_undo"
SHOWN = 5  # with the way to the next ones six buttons
LINES = 2  # of a bubble: of three the days would be too long for it


@dataclass(frozen=True, slots=True)
class Offer:
    """`loaded`: the forms of what is new, by key; `cost`: of all that is new."""

    steps: Sequence[Step]
    cost: Cost
    loaded: Mapping[str, Loaded]

    @property
    def new(self) -> list[Step]:
        return new(self.steps)


def new(steps: Sequence[Step]) -> list[Step]:
    return [one for one in steps if one.is_new]


def cohorts(turn: Turn, _subject: str, extra: str) -> None:
    """Which cohort? `extra` is the page."""
    staff = officer(turn)
    if staff is None:
        return
    found = course.may_follow(turn.session, staff, turn.now, turn.context.zone)
    if not found:
        turn.answer.say(Bubble(turn.say("rounds.course_nobody"), (_all(turn),)))
        return
    view = paged(found, page(extra), SHOWN)
    buttons = [
        Button(turn.say("rounds.cohort", number=one.number), Act(LOOK, one.id))
        for one in view.items
    ]
    if view.has_more:
        buttons.append(Button(turn.say("chat.more"), Act(COURSE, "", str(view.number + 1))))
    turn.answer.say(Bubble(turn.say("rounds.course_which"), tuple(buttons)))


def look(turn: Turn, cohort_id: str, _extra: str) -> None:
    """The days of each wave, whom they reach, what all of it costs at most."""
    found = _possible(turn, cohort_id)
    if found is not None:
        _, cohort, offer = found
        lines = list(_days(turn, cohort, offer))
        each = ["\n".join(lines[at : at + LINES]) for at in range(0, len(lines), LINES)]
        turn.answer.say(*map(Bubble, each), *_facts(turn, cohort, offer))


def _days(turn: Turn, cohort: Cohort, offer: Offer) -> Iterable[str]:
    yield turn.say("rounds.course_so", number=cohort.number)
    for one in offer.new:
        opens, closes = _day(turn, one.times), _last(turn, one.times)
        title = turn.say(f"surveys.title_{one.times.key}")
        yield turn.say("rounds.course_step", title=title, opens=opens, closes=closes)
    for key, left_out in (
        ("stands", [one for one in offer.steps if one.stands]),
        ("over", [one for one in offer.steps if not one.stands and not one.is_new]),
    ):
        if left_out:
            titles = ", ".join(turn.say(f"surveys.title_{one.times.key}") for one in left_out)
            yield turn.say(f"rounds.course_{key}", titles=titles)


def _day(turn: Turn, times: Times) -> str:
    """Whoever is late is asked at once."""
    if times.opens <= turn.now:
        return turn.say("rounds.today")
    return short_date(times.opens.astimezone(turn.context.zone).date(), spoken_in(turn.language))


def _last(turn: Turn, times: Times) -> str:
    return short_date(times.closes.astimezone(turn.context.zone).date(), spoken_in(turn.language))


def _facts(turn: Turn, cohort: Cohort, offer: Offer) -> tuple[Bubble, ...]:
    found = offer.new[0].cost.reach
    told = {"reached": found.messages, "people": found.people}
    cost = most_in_words(offer.cost, turn.language)
    text = turn.say("rounds.course_cost", count=len(offer.new), cost=cost, **told)
    buttons = (
        Button(turn.say("rounds.course_plan"), Act(PLAN, cohort.id), main=True),
        Button(turn.say("rounds.course_leave"), Act(LEAVE)),
    )
    return *second(turn, found), Bubble(text, buttons)


def plan(turn: Turn, cohort_id: str, _extra: str) -> None:
    """[วางทั้งชุด]: pressed twice it changes nothing."""
    found = _possible(turn, cohort_id)
    if found is None:
        return
    staff, cohort, offer = found
    made = course.plan(turn.session, cohort, offer.steps, offer.loaded, turn.now, staff.id)
    if not made:
        _stands(turn, cohort)
        return
    waves = list(made.values())
    large = is_large(turn.context.budget, offer.new[0].cost.reach.messages)
    key = "rounds.course_planned_second" if large else "rounds.course_planned"
    text = turn.say(key, count=len(waves), at=_first(turn, waves))
    numbers = ".".join(str(one.id) for one in waves)
    off = Button(turn.say("rounds.course_undo"), Act(UNDO, cohort.id, numbers))
    turn.answer.must(Bubble(text, (_all(turn), off)))


def _first(turn: Turn, waves: Sequence[Wave]) -> str:
    opens = min(one.opens_at for one in waves)
    return opening(opens, turn.language, turn.now, turn.context.zone)


def undo(turn: Turn, cohort_id: str, numbers: str) -> None:
    """[ยกเลิกทั้งชุด]: until the first of them opens."""
    found = _theirs(turn, cohort_id)
    if found is None:
        return
    staff, cohort = found
    done = course.undo(turn.session, staff, cohort, numbers.split("."), turn.now)
    if done.begun:
        turn.answer.say(Bubble(turn.say("rounds.course_begun"), (_all(turn),)))
    elif done.waves:
        anew = Button(turn.say("rounds.course_anew"), Act(LOOK, cohort.id))
        turn.answer.must(Bubble(turn.say("rounds.course_undone", count=done.waves), (anew,)))
    else:
        turn.answer.say(Bubble(turn.say("rounds.course_gone"), (_all(turn),)))


def _theirs(turn: Turn, cohort_id: str) -> tuple[Staff, Cohort] | None:
    staff = officer(turn)
    if staff is None:
        return None
    cohort = turn.session.get(Cohort, cohort_id) if cohort_id else None
    if cohort is None or not may_see(turn.session, staff, cohort.id):
        turn.tell("rounds.not_there")
        return None
    return staff, cohort


def _possible(turn: Turn, cohort_id: str) -> tuple[Staff, Cohort, Offer] | None:
    """Of a cohort with something to come that nobody has planned; else how it stands is said."""
    found = _theirs(turn, cohort_id)
    if found is None:
        return None
    offer = _offer(turn, found[1])
    if not offer.new:
        _stands(turn, found[1])
        return None
    return *found, offer


def _offer(turn: Turn, cohort: Cohort) -> Offer:
    """Counted, and its forms read, while nobody is kept from writing."""
    cohort_id, now, zone = cohort.id, turn.now, turn.context.zone
    budget = turn.context.budget

    def look(session: Session) -> Offer:
        found = course.steps(session, session.get_one(Cohort, cohort_id), now, zone)
        ahead = [step for one in new(found) for step in one.cost.steps]
        cost = cost_ahead(session, budget, ahead, now, zone)
        return Offer(found, cost, course.forms_of(found))

    return turn.look_first((COURSE, cohort_id), look)


def _stands(turn: Turn, cohort: Cohort) -> None:
    text = turn.say("rounds.course_before", number=cohort.number)
    turn.answer.say(Bubble(text, (_all(turn),)))


def _all(turn: Turn) -> Button:
    return Button(turn.say("rounds.all"), Act(LIST))
