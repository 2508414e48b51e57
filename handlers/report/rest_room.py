"""The full form as the chat fills it: «แค่นี้พอ» ends it at any question, what was told counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from base.i18n import say
from base.thai.text import strip_particles
from bot.dialogue import drive
from bot.dialogue.rooms import FormRoom, RowsFrom
from bot.inbox.turn import Turn
from bot.messages.bubbles import SKIP, Act, Bubble, Button, Helper
from bot.messages.questions import draw_question
from bot.messages.reviews import by_lines
from forms import entries_of
from forms.question import Heard, HeardKind, Json, Question, QuestionType
from handlers.report.rest import Deed, Rest, Told, rest_of, tell_rest
from handlers.report.rest_more import (
    MoreFields,
    PlanNext,
    attach,
    more_answers,
    more_in,
    plans_next,
)
from handlers.report.rest_screens import rest_said, with_reminder
from handlers.report.rest_steps import is_gate, step_of
from handlers.report.service import is_open, own_report
from models.forums import ForumReport, Issue, Resolution, secret_of
from models.holidays import office
from models.kept import discard, kept_for
from models.mailbox import Conversation
from models.promises import plan_reminder
from models.tasks import plan
from models.words import ConversationState, RestState, Solver

NAME = "report_full"
SOURCE = Path(__file__).parent / "forms" / "full.md"
ENOUGH = "report.enough"
OFFER, EVENING = "report.rest", time(17, 45)
SECRET, NONE = "some", "none"

# (session, report, now): a report that somebody read says something else, or more.
Changed = Callable[[Session, ForumReport, datetime], None]
Later = Callable[[Turn, ForumReport], None]


@dataclass(frozen=True)
class Hands:
    """Who is to hear of it, who plans the next forum, and what the form held."""

    changed: Changed
    plan_next: PlanNext | None
    found: Mapping[str, Json]

    @property
    def begun(self) -> bool:
        """With what stood there; a form that was begun anew has only what is new."""
        return "begun" in self.found


def form_room(
    rows: RowsFrom, changed: Changed, later: Later, plan_next: PlanNext | None = None
) -> FormRoom:
    """`later` puts the rest off to another evening; `plan_next` plans the next forum."""
    return FormRoom(
        name=NAME,
        source=SOURCE,
        rows=rows,
        finish=partial(finish, changed=changed, plan_next=plan_next),
        known=_known,
        draw=_draw,
        listen=partial(_listen, changed=changed, later=later, plan_next=plan_next),
        cancelled=_cancelled,
    )


def _known(turn: Turn, conversation: Conversation) -> Mapping[str, str]:
    """No day that was agreed on lies before the forum's own, and no part of those who came is
    larger than all of them."""
    report = turn.session.get(ForumReport, conversation.subject)
    return known_of(report) if report is not None else {}


def known_of(report: ForumReport) -> Mapping[str, str]:
    total = {"total": str(report.total)} if report.total else {}
    return {"held_on": report.forum.held_on.isoformat(), **total}


def open_rest(turn: Turn, report: ForumReport) -> None:
    """What was told already stands there; told in full, it opens at its review."""
    if report.rest_at is None:
        plan_offer(turn.session, report, turn.now, turn.context.zone)
    told, values = report.rest is RestState.TOLD, values_of(turn.session, report)
    drive.open_form(turn, NAME, subject=report.id, prefill=values, passes=told)


def plan_offer(
    session: Session, report: ForumReport, now: datetime, zone: ZoneInfo
) -> datetime | None:
    """The next working evening its sender is offered to tell the rest; None where nobody asks for
    it, or it may not be told any more by then."""
    day = office(session).next_working_day(now.astimezone(zone).date())
    at = datetime.combine(day, EVENING, zone)
    if report.rest is not RestState.WANTED or not is_open(report, at):
        return None
    report.rest_at = at
    plan(session, OFFER, report.id, at, now)
    return at


def values_of(session: Session, report: ForumReport) -> dict[str, Json]:
    """The form's answers by name. An issue's solver that was not known stays a question."""
    rest = rest_of(session, report)
    issues: list[Json] = [
        {"what": one.what, "issue_row": str(one.row), **one.more}
        | ({"solver": one.solver.value} if one.solver else {})
        for one in rest.issues
    ]
    values: dict[str, Json] = {"begun": "yes", **rest.more}
    values |= {"issue": issues} if issues else {}
    deeds: list[Json] = [_deed_values(one) for one in rest.deeds]
    values |= {"deed": deeds} if deeds else {}
    values |= {"level": str(rest.level)} if rest.level else {}
    if rest.secret:
        return values | {"guard": SECRET, "secret": rest.secret}
    return values | ({"guard": NONE} if report.rest is RestState.TOLD else {})


def _deed_values(deed: Deed) -> dict[str, Json]:
    found: dict[str, Json] = {"promise": deed.what, "deed_row": str(deed.row)}
    found |= {"about": deed.about} if deed.about else {}
    found |= {"who": deed.who} if deed.who else {}
    return found | ({"by_when": deed.by_when.isoformat()} if deed.by_when else {})


def rest_from(found: Mapping[str, Json], *, whole: bool) -> Rest:
    """The form's answers as what the service stores; an entry that was only begun is left out."""
    issues, deeds = (entries_of(found, name) for name in ("issue", "deed"))
    level = _words(found.get("level"))
    return Rest(
        issues=tuple(_told(one) for one in issues if _words(one.get("what"))),
        deeds=tuple(_deed(one) for one in deeds if _words(one.get("promise"))),
        level=int(level) if level else None,
        secret=_words(found.get("secret")) if found.get("guard") == SECRET else None,
        whole=whole,
        more=more_answers(found),
    )


