"""A photo that LINE would not hand over is said so, to the person and to staff."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.messages.reading import bubble_text
from handlers.feedback.service import addressee
from handlers.report.known import Sender
from handlers.report.lost import GATHER, photo_lost
from models.cases import Case
from models.files import File
from models.outbox import Outgoing
from models.words import FileKind, FileState, Priority
from tests.golden.cast.base import user_id
from tests.golden.cast.feedback import kham, restricted_case
from tests.handlers.report.conftest import NOW, new_photo

Told = list[tuple[str, str]]


def lose(session: Session, file: File) -> Told:
    told: Told = []

    def alarm(_session: Session, kind: str, subject: str, _now: datetime) -> None:
        told.append((kind, subject))

    photo_lost(session, file, NOW, alarm=alarm, filer=addressee)
    return told


def test_staff_and_the_person_are_told_when_it_was_sent(session: Session, photo: File) -> None:
    photo.state = FileState.GONE
    assert lose(session, photo) == [("file", photo.id)]
    row = session.scalars(sa.select(Outgoing)).one()
    assert (row.to, row.priority) == (user_id("headman"), Priority.ASKED)
    assert "จันทร์ที่ 13 ก.ค. 19.05 น." in bubble_text(json.loads(row.body or ""))[0]


def test_the_same_loss_is_said_once(session: Session, photo: File) -> None:
    lose(session, photo)
    lose(session, photo)
    assert session.scalar(sa.select(sa.func.count()).select_from(Outgoing)) == 1


@pytest.mark.parametrize(
    ("state", "kind", "words"),
    [
        (FileState.TOO_LARGE, FileKind.VIDEO, "ใหญ่เกิน"),
        (FileState.GONE, FileKind.AUDIO, "ที่ส่งมา"),
        (FileState.FAILED, FileKind.IMAGE, "รูปที่ส่งมา"),
    ],
)
def test_it_says_what_was_lost_and_why(
    session: Session, photo: File, state: FileState, kind: FileKind, words: str
) -> None:
    photo.state, photo.kind = state, kind
    lose(session, photo)
    body = session.scalars(sa.select(Outgoing.body)).one()
    assert words in bubble_text(json.loads(body or ""))[0]


def test_who_took_everything_back_is_told_nothing(session: Session, photo: File) -> None:
    photo.account_id = None
    assert lose(session, photo) == [("file", photo.id)]
    assert session.scalars(sa.select(Outgoing)).all() == []


def test_a_withheld_filer_is_told_and_then_forgotten(session: Session, photo: File) -> None:
    kham(session, NOW)
    restricted_case(session, NOW)
    photo.case_id = session.scalars(sa.select(Case.id)).one()
    photo.account_id = photo.mailbox_key = None
    lose(session, photo)
    row = session.scalars(
        sa.select(Outgoing).where(Outgoing.dedupe_key == f"lost:{photo.id}")
    ).one()
    assert (row.to, row.mailbox_key, row.forget) == (
        user_id("kham"),
        f"user:{user_id('kham')}",
        True,
    )


def album(session: Session, sender: Sender, count: int) -> list[File]:
    photos = [new_photo(session, sender) for _ in range(count)]
    for photo in photos:
        photo.image_set, photo.image_total, photo.state = "album", count, FileState.WAITING
    session.flush()
    return photos


def lose_all(session: Session, photos: list[File]) -> Told:
    told: Told = []
    for photo in photos:
        photo.state = FileState.GONE
        told += lose(session, photo)
    return told


def sentences(session: Session) -> list[str]:
    bodies = session.scalars(sa.select(Outgoing.body).order_by(Outgoing.id))
    return [bubble_text(json.loads(body or ""))[0] for body in bodies]


def test_photos_of_one_album_are_one_sentence(session: Session, sender: Sender) -> None:
    lose_all(session, album(session, sender, 5))
    [said] = sentences(session)
    assert said.startswith("5 รูปในชุดที่ส่งมา จันทร์ที่ 13 ก.ค. 19.05 น.")


def test_staff_hear_of_an_album_once(session: Session, sender: Sender) -> None:
    photos = album(session, sender, 5)
    assert lose_all(session, photos) == [("file", photos[0].id)]


def test_the_sentence_waits_while_more_of_the_album_may_be_lost(
    session: Session, sender: Sender
) -> None:
    first, *others = album(session, sender, 3)
    lose_all(session, [first])
    waits = session.scalars(sa.select(Outgoing.due_at)).one()
    lose_all(session, others)
    at_once = session.scalars(sa.select(Outgoing.due_at)).one()
    assert (waits, at_once) == (NOW + GATHER, NOW)


def test_what_is_lost_after_it_was_said_is_said_too(session: Session, sender: Sender) -> None:
    first, *others = album(session, sender, 3)
    lose_all(session, [first])
    session.scalars(sa.select(Outgoing)).one().first_try_at = NOW
    lose_all(session, others)
    assert [words.partition("ที่")[0] for words in sentences(session)] == ["รูป", "3 รูปในชุด"]
