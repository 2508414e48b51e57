"""A report of another day, village or meeting: what nobody tells of goes, the rest stays."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.planning.service import Plan, make
from handlers.report.service import Filled, submit
from handlers.report.twice import join, part
from models.forum_codes import code_of, forum_by_code
from models.forums import Forum, ForumReport
from models.moving import move_to_day
from models.people import Speaking
from models.planned import held
from tests.golden.cast import base, report
from tests.support.village import session_at

ZONE = ZoneInfo("Asia/Bangkok")
NOW = datetime.fromisoformat("2026-07-15T10:00:00+07:00")
MONDAY, TUESDAY = date(2026, 7, 13), date(2026, 7, 14)
session = session_at(NOW)


def _sent(session: Session, day: date) -> ForumReport:
    filled = Filled(held_on=day, village_code=base.NONSOMMUT, total=54, topic="น้ำ")
    return submit(session, filled, report.sender(session), NOW, NOW.date())


def _days(session: Session) -> list[date]:
    return sorted(session.scalars(sa.select(Forum.held_on)))


def _to(session: Session, one: ForumReport, day: date) -> None:
    move_to_day(session, one, base.NONSOMMUT, day, NOW)


def test_a_forum_of_one_report_goes_along_with_its_code(session: Session) -> None:
    one = _sent(session, MONDAY)
    code = code_of(session, one.forum_id, NOW)
    _to(session, one, TUESDAY)
    assert _days(session) == [TUESDAY]
    there = forum_by_code(session, code)
    assert there is not None
    assert there.id == one.forum_id


def test_a_report_that_goes_alone_leaves_the_others_theirs(session: Session) -> None:
    one, other = _sent(session, MONDAY), _sent(session, MONDAY)
    _to(session, other, TUESDAY)
    assert _days(session) == [MONDAY, TUESDAY]
    assert one.forum_id != other.forum_id


def test_where_there_is_a_forum_already_it_joins_and_its_own_goes(session: Session) -> None:
    one, other = _sent(session, MONDAY), _sent(session, TUESDAY)
    code = code_of(session, one.forum_id, NOW)
    _to(session, one, TUESDAY)
    assert _days(session) == [TUESDAY]
    assert one.forum_id == other.forum_id
    assert forum_by_code(session, code) is not None


def test_a_plan_that_was_held_is_of_the_day_on_which_it_was(session: Session) -> None:
    sender = report.sender(session)
    by = Speaking(sender.account_id, sender.person_id)
    planned = make(session, Plan(base.NONSOMMUT, MONDAY, topic="น้ำ"), by, NOW, ZONE)
    one = _sent(session, MONDAY)
    assert planned is not None
    held(session, planned.forum_id)
    _to(session, one, TUESDAY)
    assert (_days(session), planned.forum_id) == ([TUESDAY], one.forum_id)


def test_a_plan_that_waits_stays_on_its_day(session: Session) -> None:
    sender = report.sender(session)
    by = Speaking(sender.account_id, sender.person_id)
    make(session, Plan(base.NONSOMMUT, MONDAY, topic="น้ำ"), by, NOW, ZONE)
    _to(session, _sent(session, MONDAY), TUESDAY)
    assert _days(session) == [MONDAY, TUESDAY]


def test_two_reports_of_one_meeting_are_one_forum_and_parted_two_again(session: Session) -> None:
    one, other = _sent(session, MONDAY), _sent(session, TUESDAY)
    assert join(session, other, one)
    assert _days(session) == [MONDAY]
    assert part(session, other, NOW)
    assert len(_days(session)) == 2
