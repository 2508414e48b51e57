"""The one file that knows everybody: three builders, each importing only what it starts.

`web()` for gunicorn, `worker()` and `clock()` for the scheduler's doors. `parts()` is the visible
list of what this bot can do, in the order in which it listens.
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
    from bot.menus.wanted import WantedMenu
    from bot.outbox.send import Sender
    from bot.tasks import TaskKind
    from forms import Reader
    from handlers.groups.chat import Groups
    from handlers.registration.claims import Claims


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
    from console import health, packages, pictures

    app = Flask("wethi", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = webhook.MAX_BODY
    store = database(settings, pool_size=5, statement_seconds=webhook.STORE_WITHIN)
    clock = clock_from(settings.clock)
    secret = settings.line_channel_secret.get_secret_value()
    app.register_blueprint(webhook.blueprint(store, clock, secret, BotId(store)))
    files, key = Files(settings.media_dir), settings.secret_key.get_secret_value()
    app.register_blueprint(pictures.blueprint(store, clock, files, key))
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
    _stopping: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Begin what runs beside the lines: renewing leases, learning the bot's own name."""
        from bot.inbox.facts import learn_bot

        self.files.sweep()
        self.context.shelf.warm()
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
    from bot.keeper import Keeper
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
        kinds={kind.name: kind for part in joined for kind in part.tasks},
        photo_lost=partial(photo_lost, alarm=context.alarm, filer=addressee, zone=zone),
    )


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


def parts() -> list[Part]:
    """What this bot can do. The order is the order in which ears hear."""
    readers: dict[str, Reader] = {}
    found = _parts(readers)
    rooms = (room for part in found for room in part.forms)
    readers.update({name: reader for room in rooms for name, reader in room.readers.items()})
    return found


def _parts(readers: Mapping[str, Reader]) -> list[Part]:
    """What crosses rooms is handed in here. `readers` are those of all rooms once they are known:
    a form that staff bring may name any."""
    from bot.inbox.parts import Part, joined
    from handlers.bringing import chat as bringing
    from handlers.danger import chat as danger
    from handlers.feedback import chat as feedback
    from handlers.feedback.anonymous import forget_event
    from handlers.feedback.owning import own_cases
    from handlers.feedback.urgent import file_urgent
    from handlers.filling import chat as filling
    from handlers.loose import chat as loose
    from handlers.menus import tasks as menus
    from handlers.mydata import chat as mydata
    from handlers.registration import chat as registration
    from handlers.registration.friend import asking_after, goodbye
    from handlers.report import chat as report
    from handlers.sharing import chat as sharing
    from handlers.staff.reports import tell_of_correction
    from handlers.staff.telling import tell_of_case
    from handlers.talk import chat as talk

    signing_up = registration.part(_claims())
    reports = asking_after(
        report.part(asked_for=feedback.spoke_lately, corrected=tell_of_correction)
    )
    cases = feedback.part(tell_of_case, partial(goodbye, otherwise=""))
    return [
        sharing.attention(),
        sharing.naming(forget_event),
        talks_part(),
        danger.part(partial(file_urgent, tell_of_case)),
        groups_part().part(),
        talk.attention(),
        signing_up,
        bringing.part(readers),
        _officers(),
        sharing.part(forget_event),
        reports,
        cases,
        mydata.part(
            cases=own_cases,
            unsent=joined([reports.unsent, cases.unsent, signing_up.unsent]),
            tell=tell_of_case,
        ),
        filling.part(
            {
                "report": report.own_words,
                "report_full": report.own_words,
                "arrival": registration.own_words,
                "rehearsal": registration.own_words,
                "case_code": feedback.own_words,
            }
        ),
        talk.part(),
        feedback.word_back(tell_of_case, report.looks_like_report),
        registration.new_phone(),
        loose.part(report.looks_like_report, report.join_buttons),
        Part(tasks=menus.kinds()),
    ]


def _officers() -> Part:
    """Staff see, answer and close cases."""
    from handlers.feedback import desk
    from handlers.staff import chat as staff
    from handlers.staff.desk import Desk

    return staff.part(Desk(desk.answer, desk.close, desk.closing_words))


def form_readers() -> dict[str, Reader]:
    """What the column `wethi::reader` of a form may name, of everything this bot can do."""
    rooms = (room for part in parts() for room in part.forms)
    return {name: reader for room in rooms for name, reader in room.readers.items()}


def _claims() -> Claims:
    """Who asks for a name of the roster: settled by officers who may read it."""
    from handlers.feedback.filing import mark_of
    from handlers.feedback.owning import cases_of
    from handlers.registration.claims import Claims
    from handlers.staff import leaving

    return Claims(cases_of, mark_of, leaving.may_read, leaving.left)


def talks_part() -> Part:
    """An officer who talks to a filer in person: before danger, which the officer hears of too."""
    from handlers.danger.chat import is_danger
    from handlers.feedback import desk
    from handlers.handover.chat import Talks
    from handlers.staff.chat import is_order
    from handlers.staff.service import can_be_reached, may_see

    return Talks(may_see, can_be_reached, desk.answered, desk.said, is_order, is_danger).part()


def wanted_menus() -> list[WantedMenu]:
    """Every page of every menu, with what this bot can do today. Loads typst when one is drawn."""
    from bot.inbox.parts import joined
    from handlers.menus.sheets import wanted

    return wanted(joined(part.acts for part in parts()))


def groups_part() -> Groups:
    """The bot where several people read along: it hears nothing of what the other parts hear."""
    from handlers.danger.chat import in_public
    from handlers.groups.chat import Groups

    return Groups(in_public)


def context(settings: Settings, driven: Clock) -> Context:
    """What every turn shares, by another clock than the deployment's: for what happened before."""
    return replace(_context(settings, parts()), clock=driven)


def _context(settings: Settings, joined_parts: list[Part]) -> Context:
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
