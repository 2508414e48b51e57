"""Photos that come later, and what each shows."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from handlers.report import pictures, service
from handlers.report.known import Sender
from models.files import File
from models.forums import ForumReport
from models.kept import Kept, loose
from models.words import Class, FileShows, KeptState
from tests.handlers.report.conftest import NOW, TODAY, filled, new_photo


@pytest.fixture
def bare(session: Session, sender: Sender) -> ForumReport:
    """Sent without a photo."""
    return service.submit(session, filled(), sender, NOW, TODAY)


def kept(session: Session, file: File, at: datetime) -> Kept:
    row = Kept(
        mailbox_key=file.mailbox_key,
        kind="image",
        file_id=file.id,
        state=KeptState.LOOSE,
        said_at=at,
    )
    session.add(row)
    session.flush()
    return row


def test_a_photo_joins_a_report_without_one(
    session: Session, bare: ForumReport, photo: File
) -> None:
    assert pictures.takes_late(session, bare, NOW)
    row = kept(session, photo, NOW)
    assert pictures.join(session, bare, [row]) == [row]
    assert service.pictures(session, bare) == [photo]


def test_a_report_with_photos_takes_no_more_by_itself(session: Session, sent: ForumReport) -> None:
    assert not pictures.takes_late(session, sent, NOW)


def test_a_burst_joins_together_and_what_comes_an_hour_later_does_not(
    session: Session, bare: ForumReport, photo: File
) -> None:
    pictures.join(session, bare, [kept(session, photo, NOW)])
    assert pictures.takes_late(session, bare, NOW + timedelta(minutes=1))
    assert not pictures.takes_late(session, bare, NOW + timedelta(hours=1))


def test_joined_photos_are_loose_again_after_the_undo(
    session: Session, bare: ForumReport, sender: Sender
) -> None:
    rows = [kept(session, new_photo(session, sender), NOW) for _ in range(2)]
    pictures.join(session, bare, rows)
    assert pictures.take_out(session, bare, rows[1].id) == rows[1:]
    assert service.pictures(session, bare) == [session.get_one(File, rows[0].file_id)]
    assert loose(session, rows[0].mailbox_key or "") == rows[1:]


def test_a_sign_in_sheet_is_restricted_and_stays_so_when_taken_out(
    session: Session, bare: ForumReport, photo: File
) -> None:
    row = kept(session, photo, NOW)
    pictures.join(session, bare, [row])
    pictures.set_kind(photo, FileShows.SIGN_IN)
    pictures.take_out(session, bare, row.id)
    assert (photo.shows, photo.file_class) == (FileShows.SIGN_IN, Class.RESTRICTED)


def test_a_sign_in_sheet_that_was_none_is_internal_again(photo: File) -> None:
    pictures.set_kind(photo, FileShows.SIGN_IN)
    pictures.set_kind(photo, FileShows.OTHER)
    assert photo.file_class is Class.INTERNAL
