"""The picture and the file of an announcement leave the disk once their addresses have ended, and
not a day before; what something else still shows stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.media.showing import NEWS_FOR
from handlers.announce import ending
from models.files import File
from models.kept import Kept
from models.mailbox import FormVersion
from models.stored_forms import STORED, Brought, FormFile, store_form
from models.tasks import plan
from models.words import FileKind, FileState, KeptState
from tests.handlers.announce.conftest import Office

DAY = timedelta(days=1)
PICTURE, PAPER = {"file_id": "picture"}, {"document_id": "paper", "document_name": "วาระ.pdf"}


NAMES = ("loose", "paper", "picture")


@pytest.fixture
def shown(office: Office) -> Office:
    """Picture and file of the first announcement, and what else an officer had sent."""
    with office.write() as session:
        for name in NAMES:
            stored = office.house.files.put(name.encode(), name)
            file = File(id=name, kind=FileKind.IMAGE, state=FileState.STORED, due_at=office.now)
            file.path, file.content_type, file.size = stored.name, "image/png", stored.size
            session.add(file)
    office.propose(**PICTURE, **PAPER)
    office.work()
    return office


def night(office: Office) -> list[str]:
    """What is on disk after what the clock plans for it, and what follows."""
    with office.write() as session:
        plan(session, ending.FILES, "all", office.now, office.now)
        paths = {name: session.get_one(File, name).path or "" for name in NAMES}
    office.work()
    return [name for name in NAMES if paths[name] and office.house.files.exists(paths[name])]


def test_both_are_there_until_their_address_ends_and_no_longer(shown: Office) -> None:
    shown.later(NEWS_FOR - DAY)
    assert night(shown) == ["loose", "paper", "picture"]
    shown.later(DAY + timedelta(seconds=1))
    assert night(shown) == ["loose"]


def test_what_a_later_announcement_shows_as_well_ends_with_that_one(shown: Office) -> None:
    shown.later(DAY)
    shown.propose(file_id="picture")
    shown.propose(document_id="picture", document_name="ภาพ.png", due_at=shown.now + 9 * DAY)
    shown.later(NEWS_FOR)
    assert night(shown) == ["loose", "picture"]
    shown.later(9 * DAY + timedelta(seconds=1))
    assert night(shown) == ["loose"]


def test_what_is_written_long_before_it_goes_is_shown_for_as_long(shown: Office) -> None:
    due = shown.now + 100 * DAY
    assert shown.one(shown.propose(file_id="loose", due_at=due)).shown_from == due
    shown.later(99 * DAY + NEWS_FOR)
    assert night(shown) == ["loose"]
    shown.later(DAY)
    assert night(shown) == []


def _told(session: Session, office: Office) -> None:
    told = Kept(kind="image", file_id="picture", state=KeptState.FOR_STAFF, said_at=office.now)
    session.add(told)


def _in_a_form(session: Session, office: Office) -> None:
    session.add(FormVersion(digest="x", room=STORED, source=b"", first_used_at=office.now))
    session.flush()
    made = Brought("x", b"", "visit", "Visit", "1", ("th",), 1)
    store_form(session, made, None, office.now)
    session.flush()
    session.add(FormFile(digest="x", name="a.png", file_id="picture"))


@pytest.mark.parametrize("also", [_told, _in_a_form])
def test_what_is_something_elses_as_well_stays(
    shown: Office, also: Callable[[Session, Office], None]
) -> None:
    with shown.write() as session:
        also(session, shown)
    shown.later(NEWS_FOR + DAY)
    assert night(shown) == ["loose", "picture"]


def test_more_than_one_step_takes_are_all_erased(
    shown: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ending, "STEP", 1)
    shown.propose(file_id="loose")
    shown.later(NEWS_FOR + DAY)
    assert night(shown) == []
