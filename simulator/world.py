"""Everything the simulator knows, in one object: one channel and the people around it."""

from __future__ import annotations

import secrets

from aiohttp import web

from simulator.account.coupons import Coupons
from simulator.account.liff_apps import LiffApps
from simulator.basics import ids
from simulator.basics.ids import MessageIds
from simulator.basics.strict import Json
from simulator.clock import Clock
from simulator.config import Config
from simulator.delivery.image_sets import ImageSets
from simulator.delivery.posting import Delivery, Poster
from simulator.delivery.webhooks import Postman
from simulator.journal.diary import Diary
from simulator.journal.entries import Journal
from simulator.journal.stream import Stream
from simulator.limits.quota import Usage
from simulator.limits.rates import Buckets
from simulator.many.audiences import Audiences
from simulator.many.narrowcasts import Narrowcasts
from simulator.many.reach import Reach
from simulator.many.tally import Tally
from simulator.many.units import Units
from simulator.people.census import Census
from simulator.people.chats import Chat, Chats, Item
from simulator.people.content import ContentStore
from simulator.people.groups import Group, Groups
from simulator.people.person import People, Person
from simulator.richmenus.insight import MenuInsight
from simulator.richmenus.jobs import MenuJobs
from simulator.richmenus.menus import RichMenus
from simulator.saving import state
from simulator.saving.state import Store
from simulator.tokens.access import Tokens
from simulator.tokens.link import LinkTokens
from simulator.tokens.quote import QuoteTokens
from simulator.tokens.read import ReadTokens
from simulator.tokens.reply import ReplyTokens
from simulator.tokens.retry import RetryKeys
from simulator.trouble.faults import Faults


