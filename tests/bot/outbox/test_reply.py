"""Design §3, "Delivery": replies. LINE is the simulator, unwell on demand."""

from __future__ import annotations

import sqlalchemy as sa

from base.thai.unbroken import NO_BREAK
from bot.messages.bubbles import Bubble
from models.outbox import Outgoing
from models.words import OutboxKind, OutboxState
from tests.support.desk import Desk


def test_an_answer_goes_out_as_a_free_reply(any_desk: Desk) -> None:
    row = any_desk.answer("ได้ค่ะ")
    any_desk.send()
    assert any_desk.row(row).state is OutboxState.SENT
    assert any_desk.said() == ["ได้ค่ะ"]
    assert any_desk.sends("push") == []


def test_a_token_that_surely_was_not_used_by_us_gives_way_to_a_push_with_the_rows_key(
    desk: Desk,
) -> None:
    row = desk.answer("ได้ค่ะ")
    desk.site.advance(90)  # the token lives for a minute
    desk.send()
    desk.send()
    sent = desk.sends("push")
    assert [one["headers"]["x-line-retry-key"] for one in sent] == [desk.row(row).retry_key]
    assert desk.row(row).state is OutboxState.SENT
    assert desk.said() == ["ได้ค่ะ"]


def test_an_unclear_reply_whose_token_is_used_up_within_40_s_was_sent(desk: Desk) -> None:
    row = desk.answer("ได้ค่ะ")
    desk.line(drop_after=1)
    desk.send()
    assert desk.row(row).unclear_tries == 1
    desk.line()
    desk.site.advance(5)
    desk.send()
    assert desk.row(row).state is OutboxState.SENT
    assert desk.said() == ["ได้ค่ะ"]


def test_an_unclear_reply_is_tried_again_with_the_same_token_until_line_answers(desk: Desk) -> None:
    row = desk.answer("ได้ค่ะ")
    desk.line(rate_500=1)
    desk.send_for(3)
    tries = len(desk.sends("reply"))
    desk.line()
    desk.send_for(5)
    assert tries >= 3
    assert desk.row(row).state is OutboxState.SENT
    assert desk.said() == ["ได้ค่ะ"]


def test_where_nobody_can_know_the_answer_is_repeated_and_says_so(desk: Desk) -> None:
    row = desk.answer("ได้ค่ะ")
    desk.line(drop_after=1)
    desk.send()
    desk.line()
    desk.site.advance(45)  # later than 40 s the token may have expired instead
    desk.site.control.faults(reply_token_seconds=30)
    desk.send()
    desk.send()
    assert desk.row(row).state is OutboxState.UNCLEAR
    assert desk.said() == ["ได้ค่ะ", "(ส่งซ้ำเพื่อให้แน่ใจ)", "ได้ค่ะ"]


def test_a_try_that_began_within_40_s_decides_even_if_its_answer_comes_later(desk: Desk) -> None:
    row = desk.answer("ได้ค่ะ")
    desk.line(drop_after=1)
    desk.send()
    desk.line()
    desk.site.advance(25)
    desk.send()
    assert desk.row(row).state is OutboxState.SENT
    assert desk.said() == ["ได้ค่ะ"]


def test_for_20_minutes_the_token_is_tried_first(desk: Desk) -> None:
    desk.site.control.faults(reply_token_seconds=3600)
    row = desk.answer("ได้ค่ะ")
    desk.site.advance(19 * 60)
    desk.send()
    assert desk.row(row).state is OutboxState.SENT
    assert desk.sends("push") == []


def test_after_20_minutes_an_answer_goes_as_a_push_without_asking_for_the_token(desk: Desk) -> None:
    row = desk.answer("ได้ค่ะ")
    desk.site.advance(21 * 60)
    desk.send()
    assert desk.row(row).kind is OutboxKind.PUSH
    assert desk.said() == ["ได้ค่ะ"]
    assert desk.sends("reply") == []


def test_a_body_that_line_refuses_is_dead_and_said_so_to_the_person_and_to_staff(
    desk: Desk,
) -> None:
    row = desk.answer("ได้ค่ะ")
    _spoil(desk, row)
    desk.send_for(2)
    assert desk.row(row).state is OutboxState.DEAD
    assert len(desk.said()) == 1
    alarms = [one for one in desk.rows() if one.dedupe_key.startswith(f"alarm:outgoing:{row}:")]
    assert [one.state for one in alarms] == [OutboxState.SENT]


def test_a_try_whose_worker_died_counts_as_an_unclear_one(desk: Desk) -> None:
    row = desk.answer("ได้ค่ะ")
    found = next(line for line in desk.site.worker.lines if line.name == "answers").find()
    assert callable(found)  # claimed and begun; its worker never sends it
    desk.site.advance(11)  # the lease is over
    desk.send()
    assert desk.row(row).unclear_tries == 1
    assert desk.said() == ["ได้ค่ะ"]


def _spoil(desk: Desk, row: int) -> None:
    with desk.site.house.database.write() as session:
        session.execute(
            sa.update(Outgoing).where(Outgoing.id == row).values(body='[{"type":"text"}]')
        )


def test_what_must_be_said_is_owed_by_the_answer_that_repeats_a_doubtful_one(desk: Desk) -> None:
    number = Bubble("เลขที่ 7")
    row = desk.answer("", bubbles=[number], musts=[number])
    desk.line(drop_before=1)
    desk.send()
    desk.site.advance(21 * 60)
    desk.send()
    again = next(one for one in desk.rows(Outgoing) if one.dedupe_key == f"again:{row}")
    assert f"เลขที่{NO_BREAK}7" in (again.must_say or "")
