"""[ถามเพิ่ม] [ขออนุมัติใหม่]: those who came late beyond the size, under how the wave stands."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.surveys import latecomers, telling
from handlers.surveys.costs import look_most
from handlers.surveys.desk import not_now, with_wave
from handlers.surveys.telling import SEE
from models.staff import Staff
from models.surveys import Wave


def agree(turn: Turn, subject: str, _extra: str) -> None:
    """[ถามเพิ่ม]"""

    def do(staff: Staff, wave: Wave) -> None:
        cost = look_most(turn, wave, wave.late_asked or 0)
        if not latecomers.agree(turn.session, wave, staff, turn.now):
            not_now(turn, wave)
            return
        telling.tell_planner(turn.session, wave, "told_late_agreed", turn.now, who=staff.name)
        turn.answer.must(Bubble(turn.say("rounds.did_agree_late", **cost), (_see(turn, wave),)))

    with_wave(turn, subject, do)


def anew(turn: Turn, subject: str, _extra: str) -> None:
    """[ขออนุมัติใหม่]"""

    def do(staff: Staff, wave: Wave) -> None:
        if not latecomers.anew(turn.session, wave, staff, turn.now):
            not_now(turn, wave)
            return
        turn.answer.must(Bubble(turn.say("rounds.did_ask_late"), (_see(turn, wave),)))

    with_wave(turn, subject, do)


def _see(turn: Turn, wave: Wave) -> Button:
    return Button(turn.say("rounds.see"), Act(SEE, str(wave.id)))
