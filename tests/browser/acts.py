"""What people do in more than one story: report a forum, complain about a road, answer."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.hands import PATIENCE_MS, Hands, picture


def sends_photos_of_a_forum(person: Hands) -> None:
    person.send_photos(picture(1), picture(2), picture(3))
    person.say("เมื่อวานประชุมหมู่บ้าน คนมา 54")
    person.reads("ได้รูป 3 รูป กับข้อความ 1 ข้อความแล้วค่ะ")
    person.tap("รายงานเวที")


def tells_the_topics_and_sends(person: Hands) -> None:
    person.reads("วันนั้นคุยกันเรื่องอะไรบ้างคะ")
    person.say("น้ำประปากับไฟทาง")
    person.reads("เรื่องไหนที่ชาวบ้านห่วงที่สุดคะ")
    person.tap("ข้าม")
    person.reads("ในรูปมีเด็ก")
    person.tap("ไม่มี")
    person.reads("ดูอีกทีก่อนส่งนะคะ", "รูป 3")
    person.tap("ส่งรายงาน")
    person.reads("ได้รับรายงานแล้วค่ะ เลขที่ ว ")


def complains_about_a_road(person: Hands, where: str) -> None:
    """`where` is the button that is tapped for the place."""
    person.reads("เล่ามาได้เลยค่ะ")
    person.say("รถขนดินวิ่งทั้งคืน ถนนหน้าบ้านพังหมดแล้ว")
    person.reads("มีอีกไหมคะ")
    person.tap("ส่งเรื่อง")
    person.reads("ตรงไหนคะ")
    person.tap(where)
    person.reads("ให้ใครรู้ชื่อได้บ้างคะ")
    person.tap("2 รู้แค่ศูนย์ดำรงธรรม")
    person.reads("เกี่ยวกับผู้นำหรือเจ้าหน้าที่คนไหนไหมคะ")
    person.tap("ไม่เกี่ยว")
    person.reads("รับเรื่องแล้วค่ะ เลขที่ สร ")


def answers(officer: Hands, number: str, words: str) -> None:
    officer.reads(f"มีเรื่องใหม่ค่ะ เลขที่ {number}")
    officer.tap("ดูเรื่อง")
    officer.reads("ถนนหน้าบ้านพังหมดแล้ว")
    officer.tap("ตอบ")
    officer.reads("พิมพ์คำตอบได้เลยค่ะ")
    officer.say(words)
    officer.reads(words)
    officer.tap("ส่ง")
    officer.reads("ให้แล้วค่ะ")


def reads_the_answer(person: Hands, words: str, officer: str) -> None:
    person.reads(words)
    expect(person.bot.last.locator(".sender")).to_have_text(officer, timeout=PATIENCE_MS)
