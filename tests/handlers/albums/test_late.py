"""A photo that LINE delivers after what its burst became joins that, nothing begun meanwhile."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from models.cases import Case, CaseAction
from models.kept import Kept
from models.outbox import Outgoing
from models.words import ActionKind, KeptState
from tests.golden.cast import base
from tests.handlers.albums.conftest import WHOLE, Albums
from tests.handlers.albums.test_one_answer import FILED, REPORTED, send_report, tell, waiting

Photo = str
ALBUM, LONER = "album", "loner"


def late(albums: Albums, kind: Photo, index: int = 3) -> None:
    """The third photo comes now, though it was said with the first two."""
    if kind == ALBUM:
        albums.photo(index)
    else:
        albums.loner(index)


def first_two(albums: Albums, kind: Photo) -> None:
    for index in (1, 2):
        late(albums, kind, index)
    albums.later(10)


@pytest.fixture(params=[ALBUM, LONER])
def kind(request: pytest.FixtureRequest) -> Photo:
    return str(request.param)


def test_while_the_report_is_open_it_joins_the_report(albums: Albums, kind: Photo) -> None:
    first_two(albums, kind)
    albums.chat.say(WHOLE)
    late(albums, kind)
    assert albums.chat.last().startswith("ได้รูปแล้วค่ะ เก็บไว้กับรายงานนี้ให้")
    send_report(albums)
    assert len(albums.files(REPORTED)) == 3
    assert albums.loose() == 0


def test_after_the_report_was_sent_it_joins_as_later_photos_do(albums: Albums, kind: Photo) -> None:
    first_two(albums, kind)
    albums.chat.say(WHOLE)
    send_report(albums)
    late(albums, kind)
    assert albums.chat.last() == "ใส่รูป 1 รูปในรายงาน ว 69/001 ให้แล้วค่ะ"
    assert len(albums.files(REPORTED)) == 3


def test_it_can_be_taken_out_again(albums: Albums, kind: Photo) -> None:
    first_two(albums, kind)
    albums.chat.say(WHOLE)
    send_report(albums)
    late(albums, kind)
    albums.chat.press("ไม่ใช่ของรายงานนี้")
    assert (len(albums.files(REPORTED)), albums.loose()) == (2, 1)


def test_it_joins_a_report_that_was_put_aside_and_not_the_story_begun_meanwhile(
    albums: Albums, kind: Photo
) -> None:
    first_two(albums, kind)
    albums.chat.say(WHOLE)
    albums.later(60)
    albums.chat.say("แจ้งเรื่อง")
    late(albums, kind)
    assert any("เก็บไว้กับรายงานเวทีที่ค้างอยู่" in said for said in albums.chat.answers())
    albums.chat.say("ท่อน้ำแตก")
    tell(albums)
    albums.chat.say("รายงานเวที")
    albums.chat.press("ทำต่อ")
    send_report(albums)
    assert (len(albums.files(REPORTED)), len(albums.files(FILED))) == (3, 0)


def test_it_joins_a_sent_report_and_not_the_story_begun_meanwhile(
    albums: Albums, kind: Photo
) -> None:
    first_two(albums, kind)
    albums.chat.say(WHOLE)
    send_report(albums)
    albums.later(60)
    albums.chat.say("แจ้งเรื่อง")
    late(albums, kind)
    albums.chat.say("ท่อน้ำแตก")
    tell(albums)
    assert (len(albums.files(REPORTED)), len(albums.files(FILED))) == (3, 0)


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_it_joins_the_story_whatever_that_asks_by_now(
    albums: Albums, kind: Photo, steps: int
) -> None:
    first_two(albums, kind)
    albums.chat.press("แจ้งเรื่อง")
    albums.later(60)
    said = ["ส่งเรื่อง", "หน้าวัด", "1", "ไม่เกี่ยว"]
    for words in said[:steps]:
        albums.chat.say(words)
    late(albums, kind)
    for words in said[steps:]:
        albums.chat.say(words)
    assert len(albums.files(FILED)) == 3
    assert albums.loose() == 0


def test_after_the_story_was_sent_it_is_added_to_the_case(albums: Albums, kind: Photo) -> None:
    first_two(albums, kind)
    albums.chat.press("แจ้งเรื่อง")
    tell(albums)
    late(albums, kind)
    assert albums.chat.last().startswith("เพิ่มในเรื่อง 1 ให้แล้วค่ะ")
    assert len(albums.files(FILED)) == 3
    assert actions(albums)[-1] is ActionKind.ADDED


def test_several_that_come_late_are_added_as_one(albums: Albums) -> None:
    albums.total = 4
    first_two(albums, ALBUM)
    albums.chat.press("แจ้งเรื่อง")
    tell(albums)
    albums.come((4, 3))
    assert actions(albums) == [ActionKind.RECEIVED, ActionKind.ADDED]
    assert albums.indexes(FILED) == [1, 2, 3, 4]


def test_an_album_to_an_officer_is_one_word(albums: Albums) -> None:
    answered_case(albums)
    albums.come((2, 3, 1))
    assert actions(albums)[-2:] == [ActionKind.ANSWERED, ActionKind.SAID]
    assert albums.indexes(FILED) == [1, 2, 3]
    assert len(said_notices(albums)) == 1


def test_a_photo_that_comes_late_to_an_officer_is_part_of_the_same_word(albums: Albums) -> None:
    answered_case(albums)
    albums.come((3, 1))
    albums.later(4000)
    albums.chat.say("เมนู")
    albums.photo(2)
    assert actions(albums)[-2:] == [ActionKind.ANSWERED, ActionKind.SAID]
    assert albums.indexes(FILED) == [1, 2, 3]


def test_a_photo_that_comes_late_to_a_report_of_days_ago_joins_the_others(albums: Albums) -> None:
    albums.chat.say(WHOLE, ago=60)
    albums.chat.press("ส่งรายงาน")
    albums.later(2 * 86_400)
    albums.begin = albums.chat.house.clock.now().isoformat()
    albums.later(1)
    albums.come((3, 1))
    assert albums.chat.last().startswith("อีก 1 รูปยังมาไม่ถึงค่ะ")
    albums.later(3600)
    albums.chat.say("เมนู")
    albums.photo(2)
    assert albums.chat.last() == "ใส่รูป 3 รูปในรายงาน ว 69/001 ให้แล้วค่ะ"
    assert albums.indexes(REPORTED) == [1, 2, 3]


@pytest.mark.parametrize("told", [True, False])
def test_an_album_at_the_question_for_a_word_back_is_one_word_and_one_answer(
    albums: Albums, told: bool
) -> None:
    answered_case(albums)
    albums.chat.press("มีคำถาม")
    albums.later(5)
    albums.begin = albums.chat.house.clock.now().isoformat()
    albums.later(1)
    before = len(waiting(albums))
    albums.come((2, 3, 1), told=told)
    assert actions(albums)[-2:] == [ActionKind.ANSWERED, ActionKind.SAID]
    assert len(albums.files(FILED)) == 3
    assert len(waiting(albums)) == before + 1


def test_a_photo_of_a_withheld_case_joins_it_and_ties_nobody_to_it(albums: Albums) -> None:
    first_two(albums, ALBUM)
    albums.chat.press("แจ้งเรื่อง")
    tell(albums, naming="2")
    albums.photo(3)
    assert albums.indexes(FILED) == [1, 2, 3]
    assert {(file.account_id, file.mailbox_key) for file in albums.files(FILED)} == {(None, None)}


def test_nothing_finds_the_anonymous_case_of_an_album(albums: Albums) -> None:
    first_two(albums, ALBUM)
    albums.chat.press("แจ้งเรื่อง")
    tell(albums, naming="3")
    albums.photo(3)
    assert [file.image_set for file in albums.files(FILED)] == [None, None]
    assert "ได้รูป 1 รูปแล้วค่ะ จะส่งเป็นอะไรดีคะ" in albums.chat.last()


def test_a_photo_of_what_went_to_the_staff_goes_to_the_staff(albums: Albums, kind: Photo) -> None:
    first_two(albums, kind)
    albums.chat.say("คุยกับเจ้าหน้าที่")
    albums.later(3600)
    albums.chat.say("แจ้งเรื่อง")
    late(albums, kind)
    with albums.chat.house.database.read() as session:
        states = session.scalars(sa.select(Kept.state).where(Kept.kind == "image")).all()
    assert set(states) == {KeptState.FOR_STAFF}


def test_a_photo_said_long_after_is_a_matter_of_its_own(albums: Albums) -> None:
    first_two(albums, LONER)
    albums.chat.say(WHOLE)
    send_report(albums)
    albums.later(3600)
    albums.chat.photo()
    assert albums.loose() == 1


def test_somebody_elses_album_of_that_name_is_not_touched(albums: Albums) -> None:
    first_two(albums, ALBUM)
    albums.chat.say(WHOLE)
    send_report(albums)
    with albums.chat.house.database.write() as session:
        base.friend(session, albums.chat.house.clock.now())
    other = Albums(type(albums.chat)(albums.chat.house, base.user_id("friend")))
    other.photo(3)
    assert albums.indexes(REPORTED) == [1, 2]


def actions(albums: Albums) -> list[ActionKind]:
    with albums.chat.house.database.read() as session:
        return list(session.scalars(sa.select(CaseAction.kind).order_by(CaseAction.id)))


def said_notices(albums: Albums) -> list[str]:
    told = Outgoing.dedupe_key.startswith("case-said:")
    with albums.chat.house.database.read() as session:
        return list(session.scalars(sa.select(Outgoing.dedupe_key).where(told)))


def answered_case(albums: Albums) -> None:
    """An officer has asked for pictures a moment ago."""
    house = albums.chat.house
    with house.database.write() as session:
        base.officer(session, house.clock.now())
    albums.chat.say("แจ้งเรื่อง", ago=60)
    albums.chat.say("ท่อน้ำแตก")
    tell(albums)
    officer = type(albums.chat)(house, base.user_id("officer"))
    officer.say("ตอบ 1 ขอรูปหน่อยค่ะ")
    officer.press("ส่ง")
    albums.later(60)
    albums.begin = house.clock.now().isoformat()
    albums.later(1)
    with house.database.read() as session:
        assert session.scalars(sa.select(Case)).one().running == 1
