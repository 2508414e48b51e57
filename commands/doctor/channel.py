"""What LINE says of this channel: its token, its webhook, its month, its clock."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parsedate_to_datetime

from base.clock import Clock, SystemClock
from base.settings import Settings
from bot.line.answers import Answer, LineTrouble
from bot.line.client import LineClient
from bot.line.errors import reason
from commands.doctor.finding import Finding, advice, ill, well
from models.database import Database
from models.facts import BOT_USER_ID, fact

CALLBACK = "/callback"
MOST_DRIFT = 30.0  # seconds; LINE's own times decide in which order a chat is heard
FEW = 0.1  # of the month's messages


def channel(
    client: LineClient, settings: Settings, clock: Clock, known_bot: str | None
) -> Iterator[Finding]:
    """`known_bot` is the bot's user id in the database. Ends where LINE does not answer."""
    try:
        who = client.bot_info()
        yield _drift(who, clock)
        yield from _token(who, known_bot)
        if who.status == 200:
            yield from _webhook(client, settings)
            yield from _quota(client)
    except LineTrouble as trouble:
        yield ill("doctor.line_away", "doctor.line_do", why=trouble.cause)
        return
    yield advice("doctor.redelivery", "doctor.redelivery_do")


def bot_of(store: Database) -> str | None:
    with store.read() as session:
        return fact(session, BOT_USER_ID)


def _drift(answer: Answer, clock: Clock) -> Finding:
    """By the Date of LINE's answer (RFC 9110, 6.6.1), which knows whole seconds."""
    if not isinstance(clock, SystemClock):
        return well("doctor.clock_moved")
    try:
        theirs = parsedate_to_datetime(answer.headers.get("Date", ""))
    except ValueError:
        return well("doctor.clock_unknown")
    seconds = abs((clock.now() - theirs).total_seconds())
    if seconds > MOST_DRIFT:
        return ill("doctor.clock_off", "doctor.clock_do", seconds=round(seconds))
    return well("doctor.clock", seconds=round(seconds))


def _token(who: Answer, known_bot: str | None) -> Iterator[Finding]:
    """REF §Get bot info."""
    if who.status == 401:
        yield ill("doctor.token_not", "doctor.token_do")
        return
    if who.status != 200:
        yield _away(who)
        return
    told = who.json()
    yield well("doctor.token", name=told.get("displayName"), basic_id=told.get("basicId"))
    if known_bot is not None and told.get("userId") != known_bot:
        yield ill("doctor.another_bot", "doctor.another_bot_do")


def _webhook(client: LineClient, settings: Settings) -> Iterator[Finding]:
    """REF §Get webhook endpoint information, §Test webhook endpoint."""
    wanted = settings.public_url + CALLBACK
    known = client.webhook_endpoint()
    url = known.json().get("endpoint")
    if known.status not in (200, 404):
        yield _away(known)
        return
    if not url:
        yield ill("doctor.webhook_none", "doctor.webhook_do", wanted=wanted)
        return
    if url != wanted:
        yield advice("doctor.webhook_other", "doctor.webhook_do", url=url, wanted=wanted)
    if not known.json().get("active"):
        yield ill("doctor.webhook_off", "doctor.webhook_off_do")
    yield _tested(client.test_webhook(), str(url))


def _tested(tried: Answer, url: str) -> Finding:
    told = tried.json()
    if told.get("success"):
        return well("doctor.webhook", url=url)
    if told.get("statusCode") == 401:
        return ill("doctor.webhook_refused", "doctor.webhook_refused_do")
    why = " ".join(str(told.get(name) or "") for name in ("reason", "detail")).strip()
    return ill("doctor.webhook_not", "doctor.webhook_not_do", why=why or reason(tried))


def _quota(client: LineClient) -> Iterator[Finding]:
    """REF §Get the target limit for sending messages this month, §Get number of messages sent."""
    answers = (client.quota(), client.consumption())
    silent = next((one for one in answers if one.status != 200), None)
    if silent is not None:
        yield _away(silent)
        return
    most, used = _number(answers[0], "value"), _number(answers[1], "totalUsage")
    if most is None or used is None:
        yield well("doctor.quota_none")
    elif used >= most:
        yield ill("doctor.quota_gone", "doctor.quota_do", most=most)
    elif used > most * (1 - FEW):
        yield advice("doctor.quota_low", "doctor.quota_do", used=used, most=most)
    else:
        yield well("doctor.quota", used=used, most=most)


def _away(answer: Answer) -> Finding:
    return ill("doctor.line_away", "doctor.line_do", why=reason(answer))


def _number(answer: Answer, name: str) -> int | None:
    value = answer.json().get(name)
    return value if isinstance(value, int) else None
