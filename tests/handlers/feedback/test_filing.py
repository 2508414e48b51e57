"""Numbers, due days, classes, and what is kept of who filed."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from base.ids import secret_hash
from handlers.feedback import owning, service
from handlers.feedback.filing import Filing, file_case, mark_of, note_action
from models.cases import Case, CaseAction, CaseStaff
from models.database import Database
from models.people import account_of
from models.words import ActionKind, CaseState, Class, IdentityMode
from tests.golden.cast.base import district_officer, nonsommut, officer, user_id
from tests.golden.cast.feedback import kham
from tests.handlers.feedback.conftest import NOW, SECRET, FileOne


def test_numbers_run_on_within_a_fiscal_year(any_database: Database, file_one: FileOne) -> None:
    with any_database.write() as session:
        nonsommut(session, NOW)
        kham(session, NOW)
        cases = [file_one(session).case for _ in range(2)]
    assert [case.number for case in cases] == ["สร 69/00001", "สร 69/00002"]
    assert cases[0].due_on == date(2026, 7, 21)


def test_a_new_fiscal_year_begins_with_one(sqlite_database: Database, zone: ZoneInfo) -> None:
    with sqlite_database.write() as session:
        kham_account(session)
        account = account_of(session, user_id("kham"))
        assert account is not None
        for day in ("2026-09-30T23:59:00+07:00", "2026-10-01T00:01:00+07:00"):
            at = datetime.fromisoformat(day)
            filing = Filing(account.id, IdentityMode.OPEN, restricted=False, at=at)
            case = file_case(session, filing, SECRET, zone).case
    assert case.number == "สร 70/00001"


def kham_account(session: sa.orm.Session) -> None:
    nonsommut(session, NOW)
    kham(session, NOW)


def test_a_withheld_account_is_nowhere_in_plain(any_database: Database, file_one: FileOne) -> None:
    with any_database.write() as session:
        kham_account(session)
        identity = file_one(session, IdentityMode.WITHHELD).case.id
    with any_database.read() as session:
        account = account_of(session, user_id("kham"))
        assert account is not None
        raw = session.execute(sa.text('SELECT * FROM "case"')).one()
        assert account.id not in str(tuple(raw))
        case = session.get_one(Case, identity)
        assert case.sealed_account == account.id
        assert owning.is_filer(case, account.id, SECRET)


def test_an_anonymous_case_keeps_its_day_and_neither_time_nor_filer(
    any_database: Database, file_one: FileOne
) -> None:
    with any_database.write() as session:
        kham_account(session)
        filed = file_one(session, IdentityMode.ANONYMOUS)
        case, code = filed.case, filed.code
        actions = session.scalars(sa.select(CaseAction)).all()
    assert (case.account_id, case.reported_by, case.sealed_account, case.filer_mark) == (None,) * 4
    assert (case.received_on, case.received_at) == (date(2026, 7, 16), None)
    assert [action.at for action in actions] == [None]
    assert case.code_hash == secret_hash(code or "", case.id, SECRET)


def test_the_filers_mark_is_useless_without_the_key() -> None:
    assert mark_of("account", "one key") != mark_of("account", "another key")


def test_a_restricted_case_names_provincial_staff_with_the_right_and_nobody_local(
    sqlite_database: Database, file_one: FileOne
) -> None:
    with sqlite_database.write() as session:
        kham_account(session)
        officer(session, NOW)
        district_officer(session, NOW)
        case = file_one(session, restricted=True).case
        named = session.scalars(sa.select(CaseStaff)).all()
        assert case.case_class is Class.RESTRICTED
        assert len(named) == 1


def test_a_reopened_case_keeps_its_number_and_gets_a_new_day(
    sqlite_database: Database, file_one: FileOne, zone: ZoneInfo
) -> None:
    from models.words import Outcome

    later = datetime.fromisoformat("2026-07-20T17:40:00+07:00")
    with sqlite_database.write() as session:
        kham_account(session)
        case = file_one(session).case
        case.state = CaseState.CLOSING
        service.reopen(session, case, Outcome.PARTLY, "ไหลแต่กลางคืน", later, zone)
    assert (case.number, case.reopened, case.due_on) == ("สร 69/00001", 1, date(2026, 7, 23))


def test_all_right_is_no_explanation_of_what_is_still_wrong(
    sqlite_database: Database, file_one: FileOne, zone: ZoneInfo
) -> None:
    with sqlite_database.write() as session:
        kham_account(session)
        case = file_one(session).case
        note_action(session, case, ActionKind.SAID, NOW, zone, text="ยังไหลแต่กลางคืน")
        assert service.said_last(session, case)
        note_action(session, case, ActionKind.SAID, NOW, zone, text="ตกลงค่ะ")
        assert not service.said_last(session, case)
