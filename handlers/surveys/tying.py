"""[ใช้กับรุ่นไหน]: a form, a cohort, a day; whom it reaches and what it costs; then it is planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.thai.format import long_date
from base.thai.text import cut
from bot.dialogue import drive
from bot.dialogue.rooms import Answers, FormRoom
from bot.dialogue.tables import place_rows
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from bot.messages.paging import paged
from bot.outbox.budget import Cost, cost_ahead
from bot.outbox.costing import most_in_words
from forms import FormRefused
from handlers.surveys import ordering, own
from handlers.surveys.approving import is_large
from handlers.surveys.planning import Times, evening
from handlers.surveys.seeing import may_see, their_cohorts
from handlers.surveys.service import Loaded
from handlers.surveys.telling import SEE, heard, moment, spoken_in
from models.audience import Reach
from models.holidays import office
from models.mailbox import Conversation
from models.programme import Cohort
from models.staff import Staff, staff_of
from models.stored_forms import StoredForm, forms_in_use
from models.surveys import REMINDERS

FORMS, COHORTS, DAYS, TYPED = "wave.forms", "wave.cohorts", "wave.days", "wave.typed"
COURSE = "wave.course"  # T0 to T4 (offering.py)
LOOK, PLAN, LEAVE, CANCEL = "wave.outlook", "wave.plan", "wave.leave", "wave.cancel"
ROOM = "wave_day"
SOURCE = Path(__file__).parent / "forms" / "day.md"
AFTER = (30, 90, 180)  # days after the workshop's last one
SHOWN = 5  # with the way to the next ones six buttons
TITLE = 36  # grapheme clusters
BEGINS = 40  # signs of a digest by which a form is known again


@dataclass(frozen=True, slots=True)
class Outlook:
    """`loaded` is None where it cannot be asked; `why` and `name` then say so. `price` is that of
    `cost`."""

    loaded: Loaded | None
    cost: own.Cost | None = None
    price: Cost | None = None
    why: str = ""
    name: str = ""


def room() -> FormRoom:
    return FormRoom(name=ROOM, source=SOURCE, rows=place_rows, finish=_finish)


def officer(turn: Turn) -> Staff | None:
    """Whoever is none is led back as from any other button that is past."""
    staff = staff_of(turn.session, turn.person_account.id)
    if staff is None:
        turn.context.routes.stale(turn, "", "")
    return staff


def forms(turn: Turn, _subject: str, extra: str) -> None:
    """[เปิดรอบใหม่]: T0 to T4, or which form? `extra` is the page."""
    if officer(turn) is None:
        return
    follow = Button(turn.say("rounds.course"), Act(COURSE))
    found = forms_in_use(turn.session)
    if not found:
        bring = Button(turn.say("bringing.send"), Act("forms.send"))
        turn.answer.say(Bubble(turn.say("rounds.which_form"), (follow, bring)))
        return
    view = paged(found, page(extra), SHOWN - 1)
    buttons = [Button(_title(one), Act(COHORTS, one.digest)) for one in view.items]
    if view.has_more:
        buttons.append(Button(turn.say("chat.more"), Act(FORMS, "", str(view.number + 1))))
    first = () if view.has_earlier else (follow,)
    turn.answer.say(Bubble(turn.say("rounds.which_form"), (*first, *buttons)))


def page(extra: str) -> int:
    return int(extra) if extra.isascii() and extra.isdecimal() and len(extra) < 4 else 1


def cohorts(turn: Turn, digest: str, extra: str) -> None:
    """[ใช้กับรุ่นไหน]: which cohort? `extra` is the page."""
    staff, form = officer(turn), turn.session.get(StoredForm, digest) if digest else None
    if staff is None:
        return
    if form is None:
        forms(turn, "", "")
        return
    found = their_cohorts(turn.session, staff)
    if not found:
        turn.tell("rounds.no_cohort")
        return
    view = paged(found, page(extra), SHOWN)
    buttons = [
        Button(turn.say("rounds.cohort", number=one.number), Act(DAYS, digest, one.id))
        for one in view.items
    ]
    if view.has_more:
        buttons.append(Button(turn.say("chat.more"), Act(COHORTS, digest, str(view.number + 1))))
    text = turn.say("rounds.which_cohort", title=_title(form))
    turn.answer.say(Bubble(text, tuple(buttons)))


def days(turn: Turn, digest: str, cohort_id: str) -> None:
    """When? Today, so many days after the workshop, or a day that is typed."""
    found = _chosen(turn, digest, cohort_id)
    if found is None:
        return
    _, cohort = found
    today = _today(turn)
    buttons = [_on(digest, cohort, today, turn.say("rounds.today"))]
    for after in AFTER:
        day = cohort.ends_on + timedelta(days=after)
        if day > today:
            buttons.append(_on(digest, cohort, day, turn.say("rounds.after", days=after)))
    typed = Act(TYPED, digest, cohort_id)
    buttons.append(Button(turn.say("rounds.typed"), typed))
    turn.answer.say(Bubble(turn.say("rounds.which_day"), tuple(buttons)))


def _on(digest: str, cohort: Cohort, day: date, label: str) -> Button:
    return Button(label, Act(LOOK, digest, f"{cohort.id}/{day.isoformat()}"))


def typed(turn: Turn, digest: str, cohort_id: str) -> None:
    """[พิมพ์วันเอง]"""
    if _chosen(turn, digest, cohort_id) is not None:
        drive.open_form(turn, ROOM, subject=f"{digest[:BEGINS]}/{cohort_id}")


def _finish(turn: Turn, conversation: Conversation, answers: Answers) -> None:
    begins, _, cohort_id = conversation.subject.partition("/")
    chosen = sa.select(StoredForm.digest).where(StoredForm.digest.startswith(begins))
    digest = turn.session.scalars(chosen).first() or ""
    look(turn, digest, f"{cohort_id}/{str(answers['day'])[:10]}")


def look(turn: Turn, digest: str, extra: str) -> None:
    """The days, whom it reaches, what it costs at most, and whether somebody else must agree."""
    found = _possible(turn, digest, extra)
    if found is None:
        return
    form, cohort, times, outlook = found
    turn.answer.say(
        Bubble(
            turn.say(
                "rounds.outlook_days",
                title=_title(form),
                number=cohort.number,
                opens=moment(times.opens, turn.language, turn.context.zone),
                closes=long_date(times.closes.date(), spoken_in(turn.language)),
            )
        ),
        *_facts(turn, digest, extra, times, outlook),
    )


def _facts(
    turn: Turn, digest: str, extra: str, times: Times, outlook: Outlook
) -> tuple[Bubble, ...]:
    cost = outlook.cost
    assert cost is not None
    assert outlook.price is not None
    text = turn.say(
        "rounds.outlook_cost",
        reached=cost.reach.messages,
        people=cost.reach.people,
        reminders=len(times.reminders),
        cost=most_in_words(outlook.price, turn.language),
    )
    cohort_id, _, _ = extra.partition("/")
    buttons = (
        Button(turn.say("rounds.plan"), Act(PLAN, digest, extra), main=True),
        Button(turn.say("rounds.other_day"), Act(DAYS, digest, cohort_id)),
        Button(turn.say("rounds.leave"), Act(LEAVE)),
    )
    return *second(turn, cost.reach), Bubble(text, buttons)


def second(turn: Turn, found: Reach) -> tuple[Bubble, ...]:
    """Where it reaches more than one officer may ask alone."""
    budget = turn.context.budget
    if not is_large(budget, found.messages):
        return ()
    return (Bubble(turn.say("rounds.outlook_second", size=budget.wave_alone)),)


def leave(turn: Turn, _subject: str, _extra: str) -> None:
    """[ไม่เปิด]"""
    turn.tell("rounds.left")


def plan(turn: Turn, digest: str, extra: str) -> None:
    """[เปิดรอบนี้]: pressed twice it changes nothing."""
    staff, found = officer(turn), _possible(turn, digest, extra)
    if staff is None or found is None:
        return
    _, cohort, times, outlook = found
    assert outlook.loaded is not None
    assert outlook.cost is not None
    done = ordering.order(turn.session, cohort, outlook.loaded, times, turn.now, staff.id)
    see = Button(turn.say("rounds.see"), Act(SEE, str(done.wave.id)))
    if done.before:
        key = "rounds.planned_otherwise" if done.differs else "rounds.planned_before"
        turn.answer.say(Bubble(turn.say(key, number=done.wave.id), (see,)))
        return
    large = is_large(turn.context.budget, outlook.cost.reach.messages)
    zone = turn.context.zone
    at = heard(moment(times.opens, turn.language, zone), times.opens, turn.language, zone)
    key = "rounds.planned_second" if large else "rounds.planned"
    off = Button(turn.say("rounds.cancel"), Act(CANCEL, str(done.wave.id)))
    turn.answer.must(Bubble(turn.say(key, number=done.wave.id, at=at), (see, off)))


def _chosen(turn: Turn, digest: str, cohort_id: str) -> tuple[StoredForm, Cohort] | None:
    """The form and the cohort of a button, if both are there and theirs."""
    staff = officer(turn)
    if staff is None:
        return None
    form = turn.session.get(StoredForm, digest) if digest else None
    cohort = turn.session.get(Cohort, cohort_id) if cohort_id else None
    if form is None or cohort is None or not may_see(turn.session, staff, cohort.id):
        turn.tell("rounds.not_there")
        return None
    return form, cohort


def _possible(
    turn: Turn, digest: str, extra: str
) -> tuple[StoredForm, Cohort, Times, Outlook] | None:
    """All that stands behind [เปิดรอบนี้]; what is in the way is said."""
    cohort_id, _, written = extra.partition("/")
    found = _chosen(turn, digest, cohort_id)
    times = _times(turn, found[1], written) if found else None
    if found is None or times is None:
        return None
    form, cohort = found
    outlook = _outlook(turn, form, cohort, times)
    if outlook.loaded is None:
        turn.tell(f"rounds.{outlook.why}", name=outlook.name)
        return None
    return form, cohort, times, outlook


def _times(turn: Turn, cohort: Cohort, written: str) -> Times | None:
    try:
        day, zone, calendar = date.fromisoformat(written), turn.context.zone, office(turn.session)
        closes = evening(day, zone, calendar).date() + timedelta(days=own.LASTS)
        return own.own_times(cohort, day, closes, REMINDERS, turn.now, zone, calendar)
    except (ValueError, OverflowError, own.NoSuchTimes):
        turn.tell("rounds.passed")
        return None


def _outlook(turn: Turn, form: StoredForm, cohort: Cohort, times: Times) -> Outlook:
    """The form read, and its people counted, while nobody is kept from writing."""
    name, cohort_id = form.name, cohort.id
    budget, now, zone = turn.context.budget, turn.now, turn.context.zone

    def look(session: Session) -> Outlook:
        try:
            loaded = ordering.complete(session, ordering.brought(session, name))
        except ordering.NotToBeTied as fault:
            return Outlook(None, why=f"tie_{fault.key}", name=fault.name)
        except FormRefused:
            return Outlook(None, why="tie_no_form")
        cost = own.cost(session, session.get_one(Cohort, cohort_id), times)
        return Outlook(loaded, cost, cost_ahead(session, budget, cost.steps, now, zone))

    return turn.look_first((ROOM, form.digest, cohort_id, len(times.reminders)), look)


def _today(turn: Turn) -> date:
    return turn.now.astimezone(turn.context.zone).date()


def _title(form: StoredForm) -> str:
    return cut(form.title or form.name, TITLE)
