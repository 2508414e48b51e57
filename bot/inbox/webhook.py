"""`POST /callback`: verify, store, commit, answer. Nothing else happens here.

LINE counts an answer after 2 s as failed ("Check webhook error statistics"), so storing has 1.5 s.
200 means stored; 401 forged; 413 too large; 503 could not be stored (LINE sends it again if
redelivery is switched on).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable

from flask import Blueprint, Response, request
from sqlalchemy.exc import SQLAlchemyError

from base.clock import Clock
from base.logs import get, trouble
from bot.inbox.heard import hear
from bot.inbox.intake import Intake
from models.database import Busy, Database

MAX_BODY = 2 * 1024 * 1024
STORE_WITHIN = 1.5

log = get("webhook")


def signature_of(secret: str, body: bytes) -> str:
    """LINE's x-line-signature: Base64 of HMAC-SHA256 over the raw bytes ("Verify signature")."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def is_signed(secret: str, body: bytes, signature: str | None) -> bool:
    expected = signature_of(secret, body)
    return signature is not None and hmac.compare_digest(
        expected.encode(), signature.encode("utf-8", "replace")
    )


def blueprint(
    database: Database, clock: Clock, secret: str, bot_user_id: Callable[[], str | None]
) -> Blueprint:
    page = Blueprint("webhook", __name__)
    intake = Intake(database, bot_user_id)

    @page.post("/callback")
    def callback() -> Response:
        if (request.content_length or 0) > MAX_BODY:
            return Response(status=413)
        body = request.get_data(cache=False)
        if len(body) > MAX_BODY:
            return Response(status=413)
        if not is_signed(secret, body, request.headers.get("x-line-signature")):
            return Response(status=401)
        try:
            intake.take(hear(body, clock.now()), STORE_WITHIN)
        except (Busy, SQLAlchemyError) as error:
            log.error("a webhook could not be stored", action="store_failed", error=trouble(error))
            return Response(status=503)
        return Response(status=200)

    return page
