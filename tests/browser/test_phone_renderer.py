"""The phone's renderer: LINE message objects in, elements out (simulator/phone/render)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.gallery import draw, serving, spills, width
from tests.browser.look import box

pytestmark = pytest.mark.browser

LONG_THAI = "น้ำประปาหมู่บ้านโนนสมมุติไม่ไหลมาสองอาทิตย์แล้วชาวบ้านต้องไปตักน้ำจากบ่อที่วัด" * 3
LONG_LABEL = "ไม่บอกใครเลยและขอให้เก็บเป็นความลับไว้ตลอดไป"
HOSTILE = "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>"


@pytest.fixture(scope="module")
def address(browser: Browser) -> Iterator[str]:
    with serving() as url:
        yield url


@pytest.fixture
def gallery(page: Page, address: str) -> Page:
    page.goto(address)
    return page


def button(label: str, **more: Any) -> dict[str, Any]:
    action = {"type": "postback", "label": label, "data": f"answer={label}"}
    return {"type": "button", "style": "primary", "action": action, **more}


def bubble(*contents: dict[str, Any], layout: str = "vertical") -> dict[str, Any]:
    body = {"type": "box", "layout": layout, "spacing": "sm", "contents": list(contents)}
    return {"type": "flex", "altText": "คำถาม", "contents": {"type": "bubble", "body": body}}


def buttons_template(*labels: str, text: str = "เลือกข้อไหนดีคะ") -> dict[str, Any]:
    actions = [{"type": "message", "label": label, "text": label} for label in labels]
    template = {"type": "buttons", "text": text, "actions": actions}
    return {"type": "template", "altText": "คำถาม", "template": template}


def test_every_button_of_a_flex_bubble_is_as_wide_as_its_box(gallery: Page) -> None:
    node = draw(gallery, bubble(button("ถูก"), button(LONG_LABEL), button("แก้วัน", height="sm")))
    widths = {round(width(one)) for one in node.get_by_role("button").all()}
    inner = node.locator(".fx-box").evaluate(
        "(box) => box.clientWidth - 2 * parseFloat(getComputedStyle(box).paddingLeft)"
    )
    assert widths == {round(inner)}


def test_every_button_of_a_template_is_as_wide_as_its_card(gallery: Page) -> None:
    node = draw(gallery, buttons_template("แจ้งเรื่อง", "ลงชื่อ", "ทำอะไรได้บ้าง", "คุยกับเจ้าหน้าที่"))
    assert {width(one) for one in node.get_by_role("button").all()} == {width(node)}


def test_a_confirm_gives_its_two_buttons_half_the_card_each(gallery: Page) -> None:
    actions = [{"type": "message", "label": word, "text": word} for word in ("ลบเลย", "ไม่ลบ")]
    template = {"type": "confirm", "text": "ลบเลยไหมคะ", "actions": actions}
    node = draw(gallery, {"type": "template", "altText": "x", "template": template})
    widths = [width(one) for one in node.get_by_role("button").all()]
    assert widths == pytest.approx([width(node) / 2] * 2, abs=1)


@pytest.mark.parametrize(
    "message",
    [
        {"type": "text", "text": LONG_THAI},
        {"type": "text", "text": "https://example.com/" + "a" * 300},
        bubble({"type": "text", "text": LONG_THAI, "wrap": True}, button(LONG_LABEL)),
        bubble(
            {"type": "text", "text": LONG_THAI}, {"type": "text", "text": "ก"}, layout="horizontal"
        ),
        buttons_template(LONG_LABEL, text=LONG_THAI),
        {
            "type": "location",
            "title": LONG_THAI,
            "address": LONG_THAI,
            "latitude": 1,
            "longitude": 2,
        },
        {"type": "file", "fileName": LONG_THAI + ".pdf", "fileSize": 10},
    ],
    ids=["text", "link", "flex", "flex-one-line", "template", "location", "file"],
)
def test_words_without_spaces_stay_inside_the_bubble(
    gallery: Page, message: dict[str, Any]
) -> None:
    node = draw(gallery, message)
    assert not spills(node)
    assert width(node) <= 300


@pytest.mark.parametrize(
    "message",
    [
        {"type": "text", "text": HOSTILE},
        bubble({"type": "text", "text": HOSTILE, "wrap": True}, button(HOSTILE)),
        buttons_template(HOSTILE, text=HOSTILE),
        {"type": "location", "title": HOSTILE, "address": HOSTILE, "latitude": 1, "longitude": 2},
        {"type": "file", "fileName": HOSTILE},
        {"type": "sticker", "packageId": HOSTILE, "stickerId": HOSTILE},
        {"type": "constructor", "altText": HOSTILE},
    ],
    ids=["text", "flex", "template", "location", "file", "sticker", "unknown"],
)
def test_hostile_words_are_shown_and_do_nothing(gallery: Page, message: dict[str, Any]) -> None:
    node = draw(gallery, message)
    expect(node).to_contain_text(HOSTILE)
    assert node.locator("img, script").count() == 0
    assert gallery.evaluate("window.hacked") is None


@pytest.mark.parametrize(
    "message",
    [
        {"type": "text", "text": "ก", "emojis": 5},
        {"type": "text", "text": "ก", "emojis": [None]},
        {"type": "textV2", "text": "ก {a}", "substitution": {"a": None}},
        {"type": "template", "altText": "ก", "template": {"type": "carousel", "columns": [None]}},
        {"type": "template", "altText": "ก", "template": {"type": "buttons", "actions": {}}},
        {"type": "flex", "altText": "ก", "contents": {"type": "carousel", "contents": "x"}},
        bubble({"type": "text", "contents": [None]}) | {"altText": "ก"},
        {"type": {"toString": 1}, "altText": "ก"},
        {"type": ["text"], "altText": "ก"},
    ],
    ids=lambda message: str(message)[9:40],
)
def test_a_strange_shape_is_shown_by_its_words(gallery: Page, message: dict[str, Any]) -> None:
    expect(draw(gallery, message)).to_contain_text("ก")


@pytest.mark.parametrize("message", [None, 5, [], "x", {"type": "text", "text": {"toString": 1}}])
def test_what_is_no_message_is_drawn_nevertheless(gallery: Page, message: Any) -> None:
    expect(draw(gallery, message)).to_have_class(re.compile("bubble"))


def test_a_script_as_picture_address_is_not_loaded(gallery: Page) -> None:
    image = {"type": "image", "url": "javascript:window.hacked=1", "size": "full"}
    node = draw(gallery, bubble(image))
    expect(node).to_contain_text("เปิดรูปนี้ไม่ได้")
    assert node.locator("img").count() == 0


def test_a_colour_that_is_none_is_left_out(gallery: Page) -> None:
    bad = "#fff;background:url(https://example.com/x)"
    node = draw(gallery, bubble({"type": "text", "text": "ก", "color": bad}))
    assert node.locator(".fx-text").evaluate("(text) => text.style.color") == ""


def test_a_picture_that_cannot_be_loaded_says_so(gallery: Page) -> None:
    url = "/_simulator/phone/nothing.jpg"
    node = draw(gallery, {"type": "image", "originalContentUrl": url, "previewImageUrl": url})
    expect(node).to_contain_text("เปิดรูปนี้ไม่ได้")


def test_a_tap_hands_over_the_action_as_it_came(gallery: Page) -> None:
    wanted = button("ส่งรายงาน")
    node = draw(gallery, bubble(wanted))
    node.get_by_role("button", name="ส่งรายงาน", exact=True).click()
    assert gallery.evaluate("window.actions") == [wanted["action"]]


def test_a_box_with_an_action_is_pressed_by_keyboard_once(gallery: Page) -> None:
    action = {"type": "message", "label": "เปิด", "text": "เปิด"}
    contents = [{"type": "text", "text": "กดตรงนี้"}]
    inner = {"type": "box", "layout": "vertical", "action": action, "contents": contents}
    node = draw(gallery, bubble(inner))
    node.get_by_role("button", name="เปิด").press("Enter")
    assert gallery.evaluate("window.actions") == [action]


def test_flex_numbers_divide_a_row(gallery: Page) -> None:
    row = [{"type": "text", "text": word, "flex": n} for word, n in (("ก", 1), ("ข", 3))]
    node = draw(gallery, bubble(*row, layout="horizontal"))
    narrow, wide = (width(one) for one in node.locator(".fx-text").all())
    assert wide / narrow == pytest.approx(3, rel=0.05)


def test_spacing_stands_between_children_and_margin_overrides_it(gallery: Page) -> None:
    texts = [{"type": "text", "text": "ก"}, {"type": "text", "text": "ข"}]
    node = draw(gallery, bubble(*texts, {"type": "text", "text": "ค", "margin": "xxl"}))
    margins = node.locator(".fx-text").evaluate_all(
        "(all) => all.map((one) => one.style.marginTop)"
    )
    assert margins == ["", "4px", "20px"]


def test_max_lines_cut_a_wrapped_text(gallery: Page) -> None:
    node = draw(gallery, bubble({"type": "text", "text": LONG_THAI, "wrap": True, "maxLines": 2}))
    assert box(node.locator(".fx-text"))["height"] < 60


def test_a_link_in_a_text_becomes_an_uri_action(gallery: Page) -> None:
    node = draw(gallery, {"type": "text", "text": "ดูที่ https://example.com/a นะคะ"})
    node.get_by_role("link", name="https://example.com/a").click()
    assert gallery.evaluate("window.actions") == [{"type": "uri", "uri": "https://example.com/a"}]


def test_a_carousel_holds_a_card_for_each_column(gallery: Page) -> None:
    action = {"type": "message", "label": "เลือก", "text": "เลือก"}
    columns = [{"text": f"หมู่ {n}", "actions": [action]} for n in range(91, 96)]
    template = {"type": "carousel", "columns": columns}
    node = draw(gallery, {"type": "template", "altText": "หมู่บ้าน", "template": template})
    assert node.locator(".card").all_inner_texts() == [f"หมู่ {n}\nเลือก" for n in range(91, 96)]


def test_an_unknown_message_shows_its_alt_text(gallery: Page) -> None:
    node = draw(gallery, {"type": "imagemap", "altText": "แผนที่หมู่บ้าน"})
    expect(node).to_have_text("แผนที่หมู่บ้าน")


def test_no_line_stands_above_the_first_block_of_a_bubble(gallery: Page) -> None:
    """LINE ignores ``separator`` there (REF §Block style)."""
    styles = {"header": {"separator": True}, "body": {"separator": True}}
    message = bubble({"type": "text", "text": "เนื้อหา"})
    head = {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "หัว"}]}
    message["contents"] |= {"header": head, "styles": styles}
    blocks = draw(gallery, message).locator(".fx-block")
    lines = blocks.evaluate_all("(all) => all.map((one) => getComputedStyle(one).borderTopWidth)")
    assert lines == ["0px", "1px"]


def test_every_thai_character_comes_from_the_pages_own_font(gallery: Page) -> None:
    consonants = "".join(chr(code) for code in range(0x0E01, 0x0E2F))
    marks = "".join(
        "ก" + chr(code) for code in (0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F))
    )
    rest = "ฯะาำเแโใไๅๆฺ฿๏๐๑๒๓๔๕๖๗๘๙๚๛"
    draw(gallery, {"type": "text", "text": consonants + marks + rest})
    assert fonts_of(gallery, "#place .bubble") == {"Sarabun"}


def fonts_of(page: Page, selector: str) -> set[str]:
    session = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        session.send(f"{domain}.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    used = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert all(font["isCustomFont"] for font in used)
    return {font["familyName"] for font in used}
