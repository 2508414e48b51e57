"""`/q/<ticket>`: the QR of a forum, for whoever its address was made for, and for a while."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from urllib.parse import unquote, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from base.clock import FileClock
from bot.media.showing import Showing
from console.codes import blueprint
from models.database import Database
from models.facts import BOT_BASIC_ID, learn
from reports.cards.png import QUIET
from tests.reports.cards.reading import read

SECRET, SCALE = "s3cret", 14


@pytest.fixture
def web(any_database: Database, clock: FileClock) -> FlaskClient:
    with any_database.write() as session:
        learn(session, BOT_BASIC_ID, "@123abcde")
    app = Flask("test")
    app.register_blueprint(blueprint(any_database, clock, SECRET))
    return app.test_client()


def _path(now: datetime, secret: str = SECRET) -> str:
    made = Showing("https://wethi.example", secret).forum_code("K3M9", now + timedelta(hours=20))
    return urlsplit(made).path


def test_a_camera_reads_the_words_that_open_the_questions(
    web: FlaskClient, clock: FileClock
) -> None:
    sent = web.get(_path(clock.now()))
    assert (sent.status_code, sent.mimetype) == (200, "image/png")
    picture = Image.open(io.BytesIO(sent.data)).convert("L")
    size = picture.width // SCALE - 2 * QUIET
    at = [(QUIET + one) * SCALE + SCALE // 2 for one in range(size)]
    drawn = tuple(tuple(picture.getpixel((x, y)) == 0 for x in at) for y in at)
    assert unquote(read(drawn)) == "https://line.me/R/oaMessage/@123abcde/?เวที K3M9"


def test_a_picture_is_small_enough_for_line(web: FlaskClient, clock: FileClock) -> None:
    assert len(web.get(_path(clock.now())).data) < 20_000


def test_an_address_that_ended_opens_nothing(web: FlaskClient, clock: FileClock) -> None:
    assert web.get(_path(clock.now() - timedelta(days=2))).status_code == 404


def test_nobody_else_makes_an_address(web: FlaskClient, clock: FileClock) -> None:
    assert web.get(_path(clock.now(), "another")).status_code == 404
