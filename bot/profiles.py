"""The display name of an account, asked of LINE once (LINE reference, "Get profile")."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from base.clock import Clock
from bot.line.answers import LineTrouble
from bot.line.client import LineClient
from bot.messages.counting import clean
from models.database import Database
from models.people import Account

ASK_AGAIN = timedelta(hours=6)
LONGEST_NAME = 100


def ask_one(database: Database, client: LineClient, clock: Clock) -> bool:
    """Ask for one account whose name is due; False when there is none."""
    now = clock.now()
    due = (
        sa.select(Account)
        .where(Account.profile_due_at <= now, Account.line_user_id.is_not(None))
        .order_by(Account.profile_due_at)
        .limit(1)
    )
    with database.read() as session:
        account = session.scalar(due)
        if account is None or account.line_user_id is None:
            return False
        account_id, line_user_id = account.id, account.line_user_id
    name, again = _name(client, line_user_id)
    with database.write() as session:
        account = session.get_one(Account, account_id)
        account.profile_due_at = now + ASK_AGAIN if again else None
        if name and account.line_user_id is not None:
            account.display_name = name
    return True


def _name(client: LineClient, line_user_id: str) -> tuple[str | None, bool]:
    """The name, and whether to ask again later. 404: blocked or never consented; that is final."""
    try:
        answer = client.profile(line_user_id)
    except LineTrouble:
        return None, True
    name = answer.json().get("displayName")
    if answer.status == 200 and isinstance(name, str):
        return clean(name)[:LONGEST_NAME], False
    return None, answer.status >= 429 or answer.status == 401
