"""What belongs to a form that staff brought: its tables, and its pictures and recordings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble, Sound
from bot.messages.packing import pack
from bot.messages.questions import Media, Medium, shown_with
from forms import Step
from forms.form import Form
from forms.question import Rows
from forms.spoken import closing_notes, wording
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

CLOSING = 2  # pictures and voices at an end, whose room has words of its own to say


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


def prompt_of(turn: Turn, form: Form, language: str, path: str) -> Sound | None:
    """What staff spoke for the question at a path, if they did."""
    said = wording(form, path)
    file = spoken_prompt(turn.session, form.name[:LONGEST_NAME], language, said) if said else None
    medium = shown(turn, file) if file is not None else None
    return medium if isinstance(medium, Sound) else None


def closing(turn: Turn, form: Form, step: Step, media: Media) -> list[Bubble]:
    """Notes after the last question with what goes with them; as staff spoke them for whoever
    chose that language."""
    language, off = step.state.get("language"), step.state.get("off", ())
    paths = [item.key for item in closing_notes(form) if language and item.key not in off]
    spoken = [prompt_of(turn, form, str(language), path) for path in paths]
    sounds = [Bubble(sound=one) for one in spoken if one is not None]
    shown = [*shown_with(step.before, media), *sounds][:CLOSING]
    return [*shown, *map(Bubble, pack(step.before))]


def shown(turn: Turn, file: File) -> Medium | None:
    """A file that everybody who answers may see, at an address for who answers now."""
    if turn.context.showing is None or turn.account is None:
        return None
    bubble = turn.context.showing.bubble(file, turn.account.id, turn.now)
    return (bubble.image or bubble.sound or bubble.video) if bubble else None
