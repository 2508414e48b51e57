"""The demonstration: who is in it, what happened in its month, and that it is entered once."""

from __future__ import annotations

import ast
import json
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import geothai
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.files import Files
from base.settings import Settings
from bot.messages.reading import bubble_text
from commands import demo
from commands.demo.data import user_id
from handlers.announce.service import NAME, deciders
from handlers.roster import service as roster
from handlers.staff.digest import DIGEST
from models.announcements import Announcement
from models.audience import parse, reach
from models.columns import Base
from models.consents import NUDGES
from models.database import Database
from models.facilitators import Facilitator, hearers
from models.files import File
from models.forums import Forum, ForumReport
from models.inbox import Event
from models.outbox import Outgoing
from models.people import Account, AccountPerson, Membership, Person, PersonalCode
from models.places import District, Subdistrict, Village
from models.planned import PlannedForum
from models.programme import Cohort, CohortMember
from models.promises import REMIND
from models.surveys import Wave
from models.tasks import ScheduledTask
from models.words import (
    Class,
    EventState,
    FileKind,
    FileShows,
    FileState,
    OutboxState,
    PlanState,
    RestState,
    Role,
    TaskState,
)
from tests.architecture.source import product
from tests.commands.demonstration import Dying, Killed, opened, settings_in, silent
from tests.conftest import START

ZONE = ZoneInfo("Asia/Bangkok")


def _count(session: Session, table: type[Base], *where: sa.ColumnElement[bool]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table).where(*where)) or 0


def test_it_has_the_four_districts_with_their_official_codes(rows: Session) -> None:
    codes = {one.code for one in rows.scalars(sa.select(District))}
    assert codes == {"3206", "3210", "3213", "3214"}
    official = {one.code for code in codes for one in geothai.subdistricts(code)}
    assert {one.code for one in rows.scalars(sa.select(Subdistrict))} == official


def test_no_village_is_a_real_one(rows: Session) -> None:
    villages = list(rows.scalars(sa.select(Village)))
    assert {one.moo for one in villages} == {91, 92, 93, 94, 95}
    assert sorted(one.code[:4] for one in villages) == sorted(["3206", "3210", "3213", "3214"] * 5)


def test_a_hundred_people_were_trained_and_each_village_has_a_leader(rows: Session) -> None:
    facilitators = _count(rows, Facilitator)
    assert (_count(rows, Person) - facilitators, _count(rows, CohortMember)) == (100, 100)
    leaders = rows.scalars(
        sa.select(Membership.village_code).where(Membership.role == Role.LEADER)
    ).all()
    assert sorted(map(str, leaders)) == sorted(rows.scalars(sa.select(Village.code)))


def test_some_have_signed_up_and_some_still_hold_their_code(rows: Session) -> None:
    unused = _count(rows, PersonalCode, PersonalCode.used_at.is_(None))
    assert unused == _count(rows, PersonalCode) - _count(rows, AccountPerson)
    assert 10 <= unused < 40 <= _count(rows, PersonalCode)


def test_forums_were_held_in_most_villages_through_the_whole_month(rows: Session) -> None:
    held = list(rows.scalars(sa.select(Forum.held_on)))
    assert max(held) - min(held) > timedelta(days=25)
    assert _count(rows, ForumReport) >= 25
    villages = rows.scalar(sa.select(sa.func.count(sa.distinct(Forum.village_code))))
    assert 15 <= (villages or 0) < 20


def test_two_leaders_told_the_rest_of_their_report(rows: Session) -> None:
    told = rows.scalars(sa.select(ForumReport).where(ForumReport.rest == RestState.TOLD)).all()
    assert sorted(len(one.issues) for one in told) == [1, 3]
    assert [len(one.resolutions) for one in told if one.level == 3] == [2]
    kind = ScheduledTask.kind == REMIND
    assert len(rows.scalars(sa.select(ScheduledTask).where(kind)).all()) == 1


def test_the_next_forum_of_a_village_is_planned(rows: Session) -> None:
    planned = rows.scalars(sa.select(PlannedForum)).one()
    assert (planned.state, planned.forum.held_on > START.date()) == (PlanState.PLANNED, True)
    assert planned.eve_at is not None


def test_reports_have_photos_that_came_the_way_of_every_photo(
    rows: Session, settings: Settings
) -> None:
    photos = list(rows.scalars(sa.select(File)))
    assert len(photos) > 10
    assert len({one.report_id for one in photos}) > 5
    assert {(one.state, one.kind, one.shows, one.file_class) for one in photos} == {
        (FileState.STORED, FileKind.IMAGE, FileShows.FORUM, Class.INTERNAL)
    }
    files = Files(settings.media_dir)
    assert all(files.exists(str(one.path)) and files.exists(str(one.thumbnail)) for one in photos)
    assert len({one.sha256 for one in photos}) == len(photos)


def test_nothing_waits_to_be_handled_or_sent(rows: Session) -> None:
    ended = (OutboxState.SENT, OutboxState.SUPERSEDED)
    assert _count(rows, Outgoing, Outgoing.state.not_in(ended)) == 0
    assert _count(rows, Event, Event.state != EventState.DONE) == 0