class World:
    """``start`` names this beginning: who remembers another one remembers chats that are gone.

    ``touched`` counts the calls of the control API that may have changed something.
    """

    def __init__(self, config: Config) -> None:
        self.config = config
        self.clock = Clock(config.clock_path)
        self.faults = Faults()
        self.stream = Stream()
        self.requests = Journal()
        self.webhooks = Journal()
        self.content = ContentStore()
        self.message_ids = MessageIds()
        self.quote_tokens = QuoteTokens(config.channel_secret)
        self.webhook_url = config.webhook
        self.webhook_on = config.webhook is not None
        self.touched = 0
        self.poster = Poster(config.channel_secret, lambda: self.webhook_url, self._timeout)
        self.postman = Postman(self, self.poster, self._delivered)
        self.image_sets = ImageSets(self.faults, self.postman.send)
        self._start_empty()

    @property
    def destination(self) -> str:
        return self.config.bot_user_id

    def reset(self) -> None:
        """Forgets all but what it was started with, the webhook and the time."""
        self.postman.forget()
        self.image_sets.forget()
        self.faults.change(Faults().describe())
        self.requests.clear()
        self.webhooks.clear()
        self.content.clear()
        self._start_empty()
        self.stream.tell("reset", start=self.start)

    def stores(self) -> dict[str, Store]:
        """All that is remembered, by its name in a saved state."""
        return {
            "clock": self.clock,
            "faults": self.faults,
            "ids": self.message_ids,
            "people": self.people,
            "groups": self.groups,
            "chats": self.chats,
            "content": self.content,
            "replyTokens": self.reply_tokens,
            "retryKeys": self.retry_keys,
            "readTokens": self.read_tokens,
            "usage": self.usage,
            "buckets": self.buckets,
            "tokens": self.tokens,
            "tally": self.tally,
            "census": self.census,
            "units": self.units,
            "reach": self.reach,
            "audiences": self.audiences,
            "narrowcasts": self.narrowcasts,
            "coupons": self.coupons,
            "liffApps": self.liff_apps,
            "linkTokens": self.link_tokens,
            "richMenus": self.rich_menus,
            "menuJobs": self.menu_jobs,
            "menuInsight": self.menu_insight,
            "held": self.postman,
            "diary": self.diary,
            "requests": self.requests,
            "webhooks": self.webhooks,
        }

    def mark(self) -> tuple[int, ...]:
        """Another one whenever a saved state would be another."""
        journals = (self.requests.written, self.webhooks.written)
        return *journals, self.stream.told, self.diary.written, self.touched

    def restore(self, document: object) -> None:
        """Raises BadState. The webhook stays; who listens is told that all is new.

        People of before are in no recording of those who come.
        """
        named = state.put(self.stores(), document)
        if "diary" not in named:
            self.diary = self._new_diary()
        self.image_sets.forget()
        self.start = secrets.token_hex(8)
        self.stream.tell("reset", start=self.start)

    def change_faults(self, wishes: Json) -> None:
        """Raises BadSwitch. What is timed for a redelivery that was switched off never leaves."""
        self.faults.change(wishes)
        if not self.faults.redelivery["on"]:
            self.postman.drop_redeliveries()
        self.stream.tell("faults", faults=self.faults.describe())

    def set_webhook(self, url: str | None) -> None:
        self.webhook_url = url
        self.webhook_on = url is not None

    def chat(self, chat_id: str) -> Chat:
        return self.chats.of(chat_id)

    def next_message_id(self) -> str:
        return self.message_ids.next(self.clock.now_ms())

    def show(self, chat_id: str, by: str, message: Json, message_id: str) -> Item:
        """A bubble appears on the phone. Who writes has seen what stands above it."""
        now = self.clock.now()
        if by == "user":
            self.reach.seen(chat_id, now)
        return self.chats.add(chat_id, by, message, now, message_id)

    def tell_item(self, chat_id: str, item: Item) -> None:
        if item.by == "bot":
            self.diary.said(chat_id, item.message)
        self.stream.tell("message", **place(chat_id), item=item.describe())

    def tell_person(self, person: Person) -> None:
        self.census.note(person, self.clock.now())
        self.stream.tell("user", **person.describe())

    def tell_group(self, group: Group) -> None:
        self.stream.tell("group", group=group.describe())

    def describe_bot(self) -> Json:
        return {
            "userId": self.destination,
            "displayName": self.config.bot_name,
            "basicId": self.config.basic_id,
            "webhook": self.webhook_url,
            "webhookOn": self.webhook_on,
            "start": self.start,
        }

    def record_webhook(
        self, chat_id: str, events: list[Json], delivery: Delivery, attempt: int
    ) -> None:
        facts: Json = {
            "url": delivery.url,
            "status": delivery.status,
            "reason": delivery.reason,
            "took_ms": round(delivery.took_ms, 1),
            "attempt": attempt,
            "headers": delivery.headers,
            **place(chat_id),
        }
        self.webhooks.write(self.clock.now(), facts, body=delivery.body)
        told = {**place(chat_id), "status": delivery.status, "reason": delivery.reason}
        for event in events:
            self.stream.tell("webhook", **told, webhookEventId=event.get("webhookEventId"))

    def _start_empty(self) -> None:
        self.start = secrets.token_hex(8)
        self.diary = self._new_diary()
        self.people = People()
        self.groups = Groups()
        self.chats = Chats()
        self.reply_tokens = ReplyTokens()
        self.retry_keys = RetryKeys()
        self.usage = Usage()
        self.buckets = Buckets()
        self.tally, self.census, self.units = Tally(), Census(), Units()
        self.reach, self.audiences, self.narrowcasts = Reach(), Audiences(), Narrowcasts()
        self.read_tokens = ReadTokens()
        self.tokens = Tokens(self.config.channel_secret, self.config.channel_token)
        self.coupons, self.liff_apps = Coupons(), LiffApps()
        self.link_tokens = LinkTokens()
        self.rich_menus = RichMenus()
        self.menu_jobs = MenuJobs()
        self.menu_insight = MenuInsight()

    def _new_diary(self) -> Diary:
        return Diary(self.clock.now)

    def _timeout(self) -> float:
        return self.faults.number("webhook_timeout_s")

    def _delivered(self, event: Json) -> None:
        self.reply_tokens.delivered(str(event.get("replyToken")), self.clock.now())


def place(chat_id: str) -> Json:
    """How the control API names a chat: a person's by the person, a group's by itself."""
    several = ids.GROUP_ID.fullmatch(chat_id) or ids.ROOM_ID.fullmatch(chat_id)
    return {"chatId": chat_id} if several else {"userId": chat_id}


WORLD: web.AppKey[World] = web.AppKey("world", World)
