"""A market stall's bot on LINE's SDK for Python; it shares no code with any other bot.

LINE_CHANNEL_SECRET, LINE_CHANNEL_ACCESS_TOKEN and LINE_API_URL in the environment; PORT or a free
one.
"""

from __future__ import annotations

import os
import struct
import uuid
import zlib
from typing import Any

from flask import Flask, abort, request
from linebot.v3 import WebhookHandler
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import (
    ApiClient,
    ButtonsTemplate,
    Configuration,
    DatetimePickerAction,
    FlexContainer,
    FlexMessage,
    MessageAction,
    MessagingApi,
    MessagingApiBlob,
    MulticastRequest,
    PushMessageRequest,
    QuickReply,
    QuickReplyItem,
    ReplyMessageRequest,
    RichMenuArea,
    RichMenuBounds,
    RichMenuRequest,
    RichMenuSize,
    TemplateMessage,
    TextMessage,
    URIAction,
)
from linebot.v3.webhooks import (
    FollowEvent,
    GroupSource,
    ImageMessageContent,
    JoinEvent,
    MessageEvent,
    PostbackEvent,
    TextMessageContent,
)
from werkzeug.serving import make_server

app = Flask(__name__)
handler = WebhookHandler(os.environ["LINE_CHANNEL_SECRET"])
client = ApiClient(
    Configuration(
        access_token=os.environ["LINE_CHANNEL_ACCESS_TOKEN"], host=os.environ["LINE_API_URL"]
    )
)
line, blob = MessagingApi(client), MessagingApiBlob(client)
customers: list[str] = []
PRICE = {
    "type": "bubble",
    "body": {
        "type": "box",
        "layout": "vertical",
        "contents": [{"type": "text", "text": "ข้าวหอมมะลิ 40 บาท", "wrap": True}],
    },
    "footer": {
        "type": "box",
        "layout": "vertical",
        "contents": [
            {
                "type": "button",
                "action": {"type": "postback", "label": "จอง", "data": "buy=rice"},
            }
        ],
    },
}


@app.post("/callback")
def callback() -> str:
    try:
        handler.handle(request.get_data(as_text=True), request.headers["X-Line-Signature"])
    except InvalidSignatureError:
        abort(401)
    return "OK"


def reply(event: Any, *messages: Any) -> None:
    line.reply_message(ReplyMessageRequest(replyToken=event.reply_token, messages=list(messages)))


def welcome(event: Any) -> None:
    customers.append(event.source.user_id)
    name = line.get_profile(event.source.user_id).display_name
    reply(event, TextMessage(text=f"ยินดีต้อนรับ {name}", quickReply=choices()))


def arrive(event: Any) -> None:
    group = event.source.group_id
    name = line.get_group_summary(group).group_name
    reply(event, TextMessage(text=f"{name} {line.get_group_member_count(group).count} คน"))


def weigh(event: Any) -> None:
    reply(event, TextMessage(text=f"{len(blob.get_message_content(event.message.id))} ไบต์"))


def reserve(event: Any) -> None:
    bought = (event.postback.params or {}).get("date", event.postback.data)
    body = PushMessageRequest(
        to=event.source.user_id, messages=[TextMessage(text=f"จองแล้ว {bought}")]
    )
    line.push_message(body, x_line_retry_key=str(uuid.uuid4()))


def hear(event: Any) -> None:
    if isinstance(event.source, GroupSource):
        who = line.get_group_member_profile(event.source.group_id, event.source.user_id)
        reply(event, TextMessage(text=f"สวัสดี {who.display_name}"))
        return
    answers = {"ราคา": price, "ร้าน": shop, "เปิดเมนู": open_menu, "ประกาศ": announce}
    answers.get(event.message.text, echo)(event)


def echo(event: Any) -> None:
    reply(event, TextMessage(text=event.message.text))


def price(event: Any) -> None:
    reply(event, FlexMessage(altText="ราคาวันนี้", contents=FlexContainer.from_dict(PRICE)))


def shop(event: Any) -> None:
    actions = [
        URIAction(label="โทรหาร้าน", uri="tel:0800000000"),
        DatetimePickerAction(label="เลือกวันรับ", data="day", mode="date"),
    ]
    template = ButtonsTemplate(text="ร้านเปิดอยู่", actions=actions)
    reply(event, TemplateMessage(altText="ร้านเปิดอยู่", template=template))


def announce(event: Any) -> None:
    body = MulticastRequest(to=customers, messages=[TextMessage(text="พรุ่งนี้ร้านหยุด")])
    line.multicast(body, x_line_retry_key=str(uuid.uuid4()))
    reply(event, TextMessage(text="บอกทุกคนแล้ว"))


def open_menu(event: Any) -> None:
    bounds = RichMenuBounds(x=0, y=0, width=800, height=270)
    area = RichMenuArea(bounds=bounds, action=MessageAction(label="ราคา", text="ราคา"))
    menu = RichMenuRequest(
        size=RichMenuSize(width=800, height=270),
        selected=True,
        name="stall",
        chatBarText="เมนูร้าน",
        areas=[area],
    )
    menu_id = line.create_rich_menu(menu).rich_menu_id
    blob.set_rich_menu_image(
        menu_id, bytearray(green(800, 270)), _headers={"Content-Type": "image/png"}
    )
    line.link_rich_menu_id_to_user(event.source.user_id, menu_id)
    reply(event, TextMessage(text="เปิดเมนูแล้ว"))


def choices() -> QuickReply:
    actions = [MessageAction(label=word, text=word) for word in ("ราคา", "ร้าน")]
    return QuickReply(items=[QuickReplyItem(action=action) for action in actions])


def green(width: int, height: int) -> bytes:
    """A PNG of one colour."""
    rows = (b"\0" + bytes((20, 150, 70)) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


handler.add(FollowEvent)(welcome)
handler.add(JoinEvent)(arrive)
handler.add(PostbackEvent)(reserve)
handler.add(MessageEvent, message=ImageMessageContent)(weigh)
handler.add(MessageEvent, message=TextMessageContent)(hear)

if __name__ == "__main__":
    server = make_server("127.0.0.1", int(os.environ.get("PORT", "0")), app, threaded=True)
    print(f"http://127.0.0.1:{server.server_port}/callback", flush=True)
    server.serve_forever()
