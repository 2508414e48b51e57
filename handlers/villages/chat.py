"""The buttons under «no forum this quarter»: help, or not now. Twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from base.i18n import say
from base.thai.format import Lang, long_date
from bot.inbox.parts import Part
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.villages import service, tasks
from handlers.villages.tasks import HELD, HELP, NOT_NOW, Offer
from models.cases import Case
from models.places import Village

# (turn, who asks, the village's code, the story) -> the case that staff have been told of
File = Callable[[Turn, str, str, str], Case]


@dataclass(frozen=True)
class Villages:
    """`file` makes a request a case; `offer` is how a forum is planned here."""

    file: File
    offer: Offer

    def part(self) -> Part:
        return Part(
            acts={HELP: self.help, NOT_NOW: self.not_now, HELD: self.held},
            tasks=tasks.kinds(self.offer),
            unwanted={tasks.NUDGE: tasks.unwanted},
        )

    def help(self, turn: Turn, subject: str, _extra: str) -> None:
        """[ขอวิทยากรช่วย]: a case for staff, once a quarter."""
        person_id, village = _leads(turn, subject)
        if person_id is None or village is None:
            turn.context.routes.stale(turn, subject, "")
            return
        row = service.rest(turn.session, village.code, turn.happened_at.date(), turn.now)
        case = turn.session.get(Case, row.case_id) if row.case_id else None
        key = "villages.help_again" if case else "villages.help_sent"
        if case is None:
            story = say("villages.help_story", "th", village=_named(village, "th"))
            case = self.file(turn, person_id, village.code, story)
            row.case_id = case.id
        due = long_date(case.due_on, _language(turn))
        see = Button(turn.say("villages.see"), Act("case.state", case.id))
        turn.answer.must(Bubble(turn.say(key, number=case.number, due=due), buttons=(see,)))

    def not_now(self, turn: Turn, subject: str, _extra: str) -> None:
        """[ช่วงนี้ไม่สะดวก]: silent until the next quarter."""
        person_id, village = _leads(turn, subject)
        if person_id is None or village is None:
            turn.context.routes.stale(turn, subject, "")
            return
        service.rest(turn.session, village.code, turn.happened_at.date(), turn.now)
        go_on = Button(turn.say(self.offer[0]), Act(self.offer[1]))
        turn.answer.say(Bubble(turn.say("villages.not_now_said"), buttons=(go_on,)))

    def held(self, turn: Turn, subject: str, _extra: str) -> None:
        """«เพิ่งจัดไป»: said, and no button. One that is not reported yet may be."""
        buttons = (
            Button(turn.say("villages.report"), Act("report.open")),
            Button(turn.say(self.offer[0]), Act(self.offer[1])),
            Button(turn.say("villages.not_now"), Act(NOT_NOW, subject)),
        )
        turn.answer.say(Bubble(turn.say("villages.held_said"), buttons=buttons))


def _leads(turn: Turn, subject: str) -> tuple[str | None, Village | None]:
    """Who of this phone leads the village of the button; nobody any more: it is an old button."""
    person_id = service.leader_through(turn.session, turn.person_account.id, subject)
    return person_id, service.village(turn.session, subject)


def _named(village: Village, language: str) -> str:
    name = village.name_th if language == "th" else village.name_en
    return say("places.village", language, name=name, moo=village.moo)


def _language(turn: Turn) -> Lang:
    return "en" if turn.language == "en" else "th"
