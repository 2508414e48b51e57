"""What Wethi's webhook is compared with: two small WSGI programs.

`bench.echo:bare()` reads the body and answers. `bench.echo:echo()` is the bot that LINE's SDK shows
in its README ("Synopsis"): it verifies the signature, opens a client for each event, and calls LINE
before it answers the webhook.
"""

from __future__ import annotations

import os

from flask import Flask, request

from bench.site import SECRET


def bare() -> Flask:
    app = Flask("bare")

    @app.post("/callback")
    def callback() -> str:
        request.get_data(cache=False)
        return ""

    return app


def echo() -> Flask:
    from linebot.v3 import WebhookHandler
    from linebot.v3.messaging import (
        ApiClient,
        Configuration,
        MessagingApi,
        ReplyMessageRequest,
        TextMessage,
    )
    from linebot.v3.webhooks import MessageEvent, TextMessageContent

    app, handler = Flask("echo"), WebhookHandler(SECRET)
    told = Configuration(host=os.environ["LINE_API_URL"], access_token="token")

    @app.post("/callback")
    def callback() -> str:
        handler.handle(request.get_data(as_text=True), request.headers["x-line-signature"])
        return ""

    def said(event: MessageEvent) -> None:
        words = [TextMessage(text=event.message.text, quickReply=None, quoteToken=None)]
        answer = ReplyMessageRequest(
            replyToken=event.reply_token, messages=words, notificationDisabled=False
        )
        with ApiClient(told) as client:
            MessagingApi(client).reply_message(answer)

    handler.add(MessageEvent, message=TextMessageContent)(said)
    return app
