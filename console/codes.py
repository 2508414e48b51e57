"""`GET /q/<ticket>`: the QR of a forum as a picture, for whoever an address was made for.

It types «เวที K3M9» into the chat. The code is no secret, it hangs at the meeting; the ticket keeps
the page from drawing whatever anybody asks for.
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

from flask import Blueprint, Response, abort
from sqlalchemy.exc import SQLAlchemyError

from base.clock import Clock
from base.i18n import say
from base.tickets import opened
from models.database import Database
from models.facts import BOT_BASIC_ID, fact
from models.showing import FORUM_CODE
from reports.cards.png import as_png
from reports.cards.qr import qr

LONGEST = timedelta(days=1)
SAY = "https://line.me/R/oaMessage/{basic_id}/?{words}"  # LINE docs, "LINE URL scheme"


def blueprint(database: Database, clock: Clock, secret: str) -> Blueprint:
    page = Blueprint("codes", __name__)

    @page.get("/q/<ticket>")
    def code(ticket: str) -> Response:
        held = opened(secret, FORUM_CODE, ticket, clock.now(), LONGEST)
        basic_id = _basic_id(database) if held else None
        if held is None or basic_id is None:
            abort(404)
        words = f"{say('words.forum_code', 'th').split('|')[0]} {held[0]}"
        link = SAY.format(basic_id=quote(basic_id, safe=""), words=quote(words, safe=""))
        sent = Response(as_png(qr(link)), mimetype="image/png")
        sent.headers["Cache-Control"] = f"private, max-age={min(int(held[1]), 3600)}"
        sent.headers["X-Content-Type-Options"] = "nosniff"
        sent.headers["X-Robots-Tag"] = "noindex, nofollow"
        return sent

    return page


def _basic_id(database: Database) -> str | None:
    try:
        with database.read() as session:
            return fact(session, BOT_BASIC_ID)
    except SQLAlchemyError:
        abort(503)
