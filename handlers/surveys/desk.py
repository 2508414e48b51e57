"""«แบบสอบถาม» of an officer: the waves of their cohorts, how each stands, what may be done now."""

from __future__ import annotations

from collections.abc import Callable

from base.thai.format import long_date
from base.thai.text import cut
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from bot.messages.paging import paged
from handlers.surveys import approving, halting, own, planning, results, telling
from handlers.surveys.costs import look_most
from handlers.surveys.seeing import may_decide, may_see, their_cohorts, their_waves
from handlers.surveys.telling import LIST, SEE, moment, spoken_in, title_of
from handlers.surveys.tying import CANCEL, FORMS, officer, page
from models.audience import reach
from models.consents import NUDGES
from models.staff import Staff, note
from models.surveys import Wave
from models.waves import open_for
from models.words import InvitationState, StaffRole, WaveApproval, WaveState

OPEN, STOP, RESUME = "wave.open", "wave.stop", "wave.resume"
CLOSE, AGREE, REFUSE, RESULTS = "wave.close", "wave.agree", "wave.refuse", "wave.results"
MINE, EXPORT = "survey.mine", "exporting.take"
SHOWN = 4  # with the next ones, a new one and their own six buttons
TITLE = 24  # grapheme clusters


def listed(turn: Turn, staff: Staff, number: int = 1) -> None:
    """The waves of the cohorts that are theirs; and what they are asked themselves, if anything."""
    found = their_waves(turn.session, staff)
    view = paged(found, number, SHOWN)
    buttons = [Button(_label(turn, one), Act(SEE, str(one.id))) for one in view.items]
    if view.has_more:
        buttons.append(Button(turn.say("chat.more"), Act(LIST, "", str(view.number + 1))))
    province = staff.role is StaffRole.ADMIN or not staff.district_codes()
    if found or province or their_cohorts(turn.session, staff):
        buttons.append(Button(turn.say("rounds.new"), Act(FORMS)))
    person = turn.speaker
    if person is not None and open_for(turn.session, person.id):
        buttons.append(Button(turn.say("rounds.mine"), Act(MINE)))
    key = "which" if found else "none" if province else "none_theirs"
    turn.answer.say(Bubble(turn.say(f"rounds.{key}", count=len(found)), tuple(buttons)))


def more(turn: Turn, _subject: str, extra: str) -> None:
    """[ดูต่อ]"""
    staff = officer(turn)
    if staff is not None:
        listed(turn, staff, page(extra))


def _label(turn: Turn, wave: Wave) -> str:
    title = cut(title_of(turn.session, wave, turn.language), TITLE)
    return turn.say("rounds.label", title=title, number=wave.cohort.number)


def with_wave(turn: Turn, subject: str, do: Callable[[Staff, Wave], None]) -> None:
    """Do it as the officer who presses, if the wave is theirs to see."""
    staff = officer(turn)
    if staff is None:
        return
    wave = approving.locked(turn.session, subject)
    if wave is None or not may_see(turn.session, staff, wave.cohort_id):
        turn.tell("rounds.not_there")
        return
    do(staff, wave)


def see(turn: Turn, subject: str, _extra: str) -> None:
    """[ดูรอบนี้]"""
    with_wave(turn, subject, lambda staff, wave: _show(turn, staff, wave))


def _show(turn: Turn, staff: Staff, wave: Wave) -> None:
    *others, last = [_begun(turn, wave)] if _has_begun(wave) else _to_come(turn, wave)
    turn.answer.say(*map(Bubble, others), Bubble(last, _buttons(turn, staff, wave)))
    if wave.state is WaveState.OPEN and wave.late_asked is not None:
        turn.answer.say(_late(turn, staff, wave, wave.late_asked))


def _late(turn: Turn, staff: Staff, wave: Wave, people: int) -> Bubble:
    """Who came late and waits for a second officer, or was said no to."""
    subject = str(wave.id)
    if not people:
        anew = Button(turn.say("rounds.ask_late"), Act(telling.ANEW, subject))
        return Bubble(turn.say("rounds.late_refused"), (anew,))
    cost = look_most(turn, wave, people)
    buttons = (
        Button(turn.say("rounds.agree_late"), Act(telling.AGREE_LATE, subject), main=True),
        Button(turn.say("rounds.refuse_late"), Act(telling.REFUSE_LATE, subject)),
    )
    theirs = may_decide(turn.session, staff, wave)
    return Bubble(turn.say("rounds.late_waits", **cost), buttons if theirs else ())


