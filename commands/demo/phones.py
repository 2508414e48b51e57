"""The phones in the simulator, which forgets them when it ends; made again through its control API.

They come back silently, with what their chats held: what these people did long ago must not come in
a second time.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import sqlalchemy as sa
import urllib3
from sqlalchemy.orm import Session

import bootstrap
from base.files import Files
from base.i18n import say
from base.settings import Settings
from commands.demo.chats import past
from commands.demo.data import people, story, user_id
from models.people import Account, Person, PersonalCode

LANGUAGE = "th"


@dataclass(frozen=True)
class Phone:
    """A phone to begin with: whose it is, what can be played on it; `shown` when opened first."""

    user_id: str
    name: str
    about: str
    shown: bool


class _Api:
    def __init__(self, simulator_url: str) -> None:
        self._url = f"{simulator_url}/_simulator/api/"
        self._pool = urllib3.PoolManager(timeout=urllib3.Timeout(total=10.0), retries=False)

    def call(self, method: str, path: str, body: dict[str, object] | None = None) -> Any:
        answer = self._pool.request(method, self._url + path, json=body)
        if answer.status >= 300:
            raise OSError(f"the simulator refuses {method} {path}: {answer.data[:200]!r}")
        return json.loads(answer.data)


def make_phones(settings: Settings, simulator_url: str) -> list[Phone]:
    """A phone for each account of the database and for the people of the story; those come first.

    May be repeated: who has a phone keeps it. Raises OSError when the simulator does not answer.
    """
    database = bootstrap.database(settings, pool_size=1)
    api = _Api(simulator_url)
    try:
        with database.read() as session:
            basic_id = str(api.call("GET", "bot")["basicId"])
            first = [_phone(session, one, basic_id) for one in story()["phones"]]
            if _make(api, _wanted(session, first)):
                files = Files(settings.media_dir)
                _fill(api, past(session, files, [one.user_id for one in first]))
    finally:
        database.close()
    return first


def address(simulator_url: str, phones: list[Phone]) -> str:
    """The page with the phones that stand open first, side by side."""
    shown = [("user", phone.user_id) for phone in phones if phone.shown]
    return f"{simulator_url}/_simulator/" + (f"?{urlencode(shown)}" if shown else "")


def _phone(session: Session, told: dict[str, Any], basic_id: str) -> Phone:
    human = people().get(told["key"])
    officers = {one["key"]: one["line_name"] for one in story()["staff"]}
    name = told.get("line_name") or officers.get(told["key"]) or (human.called if human else "?")
    about = str(told["about"])
    if "person" in told:
        about = _with_code(session, told, basic_id)
    return Phone(user_id(told["key"]), name, about, told.get("shown", False))


def _with_code(session: Session, told: dict[str, Any], basic_id: str) -> str:
    """What to say with the personal code as long as it was not used, and the link of its QR."""
    code = session.scalar(
        sa.select(PersonalCode.code)
        .join(Person)
        .where(
            Person.full_name == people()[told["person"]].full_name, PersonalCode.used_at.is_(None)
        )
    )
    if code is None:
        return str(told["later"])
    words = f"{say('words.register', LANGUAGE).split('|')[0]} {code}"
    link = f"https://line.me/R/oaMessage/{quote(basic_id)}/?{quote(words)}"
    return str(told["about"]).format(words=words, link=link)


def _wanted(session: Session, first: list[Phone]) -> list[tuple[str, str, bool, bool]]:
    """(user id, name, friend, blocked), those of the story first, then in order of name."""
    known = {
        str(one.line_user_id): one
        for one in session.scalars(sa.select(Account).where(Account.line_user_id.is_not(None)))
    }
    names = {phone.user_id: phone.name for phone in first}
    others = {key: one.display_name or key[:6] for key, one in known.items() if key not in names}
    names |= dict(sorted(others.items(), key=lambda item: item[1]))
    return [_state(known.get(key), key, name) for key, name in names.items()]


def _state(account: Account | None, key: str, name: str) -> tuple[str, str, bool, bool]:
    if account is None:
        return key, name, False, False
    return key, name, bool(account.friend), account.blocked


def _fill(api: _Api, parts: dict[str, Any]) -> None:
    """A simulator that has just begun gets the chats as they were."""
    if parts["chats"]:
        api.call("PUT", "state", {"format": "line-simulator", "version": 1, "parts": parts})


def _make(api: _Api, wanted: list[tuple[str, str, bool, bool]]) -> bool:
    """True when there was no phone before."""
    there = {one["userId"] for one in api.call("GET", "users")}
    for key, name, friend, blocked in wanted:
        if key not in there:
            body: dict[str, object] = {"userId": key, "displayName": name, "silent": True}
            api.call("POST", "users", body | {"friend": friend or blocked, "blocked": blocked})
    return not there
