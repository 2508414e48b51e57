"""The officer in whose name an operator acts: named by LINE user id, and written down."""

from __future__ import annotations

import click
from sqlalchemy.orm import Session

from models.people import account_of
from models.staff import Staff, staff_of

BY = "LINE user id of the officer in whose name it is done."


def officer_named(session: Session, line_user_id: str) -> Staff:
    """Or ends the command."""
    account = account_of(session, line_user_id.strip())
    staff = staff_of(session, account.id) if account else None
    if staff is None:
        raise click.ClickException(f"{line_user_id} is not staff")
    return staff