def _has_begun(wave: Wave) -> bool:
    return wave.state in (WaveState.OPEN, WaveState.CLOSED)


def _begun(turn: Turn, wave: Wave) -> str:
    """How far its people are; «LINE รับไว้» is no «delivered»."""
    number = wave.id  # `wave` belongs to a transaction that may be begun again
    found = turn.look_first(
        (SEE, number), lambda session: results.standing(session, session.get_one(Wave, number))
    )
    rate = 100 * found.answered // found.invited if found.invited else 0
    counted = turn.say(
        "rounds.counts",
        invited=found.invited,
        accepted=found.accepted,
        answered=found.answered,
        rate=rate,
        declined=found.states.get(InvitationState.DECLINED, 0),
        unreachable=found.states.get(InvitationState.UNREACHABLE, 0),
    )
    return f"{_head(turn, wave)}\n{counted}"


def _head(turn: Turn, wave: Wave) -> str:
    until = wave.closes_at.astimezone(turn.context.zone).date()
    state = "stopped" if _is_stopped(wave) else wave.state.value
    return turn.say(
        f"rounds.is_{state}",
        title=title_of(turn.session, wave, turn.language),
        number=wave.cohort.number,
        until=long_date(until, spoken_in(turn.language)),
    )


def _is_stopped(wave: Wave) -> bool:
    return wave.state is WaveState.OPEN and wave.stopped_at is not None


def _to_come(turn: Turn, wave: Wave) -> list[str]:
    """What a second officer agrees to stands by itself."""
    head = _named(turn, wave)
    if wave.state is WaveState.CANCELLED:
        return [turn.say("rounds.is_cancelled", **head)]
    key = wave.approval.value if wave.approval else "planned"
    at = moment(wave.opens_at, turn.language, turn.context.zone)
    told = [turn.say(f"rounds.is_{key}", **head, at=at), _cost(turn, wave)]
    return told if wave.approval else ["\n".join(told)]


def _named(turn: Turn, wave: Wave) -> dict[str, object]:
    return {"title": title_of(turn.session, wave, turn.language), "number": wave.cohort.number}


def _cost(turn: Turn, wave: Wave) -> str:
    """Of who was named, or of whom it would reach now; if nobody answers before a reminder."""
    people = wave.messages
    if people is None:
        cohort = own.of_cohort(wave.cohort_id)
        look = (CANCEL, wave.id)
        people = turn.look_first(look, lambda session: reach(session, cohort, NUDGES).messages)
    named = look_most(turn, wave, people)
    return turn.say("rounds.cost_second" if wave.approval else "rounds.cost", **named)


def _buttons(turn: Turn, staff: Staff, wave: Wave) -> tuple[Button, ...]:
    subject = str(wave.id)
    acts: list[tuple[str, Act]] = []
    if _has_begun(wave):
        acts.append(("results", Act(RESULTS, subject)))
    if wave.state is WaveState.OPEN:
        stop = ("resume", RESUME) if _is_stopped(wave) else ("stop", STOP)
        acts += [(stop[0], Act(stop[1], subject)), ("close", Act(CLOSE, subject))]
    if _has_begun(wave):
        acts.append(("export", Act(EXPORT, wave.survey_id)))
    if wave.state is WaveState.PLANNED:
        acts += _before(turn, staff, wave)
    return tuple(Button(turn.say(f"rounds.{name}"), act) for name, act in acts)


def _before(turn: Turn, staff: Staff, wave: Wave) -> list[tuple[str, Act]]:
    subject = str(wave.id)
    if wave.approval is WaveApproval.ASKED and may_decide(turn.session, staff, wave):
        return [("agree", Act(AGREE, subject)), ("refuse", Act(REFUSE, subject))]
    off = ("cancel", Act(CANCEL, subject))
    early = wave.approval not in approving.WAITING
    return [("open", Act(OPEN, subject)), off] if early else [off]


