"""Who may open a file by its address: asked of rows, each time anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import new_id
from handlers.feedback.filing import attach
from handlers.report.pictures import set_kind
from handlers.staff.looking import may_look
from models.cases import Case
from models.database import Database
from models.files import File
from models.forums import ForumReport
from models.people import account_of
from models.showing import own_viewer
from models.words import FileKind, FileShows, FileState
from tests.golden.cast.base import district_officer, headman, nonsommut, officer, user_id
from tests.golden.cast.feedback import anonymous_case, kham, open_case, restricted_case
from tests.golden.cast.report import sent_without_photo
from tests.handlers.feedback.conftest import NOW

Come = Callable[[Session, datetime], None]


@pytest.fixture
def session(any_database: Database) -> Iterator[Session]:
    with any_database.write() as session:
        yield session


def _photo(session: Session, **facts: object) -> File:
    file = File(id=new_id(), kind=FileKind.IMAGE, state=FileState.STORED, due_at=NOW, **facts)
    session.add(file)
    session.flush()
    return file


def _account(session: Session, name: str) -> str:
    account = account_of(session, user_id(name))
    assert account is not None
    return account.id


def _of_report(session: Session) -> File:
    for come in (nonsommut, headman, officer, district_officer, sent_without_photo, kham):
        come(session, NOW)
    report = session.scalars(sa.select(ForumReport)).one()
    return _photo(session, report_id=report.id)


def _of_case(session: Session, case: Come) -> File:
    nonsommut(session, NOW)
    kham(session, NOW)
    case(session, NOW)
    file = _photo(session, account_id=_account(session, "kham"))
    attach(session, session.scalars(sa.select(Case)).one(), [file.id])
    session.flush()
    return file


def test_a_reports_photo_is_its_senders_and_the_officers_of_its_place(session: Session) -> None:
    file = _of_report(session)
    looks = {name: may_look(session, _account(session, name), file) for name in _EVERYBODY}
    assert looks == {"headman": True, "officer": True, "district_officer": True, "kham": False}


def test_a_sign_in_sheet_is_its_senders_alone(session: Session) -> None:
    file = _of_report(session)
    set_kind(file, FileShows.SIGN_IN)
    looks = {name: may_look(session, _account(session, name), file) for name in _EVERYBODY}
    assert looks == {"headman": True, "officer": False, "district_officer": False, "kham": False}


def test_an_officer_of_another_district_sees_no_report(session: Session) -> None:
    file = _of_report(session)
    report = session.scalars(sa.select(ForumReport)).one()
    report.forum.village_code = None
    assert not may_look(session, _account(session, "district_officer"), file)


def test_of_a_withheld_case_the_address_names_no_account(session: Session) -> None:
    file = _of_case(session, restricted_case)
    viewer = own_viewer(session, file, _account(session, "kham"))
    assert viewer != _account(session, "kham")
    assert may_look(session, viewer, file)
    assert not may_look(session, _account(session, "kham"), file)


def test_of_an_open_case_it_names_the_account(session: Session) -> None:
    file = _of_case(session, open_case)
    assert own_viewer(session, file, _account(session, "kham")) == _account(session, "kham")
    assert may_look(session, _account(session, "kham"), file)


def test_a_mark_that_no_case_has_any_more_opens_nothing(session: Session) -> None:
    file = _of_case(session, restricted_case)
    viewer = own_viewer(session, file, _account(session, "kham"))
    session.execute(sa.update(Case).values(filer_mark=None))
    session.expire_all()
    assert not may_look(session, viewer, file)


def test_a_photo_of_a_case_without_a_name_is_nobodys(session: Session) -> None:
    file = _of_case(session, anonymous_case)
    assert not may_look(session, own_viewer(session, file, _account(session, "kham")), file)


_EVERYBODY = ("headman", "officer", "district_officer", "kham")