def _told(entry: Mapping[str, Json]) -> Told:
    solver = _words(entry.get("solver"))
    return Told(
        what=_words(entry.get("what")) or "",
        solver=Solver(solver) if solver in set(Solver) else None,
        row=_row(entry.get("issue_row")),
        more=more_in(entry),
    )


def _deed(entry: Mapping[str, Json]) -> Deed:
    day = _words(entry.get("by_when"))
    return Deed(
        what=_words(entry.get("promise")) or "",
        about=_words(entry.get("about")),
        who=_words(entry.get("who")),
        by_when=date.fromisoformat(day) if day else None,
        row=_row(entry.get("deed_row")),
    )


def _row(value: Json) -> int | None:
    return int(value) if isinstance(value, str) and value.isdecimal() else None


def _words(value: Json) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip() else None


def _draw(turn: Turn, conversation: Conversation, asked: Question) -> list[Bubble]:
    """Each question has «แค่นี้พอ» below it; the review is one by itself."""
    if asked.name == "by_when":
        labels = {"skip_label": turn.say("report.no_day_yet")}
        asked = replace(asked, extras={**asked.extras, **labels})
    reviewing = asked.type is QuestionType.REVIEW
    place, count = _step(turn, conversation, asked)
    asked = by_lines(replace(asked, position=place, total=count))
    *before, last = draw_question(asked, say, turn.language)
    if is_gate(asked):
        last = _skip_as_button(last)
    if reviewing:
        return [*before, last]
    end = Helper(turn.say("report.enough"), Act(ENOUGH, conversation.subject))
    return [*before, replace(last, helpers=(*last.helpers, end))]


def _step(turn: Turn, conversation: Conversation, asked: Question) -> tuple[int, int]:
    """Of what was told in full before, one answer is corrected: that is no step."""
    report = turn.session.get(ForumReport, conversation.subject)
    if report is None or report.rest is RestState.TOLD:
        return 0, 0
    return step_of(asked.path, drive.answers(turn, conversation))


def _skip_as_button(bubble: Bubble) -> Bubble:
    """To pass a whole part over is as plain as to open it."""
    skips = tuple(Button(one.label, SKIP) for one in bubble.helpers if one.action == SKIP)
    helpers = tuple(one for one in bubble.helpers if one.action != SKIP)
    return replace(bubble, buttons=(*bubble.buttons, *skips), helpers=helpers)


def _listen(
    turn: Turn,
    conversation: Conversation,
    asked: Question,
    heard: Heard,
    changed: Changed,
    later: Later,
    plan_next: PlanNext | None,
) -> bool:
    typed = heard.value if heard.kind is HeardKind.TEXT and isinstance(heard.value, str) else ""
    word = strip_particles(typed).casefold()
    if word and word in turn.say("report.enough_words").split("|"):
        end_early(turn, conversation, changed, plan_next)
        return True
    if asked.name != "by_when" and word in turn.say("report.later_words").split("|"):
        return _put_off(turn, conversation, later)
    if asked.name == "by_when" and word == turn.say("report.no_day_yet").casefold():
        drive.feed(turn, conversation, Heard(HeardKind.SKIP))
        return True
    return False


