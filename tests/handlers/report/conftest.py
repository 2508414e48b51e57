"""A headman with his village, and a report to work on."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from base.ids import new_id
from handlers.report.known import Sender
from handlers.report.service import Filled, submit
from models.files import File
from models.forums import ForumReport
from models.words import FileKind, FileState
from tests.golden.cast import base, report
from tests.support.village import session_at

NOW = datetime.fromisoformat("2026-07-13T19:05:00+07:00")
TODAY = date(2026, 7, 13)
session = session_at(NOW)


@pytest.fixture
def sender(session: Session) -> Sender:
    return report.sender(session)


@pytest.fixture
def photo(session: Session, sender: Sender) -> File:
    return new_photo(session, sender)


@pytest.fixture
def sent(session: Session, sender: Sender, photo: File) -> ForumReport:
    return submit(session, filled(photo), sender, NOW, TODAY)


def new_photo(session: Session, sender: Sender) -> File:
    file = File(
        id=new_id(),
        account_id=sender.account_id,
        mailbox_key=f"user:{base.user_id('headman')}",
        kind=FileKind.IMAGE,
        state=FileState.STORED,
        due_at=NOW,
        sent_at=NOW,
    )
    session.add(file)
    session.flush()
    return file


def filled(*photos: File) -> Filled:
    return Filled(
        held_on=date(2026, 7, 12),
        village_code=base.NONSOMMUT,
        men=20,
        women=34,
        total=54,
        topic="น้ำประปา ไฟทาง",
        top="น้ำประปาไม่ไหล",
        photos=tuple(photo.id for photo in photos),
    )
