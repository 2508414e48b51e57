"""A form from Excel: brought in the chat, asked in a wave, answered, corrected, exported."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import click
import openpyxl
import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from base.clock import monotonic, pause
from bot.messages.reading import actions
from bot.outbox.budget import Budget
from commands.waves import group
from models.surveys import Response, Wave
from models.words import WaveState
from tests.browser.hands import PATIENCE_MS, Hands, picks_up
from tests.browser.house import MORNING, House, copied
from tests.browser.look import cut
from tests.golden.cast import waves
from tests.golden.cast.base import NONSOMMUT

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

SHOTS = os.environ.get("WETHI_SCREENSHOTS")  # a folder, for whoever wants to look
FORM = Path(__file__).parent.parent / "golden" / "bringing" / "wells.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def home(template_file: Path, tmp_path: Path) -> Iterator[House]:
    with copied(template_file, tmp_path) as one:
        one.enter("officer")
        with one.database.write() as session:
            waves.trainee(session, MORNING - timedelta(days=1))
        yield one


def test_a_form_brought_as_xlsx_is_answered_corrected_and_comes_out_again(
    home: House, page: Page, tmp_path: Path
) -> None:
    officer, trainee = home.old_friend("officer", "สมร"), home.old_friend("trainee", "สายฝน")
    brings(picks_up(page, home.chat, officer))
    asks_the_cohort(home)
    page.set_viewport_size({"width": 360, "height": 740})
    person = picks_up(page, home.chat, trainee)
    person.phone.evaluate("(phone) => phone.classList.add('phone-large')")  # an old phone's look
    answers_half(person)
    goes_on_after_an_interruption(home, person)
    corrects_and_sends(person)
    assert cut(page) == []
    assert home.rows(Response)[0].person_id is not None
    takes_it_out(home, picks_up(page, home.chat, officer), officer, tmp_path / "out.xlsx")
    assert_comes_back(tmp_path / "out.xlsx")


def brings(desk: Hands) -> None:
    desk.say("ส่งแบบฟอร์ม")
    desk.reads("ส่งไฟล์แบบฟอร์มมาได้เลยค่ะ")
    desk.send_file({"name": "บ่อน้ำ.xlsx", "mimeType": XLSX, "buffer": FORM.read_bytes()})
    desk.reads("«สำรวจบ่อน้ำ» ใช้ได้แล้วค่ะ มี 6 ข้อ")
    _shoot(desk.page, "brought-desk")


def asks_the_cohort(home: House) -> None:
    """By the commands: tied to the cohort for this evening, and opened before its time."""
    waves_of = group(lambda: home.database, lambda: home.clock, Budget)
    runs(waves_of, "plan", "wells", "1", "--opens", "2569-07-13", "--days", "14", "--yes")
    [planned] = [one for one in home.rows(Wave) if one.state is WaveState.PLANNED][-1:]
    runs(waves_of, "open", str(planned.id), "--yes")


def runs(commands: click.Group, *words: str) -> None:
    result = CliRunner().invoke(commands, list(words))
    assert result.exit_code == 0, result.output


def answers_half(person: Hands) -> None:
    person.reads("สำรวจบ่อน้ำ", "ไม่สะดวกตอบก็ไม่เป็นไร")
    _shoot(person.page, "brought-invitation")
    person.tap("ตอบเลย")
    person.reads("อยู่อำเภอไหนคะ")
    person.tap("กาบเชิง")
    person.reads("ตำบลไหนคะ")
    person.tap("กาบเชิง")
    person.reads("หมู่บ้านไหนคะ", "บ้านหนองสมมุติ หมู่ 93")
    _shoot(person.page, "brought-village")
    person.tap("บ้านโนนสมมุติ หมู่ 94")
    person.reads("บ่อน้ำในหมู่บ้าน มีไหมคะ")
    person.tap("มี")
    person.reads("บ่ออยู่ตรงไหนคะ")
    person.say("หน้าวัด")
    person.reads("ใช้กันกี่หลังคาเรือนคะ")


def goes_on_after_an_interruption(home: House, person: Hands) -> None:
    person.say("เมนู")
    person.reads("เลือกได้เลยค่ะ")
    home.kill_worker()
    person.say("ทำต่อ")
    home.start_worker()
    person.reads("บ่อที่ 1", "ใช้กันกี่หลังคาเรือนคะ")
    _shoot(person.page, "brought-resumed")
    person.say("๑๘ หลัง")
    person.reads("น้ำเป็นยังไงคะ")
    person.tap("กร่อย")
    person.reads("จดไว้ 1 รายการแล้วค่ะ มีอีกไหมคะ")
    person.tap("มีอีก")
    person.reads("บ่ออยู่ตรงไหนคะ")
    person.say("ท้ายหมู่บ้าน")
    person.reads("ใช้กันกี่หลังคาเรือนคะ")
    person.say("ห้า")
    person.reads("น้ำเป็นยังไงคะ")
    person.say("3")
    person.reads("จดไว้ 2 รายการแล้วค่ะ มีอีกไหมคะ")
    person.tap("หมดแล้ว")


def corrects_and_sends(person: Hands) -> None:
    person.reads("บ่อที่ 1: หน้าวัด, 18, กร่อย", "บ่อที่ 2: ท้ายหมู่บ้าน, 5, แห้ง")
    _shoot(person.page, "brought-review")
    person.tap("แก้")
    person.reads("แก้ข้อไหนคะ")
    person.tap("บ่อที่ 1")
    person.reads("บ่อที่ 1 แก้ข้อไหนคะ")
    person.tap("ใช้กันกี่หลังคาเรือนคะ")
    person.reads("ใช้กันกี่หลังคาเรือนคะ")
    person.say("81")
    person.reads("บ่อที่ 1: หน้าวัด, 81, กร่อย")
    person.tap("ส่ง")
    person.reads("ครบแล้วค่ะ ขอบคุณมากค่ะ")
    _shoot(person.page, "brought-sent")


def takes_it_out(home: House, desk: Hands, user_id: str, to: Path) -> None:
    desk.say("ขอผลแบบสอบถาม")
    desk.reads("เอาผลของแบบสอบถามไหนคะ")
    desk.tap("wells สำรวจบ่อน้ำ")
    desk.reads("ไฟล์ Excel ผล wells")
    expect(desk.bot.last.get_by_role("button", name="เปิดไฟล์")).to_be_visible(timeout=PATIENCE_MS)
    newest = home.chat.items(user_id)[-1]["message"]
    [address] = [one["uri"] for _, one in actions([newest]) if one["type"] == "uri"]
    to.write_bytes(_file_at(address))


def _file_at(address: str) -> bytes:
    """The page waits until the file is made; so does this."""
    until = monotonic() + PATIENCE_MS / 1000
    while True:
        with urlopen(address, timeout=PATIENCE_MS / 1000) as answer:
            if answer.headers.get_content_type() == XLSX:
                return bytes(answer.read())
        assert monotonic() < until, "the file was not made"
        pause(0.1)


def assert_comes_back(path: Path) -> None:
    book: Any = openpyxl.load_workbook(path)
    [told] = _rows(book["wells"])
    assert (told["district"], told["subdistrict"], told["village"]) == (
        "3206",
        "320601",
        NONSOMMUT,
    )
    wells = [(row["place"], row["homes"], row["state"]) for row in _rows(book["well"])]
    assert wells == [("หน้าวัด", 81, "salty"), ("ท้ายหมู่บ้าน", 5, "dry")]


def _rows(sheet: Any) -> list[dict[str, Any]]:
    """Under the names stands what was asked, then the answers."""
    head, _asked, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def _shoot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png")