def test_the_headman_told_a_report_in_his_own_chat(rows: Session) -> None:
    mailbox = f"user:{user_id('leader-32060194')}"
    answers = rows.scalars(sa.select(Outgoing.body).where(Outgoing.mailbox_key == mailbox)).all()
    told = " ".join(bubble_text([one for body in answers for one in json.loads(body or "")]))
    account = rows.scalars(sa.select(Account).where(Account.line_user_id == mailbox[5:])).one()
    newest = sa.select(ForumReport).where(ForumReport.account_id == account.id)
    report = rows.scalars(newest.order_by(ForumReport.submitted_at.desc())).first()
    assert report is not None
    assert f"ได้รับรายงานแล้วค่ะ เลขที่ {report.number}" in told
    assert (report.men, report.women, report.topic) == (20, 34, "ติดตามเรื่องน้ำประปา")


def test_the_officers_morning_message_waits_for_the_worker(rows: Session) -> None:
    task = rows.scalars(sa.select(ScheduledTask).where(ScheduledTask.kind == DIGEST)).one()
    assert (task.state, task.due_at) == (TaskState.WAITING, START.replace(hour=8, minute=30))


def test_a_second_load_changes_nothing(settings: Settings, loaded: Database) -> None:
    before = _sizes(loaded)
    assert not demo.load(settings, loaded, START, silent)
    assert (demo.is_loaded(loaded), _sizes(loaded)) == (True, before)


@pytest.mark.parametrize(("writes", "late"), [(1, True), (2, False), (12, True), (90, False)])
def test_a_load_that_was_killed_is_finished_by_the_next(
    tmp_path: Path, loaded: Database, writes: int, late: bool
) -> None:
    settings = settings_in(tmp_path)
    with opened(settings) as database:
        dying = Dying(settings.database_url, writes, late=late)
        with pytest.raises(Killed):
            demo.load(settings, dying, START, silent)
        dying.close()
        assert not demo.is_loaded(database)
        assert demo.load(settings, database, START, silent)
        assert _sizes(database) == _sizes(loaded)


def test_a_folder_that_takes_no_photos_ends_the_load_and_a_mended_one_finishes_it(
    tmp_path: Path, loaded: Database
) -> None:
    settings = settings_in(tmp_path)
    settings.media_dir.write_text("a file, where a folder should be")
    with opened(settings) as database:
        with pytest.raises(demo.Unkept, match="cannot be kept"):
            demo.load(settings, database, START, silent)
        settings.media_dir.unlink()
        assert demo.load(settings, database, START, silent)
        assert _sizes(database) == _sizes(loaded)


def test_a_database_with_people_of_its_own_is_left_alone(tmp_path: Path) -> None:
    settings, said = settings_in(tmp_path), list[str]()
    with opened(settings) as database:
        with database.write() as session:
            roster.add_district(session, "3201")
        before = _sizes(database)
        assert not demo.load(settings, database, START, said.append)
        assert (_sizes(database), len(said)) == (before, 1)


def test_a_clock_that_nobody_can_move_is_left_alone(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, clock="system")
    with opened(settings) as database:
        demo.load(settings, database, START, silent)
        assert demo.is_loaded(database)
    assert not (tmp_path / "clock").exists()


def test_it_comes_in_through_the_services_and_by_no_insert() -> None:
    """No row object is added and no statement of its own is written in there."""
    files = [one for one in product() if one.name.startswith("commands/demo/")]
    calls = {
        ast.unparse(node.func)
        for one in files
        for node in ast.walk(one.tree)
        if isinstance(node, ast.Call)
    }
    assert "learn" in calls
    assert [one for one in calls if one.endswith((".add", ".add_all", "insert", ".text"))] == []


def _sizes(database: Database) -> dict[str, int]:
    with database.read() as session:
        return {
            table.name: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def test_every_account_is_a_friend_who_saw_the_notice(rows: Session) -> None:
    strange = sa.or_(Account.friend.is_not(True), Account.notice_at.is_(None))
    assert (_count(rows, Account, strange), _count(rows, Account) > 30) == (0, True)


def test_a_wave_is_due_to_open_when_the_worker_begins(rows: Session) -> None:
    due = sa.select(ScheduledTask).where(ScheduledTask.kind == "wave_open")
    first = rows.scalars(due.order_by(ScheduledTask.due_at)).first()
    assert first is not None
    assert first.due_at < START
    assert rows.get_one(Wave, int(first.subject)).survey.key == "T2"


def test_what_help_a_trainee_wishes_for_reaches_a_facilitator(rows: Session) -> None:
    told = hearers(rows, rows.scalars(sa.select(Cohort.id)).one(), START)
    assert [one.person.called for one in told] == ["อาจารย์สมหมาย"]


def test_an_announcement_goes_to_the_leaders_when_the_worker_begins(rows: Session) -> None:
    one = rows.scalars(sa.select(Announcement)).one()
    naming = sa.select(ScheduledTask.due_at).where(ScheduledTask.kind == NAME)
    assert (one.audience, rows.scalar(naming)) == ("role:leader", START)


def test_what_goes_to_everyone_waits_for_the_second_officer(
    rows: Session, settings: Settings
) -> None:
    first = rows.scalars(sa.select(Announcement)).one().author
    meant = Announcement(author_id=first.id, audience="everyone", within="")
    assert reach(rows, parse("everyone"), NUDGES).messages > settings.announce_alone
    assert [one.name for one in deciders(rows, meant)] == ["มาลี สำนักงานจังหวัด"]
