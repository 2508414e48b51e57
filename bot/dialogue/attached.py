"""What belongs to a form that staff brought: its tables, and its pictures and recordings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from bot.inbox.turn import Turn
from bot.messages.bubbles import Sound
from bot.messages.questions import Medium
from forms.form import Form
from forms.question import Rows
from forms.spoken import wording
from forms.tables import Row, matching
from models.files import File
from models.mailbox import Conversation
from models.stored_forms import (
    LONGEST_NAME,
    attached,
    attached_table,
    spoken_prompt,
    table_bytes,
)


def with_tables(turn: Turn, digest: str, ours: Rows) -> Rows:
    """The form's own tables, and for the names that none of them has those of `ours`."""

    def rows(table: str, filters: Mapping[str, str]) -> Sequence[Row]:
        sha256 = attached_table(turn.session, digest, f"{table}.csv")
        if sha256 is None:
            return ours(table, filters)
        look = partial(table_bytes, turn.session, sha256)
        return matching(turn.context.shelf.table(sha256, look), filters)

    return rows


def form_media(turn: Turn, conversation: Conversation, name: str) -> Medium | None:
    """`FormRoom.media` of such forms."""
    file = attached(turn.session, conversation.form_digest, name)
    return shown(turn, file) if file is not None else None


def voiced_as(form: Form) -> str:
    """The name under which staff speak its questions: its form_id, also where a room of ours has
    the form under a name of its own."""
    return (form.settings.get("form_id") or form.name)[:LONGEST_NAME]


def prompt_of(turn: Turn, form: Form, language: str, path: str) -> Sound | None:
    """What staff spoke for the question at a path, if they did."""
    said = wording(form, path)
    file = spoken_prompt(turn.session, voiced_as(form), language, said) if said else None
    medium = shown(turn, file) if file is not None else None
    return medium if isinstance(medium, Sound) else None


def shown(turn: Turn, file: File) -> Medium | None:
    """A file that everybody who answers may see, at an address for who answers now."""
    if turn.context.showing is None or turn.account is None:
        return None
    bubble = turn.context.showing.bubble(file, turn.account.id, turn.now)
    return (bubble.image or bubble.sound or bubble.video) if bubble else None