def _put_off(turn: Turn, conversation: Conversation, later: Later) -> bool:
    """«พรุ่งนี้เย็น» where no day is asked for."""
    report = own_report(turn.session, conversation.subject, turn.speaking)
    if report is None or report.rest is not RestState.WANTED:
        return False
    drive.leave(turn)
    later(turn, report)
    return True


def end_early(
    turn: Turn, conversation: Conversation, changed: Changed, plan_next: PlanNext | None = None
) -> None:
    """«แค่นี้พอ»: what was told so far is the report."""
    found = drive.answers(turn, conversation)
    conversation.state = ConversationState.FINISHED
    drive.end(turn, conversation)
    _store(turn, conversation, rest_from(found, whole=False), Hands(changed, plan_next, found))


def finish(
    turn: Turn,
    conversation: Conversation,
    found: Mapping[str, Json],
    changed: Changed,
    plan_next: PlanNext | None = None,
) -> None:
    _store(turn, conversation, rest_from(found, whole=True), Hands(changed, plan_next, found))


def _store(turn: Turn, conversation: Conversation, rest: Rest, hands: Hands) -> None:
    report = own_report(turn.session, conversation.subject, turn.speaking)
    if report is None:
        turn.tell("report.not_yours")
        return
    if not hands.begun:
        rest = _beside(turn.session, report, rest)
    told_before, before = report.rest is RestState.TOLD, rest_of(turn.session, report)
    differs = tell_rest(turn.session, report, rest, turn.speaking, turn.now)
    attach(turn.session, report)
    _relabel(turn.session, conversation, report)
    _remind(turn, report)
    key = "rest_again" if told_before else "rest_sent" if rest.whole else "rest_enough"
    if differs:
        hands.changed(turn.session, report, turn.now)
    elif told_before:
        key = "unchanged"
    for said in with_reminder(turn, report, rest_said(turn, report, key)):
        turn.answer.must(said)
    planned = plans_next(turn, report, before.more, hands.plan_next)
    if planned is not None:
        turn.answer.must(planned)


def _remind(turn: Turn, report: ForumReport) -> None:
    """Whoever promised something is asked about it, anew where its day is another one now."""
    zone = turn.context.zone
    for one in report.resolutions:
        moved = one.remind_at is None and one.reminded == 0
        if moved:
            plan_reminder(turn.session, one, turn.now, zone)


def _beside(session: Session, report: ForumReport, rest: Rest) -> Rest:
    """What a form that was begun anew tells, beside what stands there."""
    old = rest_of(session, report)
    issues, deeds = ({one.what for one in found} for found in (rest.issues, rest.deeds))
    return replace(
        rest,
        issues=(*(one for one in old.issues if one.what not in issues), *rest.issues),
        more={**old.more, **rest.more},
        deeds=(*(one for one in old.deeds if one.what not in deeds), *rest.deeds),
    )


def _relabel(session: Session, conversation: Conversation, report: ForumReport) -> None:
    """From now on each message belongs to the row that it became: an unsent one is found by it.

    What a correction says again was said by an older message too: that one is history.
    """
    rows = {one.text: f"issue-{one.id}" for one in report.issues if one.text}
    deeds: dict[str, Resolution] = {one.what: one for one in report.resolutions if one.what}
    secret = secret_of(session, report.id)
    more = MoreFields(session, report)
    for kept in reversed(kept_for(session, f"conversation:{conversation.id}:")):
        path = kept.used_for.rpartition(":")[2]
        field = more.field(path, kept) or _field(
            path, (kept.text or "").strip(), rows, deeds, secret
        )
        kept.used_for = f"report:{report.id}:{field}"
    session.flush()


def _field(
    path: str,
    words: str,
    issues: Mapping[str, str],
    deeds: Mapping[str, Resolution],
    secret: Issue | None,
) -> str:
    """What `taken_back.forget` knows it by; words that stand nowhere any more are history."""
    name = path.rpartition("/")[2]
    if name == "secret":
        return "secret" if secret is not None and secret.text == words else "was-secret"
    if name == "who":
        found = next((one for one in deeds.values() if one.who == words), None)
        return f"who-{found.id}" if found else "was-resolutions"
    if name == "promise" or path.startswith("deed"):
        return f"deed-{deeds[words].id}" if words in deeds else "was-resolutions"
    return issues.get(words, "was-issues")


def _cancelled(turn: Turn, conversation: Conversation) -> None:
    discard(turn.session, kept_for(turn.session, f"conversation:{conversation.id}:"), turn.now)
