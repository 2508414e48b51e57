"""Imported once by the server that forks a site's processes: what costs seconds is done here.

A worker is built, hears a few things and is thrown away. It leaves behind every import, the
compiled grammar, expressions and mappers, so that the next one starts in milliseconds.
"""

from __future__ import annotations

import gc
import json
import tempfile
from importlib import import_module
from pathlib import Path

import bootstrap
from bot.inbox.store import store_body
from models.columns import Base
from scheduler.worker import Worker
from simulator.basics.ids import ulid
from tests.support.settings import settings_in

USED_LATER = (
    "flask",
    "gunicorn.app.base",
    "gunicorn.workers.gthread",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
)
SAID = (
    "ลงชื่อ AD7K",
    "รายงานเวที",
    "เวที 12 กค ม.94 ช20 ญ34 เรื่องน้ำประปา ไฟทาง",
    "ส่งรายงาน",
    "แจ้งเรื่อง",
    "ถนนพังหมดแล้ว",
    "ส่งเรื่อง",
    "ยกเลิก",
)


def warm() -> None:
    """Nothing is left connected, started or open; LINE is a port at which nobody listens."""
    for name in USED_LATER:
        import_module(name)
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_in(Path(folder), clock="system")
        bootstrap.web(settings)
        house = bootstrap.worker(settings)
        Base.metadata.create_all(house.database.engine)
        for number, text in enumerate(SAID):
            _hear(house, number, text)
        house.stop()
    gc.collect()
    gc.freeze()


def _hear(house: bootstrap.WorkerHouse, number: int, text: str) -> None:
    now = house.clock.now()
    event = {
        "type": "message",
        "webhookEventId": ulid(number),
        "timestamp": int(now.timestamp() * 1000),
        "replyToken": f"token {number}",
        "source": {"type": "user", "userId": "U" + "0" * 32},
        "message": {"type": "text", "id": str(number), "text": text},
    }
    with house.database.write() as session:
        store_body(session, json.dumps({"events": [event]}).encode(), now, None)
    Worker(house).drain(20)


warm()
