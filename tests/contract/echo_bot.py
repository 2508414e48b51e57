"""A bot written on LINE's own SDK; it knows nothing of Wethi and nothing of the simulator."""

from __future__ import annotations

from flask import Flask, abort, request
from linebot.v3 import WebhookHandler
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import (
    ApiClient,
    Configuration,
    MessagingApi,
    MessagingApiBlob,
    PushMessageRequest,
    ReplyMessageRequest,
    TextMessage,
)
from linebot.v3.webhooks import (
    FollowEvent,
    ImageMessageContent,
    MessageEvent,
    PostbackEvent,
    TextMessageContent,
)


def make_bot(secret: str, token: str, host: str) -> Flask:
    """Echoes texts, greets by name, weighs pictures, pushes what a postback says."""
    app, handler = Flask(__name__), WebhookHandler(secret)
    client = ApiClient(Configuration(access_token=token, host=host))
    api, blob = MessagingApi(client), MessagingApiBlob(client)

    @app.post("/callback")
    def callback() -> str:
        try:
            handler.handle(request.get_data(as_text=True), request.headers["X-Line-Signature"])
        except InvalidSignatureError:
            abort(400)
        return "OK"

    def reply(event: object, words: str) -> None:
        token = getattr(event, "reply_token", "")
        api.reply_message(ReplyMessageRequest(replyToken=token, messages=[_text(words)]))

    def follow(event: FollowEvent) -> None:
        profile = api.get_profile(event.source.user_id)
        reply(event, f"สวัสดีค่ะ {profile.display_name}")

    def words(event: MessageEvent) -> None:
        reply(event, event.message.text)

    def picture(event: MessageEvent) -> None:
        reply(event, f"{len(blob.get_message_content(event.message.id))} bytes")

    def tapped(event: PostbackEvent) -> None:
        to, key = event.source.user_id, "0f5c2a4e-9d6b-4b1f-8a57-0c6b1de3f7aa"
        push = PushMessageRequest(to=to, messages=[_text(event.postback.data)])
        api.push_message(push, x_line_retry_key=key)

    handler.add(FollowEvent)(follow)
    handler.add(MessageEvent, message=TextMessageContent)(words)
    handler.add(MessageEvent, message=ImageMessageContent)(picture)
    handler.add(PostbackEvent)(tapped)
    return app


def _text(words: str) -> TextMessage:
    return TextMessage(text=words)
