"""The visible list of what this bot can do, and whatever crosses its rooms.

Only workers and some commands import this; gunicorn does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from bot.inbox.parts import Part, joined
from bot.inbox.turn import Turn
from bot.menus.wanted import WantedMenu
from forms import Reader
from handlers.announce import chat as announcements
from handlers.announce.wondering import Wondering
from handlers.bringing import chat as bringing
from handlers.danger import chat as danger
from handlers.danger.chat import in_public, is_danger
from handlers.exporting import chat as exporting
from handlers.exporting.reports import Sources
from handlers.feedback import chat as feedback
from handlers.feedback import desk
from handlers.feedback.about import ask_about, ask_with
from handlers.feedback.anonymous import forget_conversation, forget_event, forget_turn
from handlers.feedback.filing import Filing, file_case, mark_of
from handlers.feedback.owning import cases_of, own_cases
from handlers.feedback.urgent import file_urgent
from handlers.filling import chat as filling
from handlers.groups.chat import Groups
from handlers.handover.chat import Talks
from handlers.loose import chat as loose
from handlers.menus import tasks as menus
from handlers.menus.sheets import wanted
from handlers.mydata import chat as mydata
from handlers.planning import chat as planning
from handlers.promises import chat as promises
from handlers.registration import chat as registration
from handlers.registration.claims import Claims
from handlers.registration.friend import asking_after, goodbye
from handlers.report import chat as report
from handlers.report import rest_room
from handlers.report import room as report_room
from handlers.sharing import chat as sharing
from handlers.staff import chat as staff
from handlers.staff import leaving
from handlers.staff.chat import is_order
from handlers.staff.desk import Desk
from handlers.staff.reports import tell_of_answer, tell_of_correction
from handlers.staff.service import can_be_reached, may_see
from handlers.staff.telling import tell_of_case
from handlers.surveys import chat as surveys
from handlers.talk import chat as talk
from handlers.villages.chat import Villages
from models.cases import Case
from models.words import IdentityMode


def parts() -> list[Part]:
    """What this bot can do. The order is the order in which ears hear."""
    readers: dict[str, Reader] = {}
    found = _parts(readers)
    rooms = (room for part in found for room in part.forms)
    readers.update({name: reader for room in rooms for name, reader in room.readers.items()})
    return found


def _parts(readers: Mapping[str, Reader]) -> list[Part]:
    """What crosses rooms is handed in here. `readers` are those of all rooms once they are known:
    a form that staff bring may name any."""
    signing_up, planned = registration.part(_claims()), planning.part()
    reports = asking_after(
        report.part(
            asked_for=feedback.spoke_lately,
            corrected=tell_of_correction,
            answered=tell_of_answer,
            plan_ahead=planning.open_foretold,
            plan_next=planning.plan_next,
        )
    )
    cases = feedback.part(tell_of_case, partial(goodbye, otherwise=""))
    asked = surveys.part(forget_conversation, forget_turn)
    wondering = Wondering(partial(ask_with, tell_of_case), talk.what_for, report.looks_like_report)
    return [
        sharing.attention(),
        sharing.naming(forget_event),
        talks_part(),
        danger.part(partial(file_urgent, tell_of_case)),
        groups_part().part(),
        talk.attention(),
        news_part(wondering),
        signing_up,
        bringing.part(readers, {surveys.FORUM_ROOM: "surveys.title_C"}),
        *_for_officers(),
        sharing.part(forget_event),
        asked,
        planned,
        reports,
        promises.part(),
        cases,
        mydata.part(
            cases=own_cases,
            unsent=joined([one.unsent for one in (reports, cases, signing_up, planned, asked)]),
            tell=tell_of_case,
        ),
        _half_way(),
        talk.part(),
        _villages(),
        feedback.word_back(tell_of_case, report.looks_like_report),
        registration.new_phone(),
        Part(ears=(wondering.loosely,)),
        loose.part(report.looks_like_report, report.join_buttons),
        Part(tasks=menus.kinds()),
    ]


def _half_way() -> Part:
    """Forms that are left: what is true of them then, each room says in its own words."""
    return filling.part(
        {
            "report": report.own_words,
            "report_full": report.own_words,
            "arrival": registration.own_words,
            "rehearsal": registration.own_words,
            "case_code": feedback.own_words,
            "survey": surveys.own_words,
        }
    )


def _villages() -> Part:
    """A request for a facilitator is a case like any other."""

    def file(turn: Turn, person_id: str, village_code: str, story: str) -> Case:
        filing = Filing(
            account_id=turn.person_account.id,
            identity=IdentityMode.OPEN,
            restricted=False,
            at=turn.happened_at,
            story=story,
            person_id=person_id,
            village_code=village_code,
        )
        case = file_case(turn.session, filing, turn.context.secret_key, turn.context.zone).case
        tell_of_case(turn.session, case, "filed", turn.now)
        return case

    return Villages(file, offer=("villages.plan", "plan.open")).part()


def _for_officers() -> list[Part]:
    work = staff.part(Desk(desk.answer, desk.close, desk.closing_words))
    return [work, exporting.part(form_readers, report_forms())]


def report_forms() -> Sources:
    """The forms that ask for a forum's report."""
    return Sources(quick=report_room.SOURCE, full=rest_room.SOURCE)


def form_readers() -> dict[str, Reader]:
    """What the column `wethi::reader` of a form may name, of everything this bot can do."""
    rooms = (room for part in parts() for room in part.forms)
    return {name: reader for room in rooms for name, reader in room.readers.items()}


def _claims() -> Claims:
    """Who asks for a name of the roster: settled by officers who may read it."""
    return Claims(cases_of, mark_of, leaving.may_read, leaving.left)


def talks_part() -> Part:
    """An officer who talks to a filer in person: before danger, which the officer hears of too."""
    return Talks(may_see, can_be_reached, desk.answered, desk.said, is_order, is_danger).part()


def news_part(wondering: Wondering) -> Part:
    """Announcements: a question about one becomes a case."""
    return announcements.part(partial(ask_about, tell_of_case), wondering)


def wanted_menus() -> list[WantedMenu]:
    """Every page of every menu, with what this bot can do today. Loads typst when one is drawn."""
    return wanted(joined(part.acts for part in parts()))


def groups_part() -> Groups:
    """The bot where several people read along: it hears nothing of what the other parts hear."""
    return Groups(in_public)
