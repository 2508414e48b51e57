"""One message's content from LINE to the folder of files, in pieces, bounded in size and time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from base.clock import monotonic
from base.files import Draft, Files, Stored
from bot.line.answers import LineTrouble
from bot.line.client import Content, LineClient
from bot.line.errors import reason
from bot.media.picture import MAX_BYTES, clean, thumbnail
from bot.media.sniff import HEAD, UNKNOWN, Seen, sniff
from bot.media.strip import BrokenPicture
from models.words import FileKind

CAP = 300_000_000  # bytes
DEADLINE = 300.0  # seconds for one try


@dataclass(frozen=True, slots=True)
class Fetched:
    """Names within Files. SHA-256 and size are of the stored bytes, after cleaning a picture.

    `declared` is the content type that LINE gave, `content_type` what the bytes are.
    """

    name: str
    sha256: str
    size: int
    content_type: str
    kind: FileKind
    declared: str
    thumbnail: str | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """LINE is still preparing it (202, large video and audio): ask again later."""


@dataclass(frozen=True, slots=True)
class Gone:
    """LINE does not have it, any more (410, unsent) or at all (404); asking again is in vain."""

    reason: str


@dataclass(frozen=True, slots=True)
class TooLarge:
    """Above the cap; `size` is what was announced, or what had come when we stopped."""

    size: int


@dataclass(frozen=True, slots=True)
class Retry:
    """Nothing is known about the content: no answer, a fault of LINE's, a full disk, too slow."""

    cause: str


Outcome = Fetched | Pending | Gone | TooLarge | Retry


class _OverCap(Exception):
    def __init__(self, size: int) -> None:
        self.size = size


def fetch(
    client: LineClient,
    message_id: str,
    files: Files,
    cap: int = CAP,
    deadline: float = DEADLINE,
    *,
    owner: str = "",
) -> Outcome:
    """Fetch the content of a message that has `contentProvider.type` line; never raises for it.

    The stored file's owner is `owner`, or the message: trying again ends in the same name.
    """
    try:
        with client.content(message_id) as content:
            if content.status != 200:
                return _not_there(content)
            return _stored(content, owner or message_id, files, cap, monotonic() + deadline)
    except _OverCap as over:
        return TooLarge(over.size)
    except LineTrouble as trouble:
        return Retry(trouble.cause)
    except OSError as fault:
        return Retry(f"{type(fault).__name__}: {fault}"[:300])


def _not_there(content: Content) -> Outcome:
    """LINE reference, "Get content": 202, 404 and 410. Other refusals do not change by asking."""
    if content.status == 202:
        return Pending()
    told = reason(content.answer())
    again = content.status in (401, 403, 408, 429) or not 400 <= content.status < 500
    return Retry(told) if again else Gone(told)


def _stored(content: Content, owner: str, files: Files, cap: int, until: float) -> Fetched | Retry:
    announced = content.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > cap:
        raise _OverCap(int(announced))
    with files.draft() as draft:
        for piece in _bounded(content.pieces(), cap):
            draft.write(piece)
            if monotonic() > until:
                return Retry("slower than the time that one try has")
        draft.flush()
        return kept(draft, owner, files, content.headers.get("content-type", ""))


def _bounded(pieces: Iterator[bytes], cap: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > cap:
            raise _OverCap(size)
        yield piece


def kept(draft: Draft, owner: str, files: Files, declared: str) -> Fetched:
    """What was written into the draft, looked at and on disk for good; a picture is cleaned.

    `declared` is a content type, or a kind of LINE's.
    """
    with draft.path.open("rb") as raw:
        seen = sniff(raw.read(HEAD), declared)
    if seen.kind is not FileKind.IMAGE:
        return _described(draft.commit(owner), seen, declared)
    try:
        return _kept_picture(draft, owner, files, seen, declared)
    except BrokenPicture:
        # Kept for a person to look at, but never shown as a picture: it may still name its place.
        return _described(draft.commit(owner), Seen(UNKNOWN, FileKind.FILE), declared)


def _kept_picture(draft: Draft, owner: str, files: Files, seen: Seen, declared: str) -> Fetched:
    if draft.size > MAX_BYTES:
        raise BrokenPicture("too large to look into")
    with draft.path.open("rb") as raw, files.draft() as cleaned:
        clean(raw, cleaned.write, seen.content_type)
        stored = cleaned.commit(owner)
    small = thumbnail(files.path(stored.name))
    name = files.put(small, owner).name if small else None
    return _described(stored, seen, declared, name)


def _described(stored: Stored, seen: Seen, declared: str, thumbnail: str | None = None) -> Fetched:
    return Fetched(
        stored.name,
        stored.sha256,
        stored.size,
        seen.content_type,
        seen.kind,
        declared[:100],
        thumbnail,
    )
