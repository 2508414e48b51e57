"""Messages to try."""

from __future__ import annotations

from tests.contract.line import text


def with_quick_replies(labels: list[str]) -> dict[str, object]:
    items = [{"type": "action", "action": postback(label)} for label in labels]
    return text("ถามค่ะ") | {"quickReply": {"items": items}}


def postback(label: str) -> dict[str, object]:
    return {"type": "postback", "label": label, "data": "x"}


def bubble(*contents: object) -> dict[str, object]:
    body = {"type": "box", "layout": "vertical", "contents": list(contents)}
    return {"type": "bubble", "body": body}


def flex(contents: object) -> dict[str, object]:
    return {"type": "flex", "altText": "ประกาศ", "contents": contents}


GOOD = bubble(
    {"type": "text", "text": "สวัสดีค่ะ", "wrap": True, "size": "lg", "color": "#112233"},
    {"type": "separator", "margin": "md"},
    {"type": "text", "contents": [{"type": "span", "text": "ตัวหนา", "weight": "bold"}]},
    {"type": "image", "url": "https://example.com/a.jpg", "aspectRatio": "4:3", "size": "full"},
    {"type": "button", "style": "primary", "action": postback("ต" * 40)},
    {"type": "box", "layout": "baseline", "contents": [{"type": "filler"}]},
)