def _changed(turn: Turn, staff: Staff, wave: Wave, said: str, *others: Button) -> None:
    """What is true now, noted; how it stands is a tap away."""
    note(turn.session, turn.now, staff.id, f"waves.{said}", str(wave.id))
    look = Button(turn.say("rounds.see"), Act(SEE, str(wave.id)))
    goes = telling.morning(turn.now, turn.language, turn.context.zone)
    key = f"rounds.did_{said}" + ("_at_night" if goes and said == "open" else "")
    turn.answer.must(Bubble(turn.say(key, goes=goes), (*others, look)))


def not_now(turn: Turn, wave: Wave) -> None:
    """Pressed late, or twice: how it stands."""
    key = "off_already" if wave.state is WaveState.CANCELLED else "no_change"
    look = Button(turn.say("rounds.see"), Act(SEE, str(wave.id)))
    turn.answer.say(Bubble(turn.say(f"rounds.{key}"), (look,)))


def open_early(turn: Turn, subject: str, _extra: str) -> None:
    """[เปิดเลย]; of a large one a second officer is asked now."""

    def do(staff: Staff, wave: Wave) -> None:
        cohort = own.of_cohort(wave.cohort_id)
        count = turn.look_first(
            (OPEN, wave.cohort_id), lambda session: reach(session, cohort, NUDGES).messages
        )
        large = wave.approval is None and approving.is_large(turn.context.budget, count)
        if wave.approval in approving.WAITING or not planning.open_now(
            turn.session, wave, turn.now
        ):
            not_now(turn, wave)
            return
        if large:
            wave.planned_by = staff.id
        _changed(turn, staff, wave, "open_second" if large else "open")

    with_wave(turn, subject, do)


def stop(turn: Turn, subject: str, _extra: str) -> None:
    """[หยุด]"""

    def do(staff: Staff, wave: Wave) -> None:
        if halting.stop(turn.session, wave, turn.now):
            on = Button(turn.say("rounds.resume"), Act(RESUME, str(wave.id)))
            _changed(turn, staff, wave, "stop", on)
        else:
            not_now(turn, wave)

    with_wave(turn, subject, do)


def resume(turn: Turn, subject: str, _extra: str) -> None:
    """[ไปต่อ]"""

    def do(staff: Staff, wave: Wave) -> None:
        if halting.resume(turn.session, wave, turn.now):
            _changed(turn, staff, wave, "resume")
        else:
            not_now(turn, wave)

    with_wave(turn, subject, do)


def close(turn: Turn, subject: str, extra: str) -> None:
    """[ปิดรอบ] cannot be undone: it asks first."""

    def do(staff: Staff, wave: Wave) -> None:
        if wave.state is not WaveState.OPEN:
            not_now(turn, wave)
        elif extra != "yes":
            yes = Button(turn.say("rounds.close_yes"), Act(CLOSE, str(wave.id), "yes"))
            no = Button(turn.say("rounds.close_no"), Act(SEE, str(wave.id)))
            turn.answer.say(Bubble(turn.say("rounds.close_sure"), (yes, no)))
        elif planning.close_now(turn.session, wave, turn.now):
            _changed(turn, staff, wave, "close")

    with_wave(turn, subject, do)


def cancel(turn: Turn, subject: str, _extra: str) -> None:
    """[ยกเลิกรอบ]"""

    def do(staff: Staff, wave: Wave) -> None:
        if approving.call_off(turn.session, wave, turn.now):
            _changed(turn, staff, wave, "cancel")
        else:
            not_now(turn, wave)

    with_wave(turn, subject, do)


def agree(turn: Turn, subject: str, _extra: str) -> None:
    """[อนุมัติ]"""

    def do(staff: Staff, wave: Wave) -> None:
        if not approving.approve(turn.session, wave, staff, turn.now):
            not_now(turn, wave)
            return
        cost = look_most(turn, wave, wave.messages or 0)
        at = telling.opening(wave.opens_at, turn.language, turn.now, turn.context.zone)
        telling.tell_agreed(turn.session, wave, staff, turn.now, turn.context.zone)
        look = Button(turn.say("rounds.see"), Act(SEE, str(wave.id)))
        turn.answer.must(Bubble(turn.say("rounds.did_agree", at=at)))
        turn.answer.must(Bubble(turn.say("rounds.cost_second", **cost), (look,)))

    with_wave(turn, subject, do)
