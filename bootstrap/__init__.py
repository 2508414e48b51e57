"""Knows everybody: three builders, each importing only what it starts.

`web()` for gunicorn, `worker()` and `clock()` for the scheduler's doors. `rooms.parts()` is the
visible list of what this bot can do, in the order in which it listens.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy.orm import configure_mappers

from base.clock import Clock, clock_from
from base.crypto import Cipher
from base.settings import DatabaseSettings, DataSettings, Settings
from models.database import Database

if TYPE_CHECKING:
    from flask import Flask

    from base.files import Files
    from bot.inbox.parts import Part
    from bot.inbox.turn import Context
    from bot.keeper import Keeper
    from bot.line.client import LineClient
    from bot.line.tokens import TokenSource
    from bot.media.showing import Showing
    from bot.media.work import Lost
    from bot.outbox.budget import Budget
    from bot.outbox.send import Sender
    from bot.tasks import TaskKind


def database(
    settings: DatabaseSettings, pool_size: int = 10, statement_seconds: float = 30.0
) -> Database:
    """The province's database; it can decrypt only if the settings hold DATA_KEYS."""
    configure_mappers()  # at the start, or the first webhook waits for it
    cipher = None
    if isinstance(settings, DataSettings):
        cipher = Cipher(settings.data_keys.get_secret_value().split(","))
    return Database(settings.database_url, cipher, pool_size, statement_seconds)


