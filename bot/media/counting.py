"""Files in words: «5 รูป 1 เสียง», and which of them cannot be opened in a chat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from base.i18n import say
from bot.media.showing import can_be_shown
from models.files import File
from models.words import FileKind, FileState

_KINDS = {
    FileKind.IMAGE: "photo",
    FileKind.AUDIO: "voice",
    FileKind.VIDEO: "video",
    FileKind.FILE: "file",
}


def counted(files: Iterable[File], language: str) -> str:
    """How many of each kind there are."""
    counts = Counter(one.kind for one in files)
    return " ".join(
        say(f"chat.count_{name}{'_one' if counts[kind] == 1 else ''}", language, count=counts[kind])
        for kind, name in _KINDS.items()
        if counts[kind]
    )


def unopened(files: Sequence[File], language: str) -> list[str]:
    """At most one line, of those that LINE cannot show or play, or else of those on their way."""
    closed = [one for one in files if one not in can_be_shown([one])]
    coming = [one for one in closed if one.state is FileState.WAITING]
    never = [one for one in closed if one.state not in (FileState.WAITING, FileState.ERASED)]
    for key, some in (("chat.cannot_open", never), ("chat.not_here_yet", coming)):
        if some:
            return [say(key, language, what=counted(some, language))]
    return []
