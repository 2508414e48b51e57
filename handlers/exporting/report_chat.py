"""«ขอไฟล์รายงาน»: an officer gets the address of all reports of forums, for an hour; an officer of
districts those of theirs."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button, Link
from handlers.exporting import reports
from handlers.exporting.access import may_take_reports
from models.exports import REPORTS, ResponseExport, ask
from models.staff import Staff, note, staff_of

OPEN = "exporting.reports"
ASKED = "reports.export"


def button(turn: Turn) -> Button:
    return Button(turn.say("exporting.reports"), Act(OPEN, ""))


def take(turn: Turn, _subject: str, _extra: str) -> None:
    staff = staff_of(turn.session, turn.person_account.id)
    if staff is None:
        turn.tell("exporting.for_staff")
    else:
        give(turn, staff)


def give(turn: Turn, staff: Staff) -> None:
    if turn.context.showing is None:
        turn.tell("exporting.no_address")
        return
    many = reports.count(turn.session, sorted(staff.district_codes()))
    if not many:
        turn.tell("exporting.no_reports")
        return
    _answer(turn, _asked(turn, staff), many)


def _asked(turn: Turn, staff: Staff) -> ResponseExport:
    """Written down before anything can be opened."""
    names, codes = may_take_reports(staff, names=True), staff.district_codes()
    zone = turn.context.zone.key
    made = ask(turn.session, None, staff.account_id, zone, turn.now, names=names, districts=codes)
    how = " ".join(["chat", *(["names"] if names else []), *sorted(codes)])
    note(turn.session, turn.now, staff.id, ASKED, REPORTS, how)
    return made


def _answer(turn: Turn, made: ResponseExport, many: int) -> None:
    showing = turn.context.showing
    assert showing is not None
    turn.answer.forget = True  # the address must not stay when it is used up
    url = showing.responses(made.id, made.account_id, made.until)
    key = "reports_ready_names" if made.names else "reports_ready"
    if made.districts:
        key = "reports_ready_district"
    get = Button(turn.say("exporting.get"), Link(url), main=True)
    text, alt = turn.say(f"exporting.{key}", many=many), turn.say("exporting.reports_alt")
    turn.answer.say(Bubble(text, buttons=(get,), alt=alt))