def web(settings: Settings) -> Flask:
    """The WSGI application: the webhook and the health pages. Loads neither linebot nor forms."""
    from flask import Flask

    from base.files import Files
    from bot.inbox import webhook
    from bot.inbox.facts import BotId
    from console import codes, documents, exports, health, packages, pictures

    app = Flask("wethi", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = webhook.MAX_BODY
    store = database(settings, pool_size=5, statement_seconds=webhook.STORE_WITHIN)
    clock = clock_from(settings.clock)
    secret = settings.line_channel_secret.get_secret_value()
    app.register_blueprint(webhook.blueprint(store, clock, secret, BotId(store)))
    files, key = Files(settings.media_dir), settings.secret_key.get_secret_value()
    app.register_blueprint(pictures.blueprint(store, clock, files, key))
    app.register_blueprint(documents.blueprint(store, clock, files, key))
    app.register_blueprint(codes.blueprint(store, clock, key))
    app.register_blueprint(exports.blueprint(store, clock, files, key))
    zone = ZoneInfo(settings.timezone)
    app.register_blueprint(packages.blueprint(store, clock, files, key, zone))
    token = settings.metrics_token
    app.register_blueprint(
        health.blueprint(store, clock, token.get_secret_value() if token else None)
    )
    return app


@dataclass(frozen=True)
class ClockHouse:
    database: Database
    clock: Clock
    zone: ZoneInfo


def clock(settings: DatabaseSettings) -> ClockHouse:
    return ClockHouse(
        database(settings, pool_size=2), clock_from(settings.clock), ZoneInfo(settings.timezone)
    )


@dataclass
class WorkerHouse:
    """All that a worker's lines of work share."""

    database: Database
    clock: Clock
    context: Context
    client: LineClient
    files: Files
    sender: Sender
    keeper: Keeper
    kinds: Mapping[str, TaskKind]
    photo_lost: Lost
    reserve: int = 0
    _stopping: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Begin what runs beside the lines: renewing leases, learning the bot's own name."""
        from base.thai.holidays import holidays_of
        from bot.inbox.facts import learn_bot

        self.files.sweep()
        self.context.shelf.warm()
        holidays_of(self.clock.now().year)  # some hundred files: no turn may read them in its lock
        self.keeper.start()
        threading.Thread(
            target=learn_bot,
            args=(self.database, self.client, self.clock, self._stopping),
            daemon=True,
        ).start()

    def stop(self) -> None:
        self._stopping.set()
        self.keeper.stop()
        self.client.close()
        self.database.close()


def worker(settings: Settings) -> WorkerHouse:
    """Everything a worker needs; opens no connection yet."""
    from base.files import Files
    from bootstrap.rooms import parts
    from bot.keeper import Keeper
    from bot.outbox.looking import MonthLook
    from bot.outbox.reserve import LOOK
    from bot.outbox.send import Sender
    from handlers.feedback.service import addressee
    from handlers.report.lost import photo_lost

    store = database(settings)
    now = clock_from(settings.clock)
    zone = ZoneInfo(settings.timezone)
    files = Files(settings.media_dir)
    joined = parts()
    context = _context(settings, joined)
    client = line_client(settings)
    return WorkerHouse(
        database=store,
        clock=now,
        context=context,
        client=client,
        files=files,
        sender=Sender(store, client, now, zone, context.alarm),
        keeper=Keeper(store, now),
        kinds=kinds_of(joined, settings.nudges_off.split(","))
        | {LOOK: MonthLook(client, now, zone, settings.month_reserve).kind()},
        photo_lost=partial(photo_lost, alarm=context.alarm, filer=addressee, zone=zone),
        reserve=settings.month_reserve,
    )


def kinds_of(joined_parts: list[Part], off: list[str]) -> dict[str, TaskKind]:
    """Every kind of task by its name; those of a nudge that is `off` say so and do nothing."""
    from bot.tasks import switched_off

    kinds = [kind for part in joined_parts for kind in part.tasks]
    return {
        kind.name: switched_off(kind) if kind.nudge and kind.nudge in off else kind
        for kind in kinds
    }


def tokens(settings: Settings) -> TokenSource:
    """LINE_CHANNEL_ID goes first: short-lived tokens that renew themselves; else the long-lived."""
    from bot.line.client import Issuer
    from bot.line.tokens import ShortLivedToken, StaticToken

    if settings.line_channel_id is not None:
        secret = settings.line_channel_secret.get_secret_value()
        issuer = Issuer(settings.line_api_url, settings.line_channel_id, secret)
        return ShortLivedToken(issuer.issue)
    long_lived = settings.line_channel_access_token
    return StaticToken(long_lived.get_secret_value() if long_lived else "")


def line_client(settings: Settings) -> LineClient:
    """LINE as this channel reaches it; opens no connection yet."""
    from bot.line.bucket import SHARE, Buckets
    from bot.line.client import LineClient

    return LineClient(
        settings.line_api_url, settings.line_data_api_url, tokens(settings), Buckets(SHARE)
    )


def context(settings: Settings, driven: Clock) -> Context:
    """What every turn shares, by another clock than the deployment's: for what happened before."""
    from bootstrap.rooms import parts

    return replace(_context(settings, parts()), clock=driven)


def _context(settings: Settings, joined_parts: list[Part]) -> Context:
    from bootstrap.rooms import groups_part
    from bot.dialogue.rooms import Shelf
    from bot.inbox.parts import joined, word_finder
    from bot.inbox.turn import Context, Routes
    from bot.outbox.wanted import asking, asking_for_many
    from handlers.feedback.stale import seen as seen_case
    from handlers.feedback.stale import stale as stale_case
    from handlers.filling.chat import stale
    from handlers.report.chat import seen
    from handlers.staff.telling import tell_staff
    from handlers.talk import chat as talk

    rooms = joined([{room.name: room for room in part.forms} for part in joined_parts])
    routes = Routes(
        events=joined([part.events for part in joined_parts]),
        first=[ear for part in joined_parts for ear in part.first],
        acts=joined([part.acts for part in joined_parts]),
        words=word_finder(joined([part.words for part in joined_parts])),
        ears=[ear for part in joined_parts for ear in part.ears],
        late=talk.late,
        group=groups_part().hear,
        stale=stale_case(stale(lambda turn, form: seen(turn, form) or seen_case(turn, form))),
        fallback=talk.fallback,
        rooms=rooms,
        joins=joined([part.joins for part in joined_parts]),
    )
    return Context(
        clock=clock_from(settings.clock),
        zone=ZoneInfo(settings.timezone),
        secret_key=settings.secret_key.get_secret_value(),
        public_url=settings.public_url,
        shelf=Shelf(rooms),
        routes=routes,
        alarm=tell_staff,
        unwanted=asking(joined([part.unwanted for part in joined_parts])),
        showing=_showing(settings),
        unwanted_by_many=asking_for_many(joined([part.unwanted_by_many for part in joined_parts])),
        budget=budget(settings),
        nudges_off=frozenset(settings.nudges_off.split(",")),
    )


def budget(settings: DatabaseSettings) -> Budget:
    """What a message costs here, and from when on a second officer has to agree."""
    from bot.outbox.budget import Budget

    return Budget(
        free=settings.messages_free,
        price=settings.message_price,
        alone=settings.announce_alone,
        wave_alone=settings.wave_alone,
    )


def _showing(settings: Settings) -> Showing | None:
    from base.logs import get
    from bot.media.showing import Showing, why_not

    if reason := why_not(settings.public_url, settings.line_api_url):
        get("pictures").warning(reason, action="pictures_off")
        return None
    return Showing(settings.public_url, settings.secret_key.get_secret_value())


def moment(settings: DatabaseSettings) -> datetime:
    """Now, as this deployment's clock tells it."""
    return clock_from(settings.clock).now()
