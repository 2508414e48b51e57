"""Plays one golden conversation: a data file of what people do and what the bot must say."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NoReturn

import sqlalchemy as sa

from bot.messages.reading import actions, bubble_text, helper_actions, helper_labels, labels
from models import Base
from simulator.people.media import generated
from tests.golden.places import Phone as Phone
from tests.golden.places import Places

Json = dict[str, Any]
Step = Mapping[str, Any]

STICKERS = {"wai": ("11537", "52002734"), "ok": ("11537", "52002735"), "thumb": ("446", "1988")}
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
BURST = 3.0


@cache
def tiles() -> Mapping[str, str]:
    """Label → the data of its postback, of every page of every menu; of two the villagers' one."""
    from bootstrap.rooms import wanted_menus

    areas = [area for page in wanted_menus() for area in page.body["areas"]]
    return {area["action"]["label"]: area["action"]["data"] for area in reversed(areas)}


@dataclass
class Player(Places):
    """`failure` messages name the step, what was said and what was expected."""

    checks_words: bool = True
    at_step: int = 0
    in_burst: bool = False
    more_follows: bool = False
    files: int = 0

    def play(self, steps: list[Step]) -> None:
        for number, step in enumerate(steps, 1):
            self.at_step = number
            # What is sent in one breath arrives together, however slow the machine is.
            self.more_follows = _in_one_breath(steps, number)
            for name, value in step.items():
                getattr(self, f"do_{name}")(value)

    def do_say(self, text: str) -> None:
        text = text.replace("<code>", self._code_told()) if "<code>" in text else text
        self.phone.typed += 1
        self._message({"type": "text", "text": text})

    def do_menu(self, label: str) -> None:
        """A tap on the rich menu: what LINE sends for that tile, whoever's menu it is on."""
        self.phone.taps += 1
        if (data := tiles().get(label)) is None:
            self._fail(f"no menu has a tile «{label}»; they have {sorted(tiles())}")
        self._postback({"data": data})

    def do_none(self, table_name: str) -> None:
        with self.deployment.house.database.read() as session:
            count = session.scalar(
                sa.select(sa.func.count()).select_from(Base.metadata.tables[table_name])
            )
        if count:
            self._fail(f"{count} rows in {table_name}")

    def do_nowhere(self, word: str) -> None:
        """What was said stands in no table any more."""
        with self.deployment.house.database.read() as session:
            for name, table in Base.metadata.tables.items():
                for row in session.execute(sa.select(table)):
                    if any(word in str(value) for value in row):
                        self._fail(f"«{word}» stands in {name}")

    def do_send(self, what: Mapping[str, Any]) -> None:
        messages = _messages(what)
        more, self.more_follows = self.more_follows, True
        for number, message in enumerate(messages, 1):
            self.more_follows = more or number < len(messages)
            self._message(message)

    def do_held(self, what: Mapping[str, Any]) -> None:
        """Sent now; the webhook waits for `release`."""
        for message in _messages(what):
            self._message(message | {"hold": True})

    def do_release(self, _: object) -> None:
        self.deployment.control.post("release")
        self.deployment.settle()

    def do_burst(self, steps: list[Step]) -> None:
        """Several messages at once, as a phone sends what it had waiting."""
        first = len(self.phone.sent)
        self.in_burst = True
        for step in steps:
            for name, value in step.items():
                getattr(self, f"do_{name}")(value)
        self.in_burst = False
        self.phone.bursts.append(self.phone.sent[first:])
        self.deployment.settle()

    def do_tap(self, label: str) -> None:
        self._press(label, newest=True)

    def do_old_tap(self, label: str) -> None:
        self._press(label, newest=False)

    def do_pick(self, params: Mapping[str, str]) -> None:
        for action in (action for _, action in self._newest_actions()):
            if action["type"] == "datetimepicker":
                self.phone.taps += 1
                self._postback({"data": action["data"], "params": dict(params)})
                return
        self._fail("no date or time picker in the newest bubbles")

    def do_unsend(self, index: int) -> None:
        message_id = self.phone.sent[index]
        self.deployment.control.post(
            f"users/{self.phone.user_id}/unsend", {"messageId": message_id, **self.where()}
        )
        self.deployment.settle()

    def do_unsent_first(self, text: str) -> None:
        """Said and taken back, and the taking back arrives before the message itself."""
        control, user = self.deployment.control, self.phone.user_id
        message = control.message(user, {"type": "text", "text": text, "hold": True})
        control.post(f"users/{user}/unsend", {"messageId": message, "first": True})
        self.deployment.settle()
        control.post("release")
        self.deployment.settle()

    def do_wait(self, span: str) -> None:
        self.deployment.advance(float(span[:-1]) * UNITS[span[-1]])
        self.deployment.settle()

    def do_until(self, moment: str | datetime) -> None:
        """Forward to a moment; the clock's daily slots on the way are planned as they pass."""
        from scheduler.clock import ClockDoor

        house = self.deployment.house
        door = ClockDoor(house.database, house.clock, house.context.zone)
        door.look()
        self.deployment.clock.set_now(_moment(moment))
        door.look()
        door.give_up()
        self.deployment.settle()

    def do_as(self, name: str) -> None:
        self.current = name

    def do_follow(self, _: object) -> None:
        self._friendship("friend")

    def do_block(self, _: object) -> None:
        self._friendship("block")

    def do_unblock(self, _: object) -> None:
        self._friendship("unblock")

    def do_moved(self, person: str) -> None:
        """The operator lets somebody of the roster go on with this phone."""
        from commands.move import command

        house, secret = self.deployment.house, self.deployment.settings.secret_key
        move = command(
            lambda: house.database, lambda: house.clock, lambda: str(secret.get_secret_value())
        )
        move.main([person, self.phone.user_id], standalone_mode=False)
        self.deployment.settle()

    def do_no_officer(self, _: object) -> None:
        """The operator takes all rights back from whoever holds this phone."""
        from commands.staff import group

        house = self.deployment.house
        staff = group(lambda: house.database, lambda: house.clock)
        staff.main(["end", self.phone.user_id], standalone_mode=False)

    def do_bot(self, expected: list[Step] | str) -> None:
        self.deployment.settle()
        self.deployment.advance(BURST)
        self.deployment.settle()
        said = self._new_bubbles()
        if expected == "any":  # something; another golden says what
            if not said:
                self._fail("the bot said nothing")
            return
        if not self.checks_words:
            return
        assert not isinstance(expected, str)
        shown = [_shown(item["message"], item.get("sender")) for item in said]
        wanted = [_wanted(one) for one in expected]
        for have, want in zip(shown, wanted, strict=False):
            if "quick" not in want:
                have.pop("quick", None)
        if len(shown) != len(wanted) or not all(map(_fits, shown, wanted)):
            self._fail(f"\nthe bot said   {shown}\nbut should say {wanted}")

    def do_rows(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        for name, wanted in tables.items():
            row = self._newest_row("forum_report" if name == "report" else name)
            have = {key: row.get(key) for key in wanted}
            if have != dict(wanted):
                self._fail(f"newest {name}: {have}, expected {dict(wanted)}")

    def do_taps(self, most: Mapping[str, int]) -> None:
        have = {"taps": self.phone.taps, "typed": self.phone.typed}
        if have != dict(most):
            self._fail(f"counted {have}, expected {dict(most)}")

    def _code_told(self) -> str:
        """The six digits that the bot told somebody last."""
        said = [
            words
            for phone in self.phones.values()
            for item in self.deployment.control.chat(phone.user_id)
            if item["from"] == "bot"
            for words in bubble_text([item["message"]])
        ]
        found = re.findall(r"(?:รหัส|code) ([0-9]{6})", "\n".join(said))
        return str(found[-1]) if found else ""

    def _newest_row(self, table_name: str) -> Mapping[str, Any]:
        table, database = Base.metadata.tables[table_name], self.deployment.house.database
        last = "rowid" if database.is_sqlite else "ctid"  # where a row was written last
        with database.read() as session:
            chosen = sa.select(table).order_by(sa.text(f"{last} DESC")).limit(1)
            row = session.execute(chosen).mappings().first()
        if row is None:
            self._fail(f"no row in {table_name}")
        return dict(row)

    def _message(self, message: Json) -> None:
        control, user = self.deployment.control, self.phone.user_id
        message = message | self.where()
        if size := message.get("size"):
            self.files += 1  # the same bytes in every playing, and no two files alike
            sign = "%PDF-1.4 " if str(message.get("fileName")).endswith(".pdf") else ""
            data = b"".join(generated(message["type"], size, f"{sign}file {self.files} "))
            plain = {key: value for key, value in message.items() if key != "size"}
            self.phone.sent.append(control.media(user, plain, data))
        else:
            self.phone.sent.append(control.message(user, message))
        if not (self.in_burst or self.more_follows):
            self.deployment.settle()

    def _postback(self, body: Json) -> None:
        self.deployment.control.postback(self.phone.user_id, body | self.where())
        self.deployment.settle()

    def _friendship(self, change: str) -> None:
        self.deployment.control.post(f"users/{self.phone.user_id}/{change}")
        self.deployment.settle()

    def _press(self, label: str, *, newest: bool) -> None:
        """Of two buttons with one label a person presses the lower one."""
        offered = list(reversed(self._newest_actions() if newest else self._all_actions()))
        offered = offered if newest else offered[1:]
        for have, action in offered:
            if have == label:
                self.phone.taps += 1
                self._do(action)
                return
        self._fail(f"no button «{label}»; there are {[have for have, _ in offered]}")

    def _do(self, action: Json) -> None:
        if action["type"] == "postback":
            self._postback({key: action[key] for key in ("data", "displayText") if key in action})
        elif action["type"] == "message":
            self._message({"type": "text", "text": action["text"]})
        elif action["type"] == "uri" and (text := self.open_link(action["uri"])) is not None:
            self._message({"type": "text", "text": text})

    def _newest_actions(self) -> list[tuple[str, Json]]:
        """The buttons since the person's last word, then the quick replies."""
        messages: list[Json] = []
        for item in reversed(self.items()):
            if item["from"] != "bot":
                if messages:
                    break
                continue
            messages.insert(0, item["message"])
        return [*actions(messages), *helper_actions(messages)]

    def _all_actions(self) -> list[tuple[str, Json]]:
        return actions([item["message"] for item in self.items() if item["from"] == "bot"])

    def _new_bubbles(self) -> list[Json]:
        chat = self.items(self.here.seen)
        if chat:
            self.here.seen = max(item["seq"] for item in chat)
        return [item for item in chat if item["from"] == "bot"]

    def _fail(self, why: str) -> NoReturn:
        raise AssertionError(f"step {self.at_step} ({self.current}): {why}")


def _in_one_breath(steps: list[Step], number: int) -> bool:
    """Whether the next step is said with this one: messages in a row of which one is a picture."""
    if number >= len(steps) or not (_is_said(steps[number - 1]) and _is_said(steps[number])):
        return False
    return "send" in steps[number - 1] or any("send" in step for step in _row(steps[number:]))


def _row(steps: list[Step]) -> list[Step]:
    return list(itertools.takewhile(_is_said, steps))


def _is_said(step: Step) -> bool:
    return set(step) <= {"say", "send"}


def _shown(message: Json, sender: Mapping[str, Any] | None) -> Json:
    shown: Json = {"text": bubble_text([message])[0].strip(), "buttons": labels([message])}
    if message.get("quickReply"):
        shown["quick"] = helper_labels([message])
    name = (sender or {}).get("name")
    if name:
        shown["sender"] = name
    return shown


def _wanted(step: Step) -> Json:
    wanted: Json = {
        "text": str(step["text"]).strip(),
        "buttons": list(step.get("buttons", [])),
    }
    wanted |= {key: step[key] for key in ("quick", "sender") if key in step}
    return wanted


def _fits(have: Json, want: Json) -> bool:
    pattern = re.escape(want["text"]).replace("<code>", "[0-9]{6}")
    if re.fullmatch(pattern, have["text"]) is None or have["buttons"] != want["buttons"]:
        return False
    if "quick" in want and have.get("quick") != want["quick"]:
        return False
    return bool(have.get("sender") == want.get("sender"))


def _messages(what: Mapping[str, Any]) -> list[Json]:
    if "album" in what:
        return _album(what["album"], what.get("of"))
    return [one for kind, value in what.items() for one in _media(kind, value)]


def _album(indexes: list[int], total: int | None) -> list[Json]:
    """Photos of one album in the order in which LINE hands them over (reference, "Image")."""
    numbered = {"total": total or max(indexes)}
    return [
        {"type": "image", "size": 20_000, "imageSet": {"id": "A" * 32, "index": one, **numbered}}
        for one in indexes
    ]


def _media(kind: str, value: Any) -> list[Json]:
    makers: dict[str, Callable[[Any], list[Json]]] = {
        "photos": lambda count: [{"type": "image", "size": 20_000}] * int(count),
        "audio": lambda seconds: [
            {"type": "audio", "size": 8_000, "duration": int(seconds) * 1000}
        ],
        "video": lambda seconds: [
            {"type": "video", "size": 50_000, "duration": int(seconds) * 1000}
        ],
        "file": lambda name: [{"type": "file", "size": 1_000, "fileName": name}],
        "sticker": lambda name: [_sticker(name)],
        "location": lambda place: [_place(place)],
        "unknown": lambda name: [{"type": "unknown", "kind": name}],
    }
    return makers[kind](value)


def _sticker(name: str) -> Json:
    package, sticker = STICKERS[name]
    return {"type": "sticker", "packageId": package, "stickerId": sticker}


def _place(place: list[Any]) -> Json:
    latitude, longitude, *title = place
    named = {"title": title[0]} if title else {}
    return {"type": "location", "latitude": latitude, "longitude": longitude, **named}


def _moment(value: str | datetime) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def start_of(golden: Mapping[str, Any]) -> datetime:
    """The moment a conversation begins."""
    return _moment(golden["at"])
