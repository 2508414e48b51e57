"""What staff sent in one chat, from the files that came to a form in rows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

import forms
from base.files import Files
from bot.media.fetch import kept as kept_on_disk
from forms import Reader
from forms.named import Medium
from handlers.bringing.looking import Looked, look
from handlers.bringing.parcel import ZIP, NotUnpacked, Sent, declared, members
from handlers.bringing.storing import describe, names_had, playable, store, tongues
from models.database import Database
from models.files import File
from models.kept import Kept, discard, kept_for, use
from models.mailbox import Conversation, FormVersion
from models.staff import staff_of
from models.stored_forms import form_mark
from models.words import ConversationState, FileState, KeptState

OPEN = (ConversationState.OPEN, ConversationState.LEFT)
ACCEPTED, REFUSED, LACKING, NO_FORM = "accepted", "refused", "lacking", "no_form"
WAITS, NEWER, OVER = "waits", "newer", "over"  # nothing is said of these
MOST_TOLD = 20

Found = dict[str, Any]
Extras = Mapping[str, Mapping[str, Any]]


def mark(conversation: Conversation | int) -> str:
    """`Kept.used_for` of what was sent so far; it goes with a form that is cancelled."""
    number = conversation if isinstance(conversation, int) else conversation.id
    return f"conversation:{number}:form"


def looked_at(
    database: Database,
    files: Files,
    conversation_id: int,
    kept_id: int,
    readers: Mapping[str, Reader],
) -> Found:
    """`said` is one of the words above. May be repeated, whoever died in between."""
    with database.read() as session:
        early = _too_early(session, conversation_id, kept_id)
        done = _done(session, conversation_id)
    if early:
        return {"said": early}
    if done is not None:
        return _told(Looked(form=forms.load(done, readers=readers), source=done))
    _unpack(database, files, conversation_id)
    with database.read() as session:
        sent, had = _sent(session, files, conversation_id), names_had(session)
    looked = look(sent, readers, had)
    if looked.can_be_asked and not _stored(database, files, conversation_id, looked):
        return {"said": OVER}
    return _told(looked)


def _too_early(session: Session, conversation_id: int, kept_id: int) -> str:
    conversation = session.get(Conversation, conversation_id)
    if conversation is None or conversation.state not in OPEN:
        return OVER
    rows = kept_for(session, mark(conversation_id))
    if any(row.id > kept_id and row.message_id for row in rows):
        return NEWER
    on_the_way = [file for file in _files(session, rows) if file.state is FileState.WAITING]
    return WAITS if on_the_way else ""


def _done(session: Session, conversation_id: int) -> bytes | None:
    """The form that was stored before whoever did it could say so."""
    conversation = session.get_one(Conversation, conversation_id)
    version = session.get(FormVersion, conversation.subject) if conversation.subject else None
    return version.source if version else None


def _files(session: Session, rows: list[Kept]) -> list[File]:
    found = (session.get(File, row.file_id) for row in rows if row.file_id)
    return [file for file in found if file is not None]


def _unpack(database: Database, files: Files, conversation_id: int) -> None:
    """An archive becomes the files that are in it; a broken one stays what it is."""
    with database.read() as session:
        rows = [(row.id, row.file_id) for row in kept_for(session, mark(conversation_id))]
        archives = [
            (kept_id, files.path(file.path))
            for kept_id, file_id in rows
            if (file := session.get(File, file_id)) and file.content_type == ZIP and file.path
        ]
    for kept_id, path in archives:
        try:
            made = [_member(files, kept_id, *one) for one in members(path)]
        except NotUnpacked:
            continue
        with database.write() as session:
            _take_apart(session, kept_id, made)


def _member(files: Files, kept_id: int, name: str, content: Any) -> tuple[str, File]:
    """On disk; whoever does it again writes the same row."""
    identity = hashlib.sha256(f"{kept_id}/{name}".encode()).hexdigest()[:32]
    with files.draft() as draft:
        draft.write(content.getvalue())
        draft.flush()
        row = File(id=identity, state=FileState.STORED)
        describe(row, kept_on_disk(draft, identity, files, declared(name)))
    return name, row


def _take_apart(session: Session, kept_id: int, made: list[tuple[str, File]]) -> None:
    archive = session.get(Kept, kept_id, with_for_update=True)
    if archive is None or archive.state is not KeptState.USED:
        return
    for _, row in made:
        row.account_id, row.mailbox_key = archive.account_id, archive.mailbox_key
        row.due_at = row.sent_at = archive.said_at
        session.add(row)
    session.flush()
    for name, row in made:
        session.add(
            Kept(
                mailbox_key=archive.mailbox_key,
                account_id=archive.account_id,
                person_id=archive.person_id,
                kind="file",
                text=name,
                file_id=row.id,
                state=KeptState.USED,
                used_for=archive.used_for,
                said_at=archive.said_at,
            )
        )
    discard(session, [archive], archive.said_at)


def _sent(session: Session, files: Files, conversation_id: int) -> list[Sent]:
    """Oldest first; what LINE could not hand over was told when that was known."""
    found = []
    for row in kept_for(session, mark(conversation_id)):
        file = session.get(File, row.file_id) if row.file_id else None
        if file is None or file.state is not FileState.STORED or not file.path:
            continue
        found.append(
            Sent(
                name=row.text or "",
                path=files.path(file.path),
                content_type=file.content_type or "",
                kind=file.kind,
                size=file.size or 0,
                file_id=file.id,
                milliseconds=file.duration_ms,
            )
        )
    return found


def _stored(database: Database, files: Files, conversation_id: int, looked: Looked) -> bool:
    """False where the form was left for good meanwhile, or who sent it is no officer any more."""
    media = [(n, s) for n, s in looked.with_it if n.medium is not Medium.TABLE]
    extras = {s.file_id: playable(files, s, n.medium, s.file_id) for n, s in media}
    tables = {n.name: s.path.read_bytes() for n, s in looked.with_it if n.medium is Medium.TABLE}
    with database.write() as session:
        conversation = session.get(Conversation, conversation_id, with_for_update=True)
        if conversation is None or conversation.state not in OPEN:
            return False
        staff = staff_of(session, conversation.account_id or "")
        if staff is None:
            return False
        with_it: dict[str, File | bytes] = dict(tables)
        for named, sent in media:
            with_it[named.name] = _described(session, sent, extras)
        rows = kept_for(session, mark(conversation_id))
        now = max(row.said_at for row in rows)
        row = store(session, looked, with_it, staff.id, now)
        conversation.subject = row.digest
        named_ids = {sent.file_id for _, sent in media}
        use([one for one in rows if one.file_id in named_ids], form_mark(row.digest))
        discard(session, [one for one in rows if one.file_id not in named_ids], now)
    return True


def _described(session: Session, sent: Sent, extras: Extras) -> File:
    """The office's from now on: it stays when whoever sent it deletes what is held of them."""
    file = session.get_one(File, sent.file_id)
    file.account_id = file.mailbox_key = None
    for name, value in extras[sent.file_id].items():
        setattr(file, name, value)
    return file


def _told(looked: Looked) -> Found:
    faults = [*looked.faults, *(one.lacking for one in looked.lacking)]
    told = {"faults": len(faults)} | {
        tongue: [fault.told(tongue) for fault in faults[:MOST_TOLD]] for tongue in ("th", "en")
    }
    if looked.faults:
        return {"said": REFUSED, **told}
    if looked.form is None:
        return {"said": NO_FORM}
    if looked.lacking:
        return {"said": LACKING, **told}
    return {
        "said": ACCEPTED,
        "digest": looked.form.digest,
        "title": looked.form.title,
        "count": len(looked.form.questions),
        "tongues": tongues(looked.form),
        "cautions": {
            tongue: [one.told(tongue) for one in looked.form.cautions] for tongue in ("th", "en")
        },
    }
