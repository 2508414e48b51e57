"""[ไม่อนุมัติ] [ไม่ถามเพิ่ม]: a second officer says no, and why; who planned the wave reads that."""

from __future__ import annotations

from pathlib import Path

from bot.dialogue import drive, reasons
from bot.dialogue.rooms import FormRoom
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.surveys import approving, latecomers, telling
from handlers.surveys.desk import not_now, with_wave
from handlers.surveys.seeing import may_decide
from models.staff import Staff
from models.surveys import Wave

ROOM = "wave_refuse"
SOURCE = Path(__file__).parent / "forms" / "refuse.md"
LATE = "late"  # of those who came late; "" of the wave


def room() -> FormRoom:
    return reasons.room(ROOM, SOURCE, _refused)


def refuse(turn: Turn, subject: str, _extra: str) -> None:
    """[ไม่อนุมัติ]"""
    with_wave(turn, subject, lambda staff, wave: _ask(turn, staff, wave, ""))


def refuse_late(turn: Turn, subject: str, _extra: str) -> None:
    """[ไม่ถามเพิ่ม]"""
    with_wave(turn, subject, lambda staff, wave: _ask(turn, staff, wave, LATE))


def _ask(turn: Turn, staff: Staff, wave: Wave, of: str) -> None:
    """Why? Where an operator planned it nobody would read that."""
    asked = latecomers.is_asked(wave) if of else approving.is_asked(wave)
    if not asked or not may_decide(turn.session, staff, wave):
        not_now(turn, wave)
    elif telling.planner_of(turn.session, wave) is None:
        _say_no(turn, staff, wave, of, "")
    else:
        drive.open_form(turn, ROOM, subject=f"{wave.id}/{of}")


def _refused(turn: Turn, subject: str, why: str) -> None:
    number, _, of = subject.partition("/")
    with_wave(turn, number, lambda staff, wave: _say_no(turn, staff, wave, of, why))


def _say_no(turn: Turn, staff: Staff, wave: Wave, of: str, why: str) -> None:
    does = latecomers.refuse if of else approving.refuse
    if not does(turn.session, wave, staff, why, turn.now):
        not_now(turn, wave)
        return
    key = f"rounds.did_refuse{'_late' if of else ''}{'_told' if why else ''}"
    anew = (Button(turn.say("rounds.ask_late"), Act(telling.ANEW, str(wave.id))),) if of else ()
    look = Button(turn.say("rounds.see"), Act(telling.SEE, str(wave.id)))
    turn.answer.must(Bubble(turn.say(key), (*anew, look)))
