from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from handlers.feedback.filing import Filed, Filing, file_case
from models.people import account_of
from models.words import IdentityMode
from tests.golden.cast.base import NONSOMMUT, user_id

SECRET = "secret-of-a-test"
NOW = datetime.fromisoformat("2026-07-16T12:15:00+07:00")

FileOne = Callable[..., Filed]


@pytest.fixture
def file_one(zone: ZoneInfo) -> FileOne:
    """Files a case of ลุงคำ (who must be in the database)."""

    def file(
        session: Session, identity: IdentityMode = IdentityMode.OPEN, *, restricted: bool = False
    ) -> Filed:
        account = account_of(session, user_id("kham"))
        assert account is not None
        filing = Filing(
            account_id=account.id,
            identity=identity,
            restricted=restricted,
            at=NOW,
            story="น้ำไม่ไหล",
            village_code=NONSOMMUT,
        )
        return file_case(session, filing, SECRET, zone)

    return file
