"""Every table, and the queries and rules that need only rows."""

from models import (
    cases,
    facts,
    files,
    forums,
    handover,
    inbox,
    kept,
    mailbox,
    many,
    menus,
    outbox,
    people,
    places,
    programme,
    staff,
    stored_forms,
    tasks,
)
from models.columns import Base

__all__ = [
    "Base",
    "cases",
    "facts",
    "files",
    "forums",
    "handover",
    "inbox",
    "kept",
    "mailbox",
    "many",
    "menus",
    "outbox",
    "people",
    "places",
    "programme",
    "staff",
    "stored_forms",
    "tasks",
]
