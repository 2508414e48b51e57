"""Flex messages that use every component and every property of LINE's Flex reference."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
PICTURE = "https://example.com/picture.png"
FILM = "https://example.com/film.mp4"
LONG = "น้ำประปาหมู่บ้านโนนสมมุติไม่ไหลมาสองอาทิตย์แล้ว ชาวบ้านต้องไปตักน้ำจากบ่อที่วัด "
WEB: Json = {"type": "uri", "label": "เปิดเว็บ", "uri": "https://example.com/"}
TEXT_SIZES = ("xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl", "17px")
PICTURE_SIZES = (*TEXT_SIZES[:10], "full", "50%", "64px")
BUBBLE_SIZES = ("nano", "micro", "deca", "hecto", "kilo", "mega", "giga")


def text(words: str, **more: object) -> Json:
    return {"type": "text", "text": words, **more}


def box(*contents: Json, layout: str = "vertical", **more: object) -> Json:
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def button(label: str, **more: object) -> Json:
    action = {"type": "postback", "label": label, "data": f"answer={label}"}
    return {"type": "button", "action": action, **more}


def image(**more: object) -> Json:
    return {"type": "image", "url": PICTURE, **more}


def icon(**more: object) -> Json:
    return {"type": "icon", "url": PICTURE, **more}


def flex(contents: Json) -> Json:
    return {"type": "flex", "altText": "ทุกส่วน", "contents": contents}


def bubble(body: Json, **more: object) -> Json:
    return {"type": "bubble", "body": body, **more}


_SPANS = [
    {"type": "span", "text": "หนา ", "weight": "bold", "color": "#b3261e"},
    {"type": "span", "text": "เอียง ", "style": "italic", "size": "lg"},
    {"type": "span", "text": "ขีดทับ", "decoration": "line-through"},
]
_TEXTS = box(
    *(text(f"ขนาด {size}", size=size) for size in TEXT_SIZES),
    text("ตัวหนา", weight="bold"),
    text("ตัวเอียง", style="italic", weight="regular"),
    text("ขีดเส้นใต้", decoration="underline", color="#1d5fa8cc"),
    text("กลาง", align="center", gravity="center", flex=0),
    text("ขวา", align="end", margin="xl"),
    text(LONG * 3, wrap=True, maxLines=2, lineSpacing="6px"),
    text(LONG, adjustMode="shrink-to-fit"),
    text("ตามขนาดตัวอักษรของเครื่อง", scaling=True, wrap=True),
    text("แตะได้", action=WEB, offsetStart="10px", position="relative"),
    {"type": "text", "wrap": True, "contents": _SPANS},
)
_BUTTONS = box(
    button("หลัก", style="primary"),
    button("รอง", style="secondary", height="sm"),
    button("ลิงก์", style="link", height="md", margin="lg"),
    button("สีของตัวเอง", style="primary", color="#b5561a"),
    box(
        button("ซ้าย", flex=2, gravity="center", style="secondary"),
        button("ขวา", flex=1, style="secondary"),
        layout="horizontal",
        spacing="md",
    ),
    button("ป้ายชื่อปุ่มที่ยาวมากจนไม่พอดี", adjustMode="shrink-to-fit", scaling=True),
    spacing="sm",
)
_PICTURES = box(
    *(image(size=size) for size in PICTURE_SIZES),
    image(aspectRatio="4:3", aspectMode="cover", size="xl", align="start"),
    image(aspectRatio="16:9", aspectMode="fit", backgroundColor="#dde6e3", align="end"),
    image(action=WEB, animated=True, gravity="bottom", flex=0, margin="md"),
    box(
        icon(size="md"),
        text("สัญลักษณ์", flex=0),
        icon(size="xl", aspectRatio="2:1", margin="sm", scaling=True, offsetTop="2px"),
        layout="baseline",
        spacing="sm",
    ),
)
_BACKGROUND: Json = {
    "type": "linearGradient",
    "angle": "90deg",
    "startColor": "#1c7a4f",
    "centerColor": "#e8a33d",
    "centerPosition": "30%",
    "endColor": "#ffffff",
}
_LAID: list[Json] = [
    box(
        text("ก", flex=0),
        text("ข", flex=0),
        layout="horizontal",
        justifyContent=how,
        spacing="sm",
    )
    for how in ("center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly")
]
_ALIGNED: list[Json] = [
    box(text("ก", flex=0), layout="vertical", height="40px", alignItems=how)
    for how in ("center", "flex-start", "flex-end")
]
_BOXES = box(
    box(
        text("กรอบ มุมมน ระยะใน", wrap=True),
        borderColor="#145c3b",
        borderWidth="semi-bold",
        cornerRadius="xl",
        paddingAll="lg",
        backgroundColor="#e3f2e9",
    ),
    box(
        text("ไล่สี"),
        background=_BACKGROUND,
        paddingTop="8px",
        paddingBottom="8px",
        paddingStart="12px",
        paddingEnd="5%",
    ),
    {"type": "separator", "margin": "lg", "color": "#b5561a"},
    *_LAID,
    *_ALIGNED,
    box(
        box(text("กว้าง 60"), width="60px", maxWidth="80px", backgroundColor="#bfeac9"),
        {"type": "separator"},
        {"type": "filler", "flex": 1},
        box(text("สูง 50"), height="50px", maxHeight="60px", flex=2, action=WEB),
        layout="horizontal",
        margin="md",
    ),
    box(
        text("ลอยอยู่มุมบน", size="xxs"),
        position="absolute",
        offsetTop="4px",
        offsetEnd="8px",
        width="90px",
    ),
    box(
        text("ลอยอยู่มุมล่าง", size="xxs"),
        position="absolute",
        offsetBottom="none",
        offsetStart="lg",
        height="20px",
    ),
    spacing="md",
)
_STYLE: Json = {"backgroundColor": "#e3f2e9", "separator": True, "separatorColor": "#145c3b"}
_BLOCKS = bubble(
    box(text("เนื้อหา")),
    header=box(text("หัวเรื่อง", weight="bold")),
    hero=image(size="full", aspectRatio="20:13", aspectMode="cover"),
    footer=box(button("ตกลง")),
    styles={"header": _STYLE, "hero": _STYLE, "body": _STYLE, "footer": _STYLE},
    action=WEB,
    direction="ltr",
)
_VIDEO: Json = {
    "type": "video",
    "url": FILM,
    "previewUrl": PICTURE,
    "altContent": image(size="full"),
    "aspectRatio": "20:13",
    "action": WEB,
}
_RTL = box(icon(), text("عربي"), layout="baseline")

MESSAGES: dict[str, Json] = {
    "blocks": flex(_BLOCKS),
    "texts": flex(bubble(_TEXTS, size="giga")),
    "buttons": flex(bubble(_BUTTONS)),
    "pictures": flex(bubble(_PICTURES)),
    "boxes": flex(bubble(_BOXES)),
    "video": flex(bubble(box(text("หนัง")), hero=_VIDEO, size="mega")),
    "carousel": flex(
        {
            "type": "carousel",
            "contents": [
                bubble(box(text(LONG, wrap=True)), size="micro"),
                bubble(_RTL, direction="rtl", size="micro"),
                bubble(box(button("ตกลง")), size="micro"),
            ],
        }
    ),
    **{
        size: flex(bubble(box(text(LONG, wrap=True), button("ตกลง")), size=size))
        for size in BUBBLE_SIZES
    },
}
