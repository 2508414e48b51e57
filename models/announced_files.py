"""The pictures and files of announcements that are over: nothing opens them any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.announcements import Announcement
from models.files import File
from models.kept import Kept
from models.stored_forms import FormFile, SpokenPrompt
from models.words import FileState, KeptState

_WAYS = (Announcement.file_id, Announcement.document_id)
_DUE_AT = sa.func.coalesce(Announcement.due_at, Announcement.created_at)
_NAMED = sa.or_(*(way == File.id for way in _WAYS))


def past(session: Session, before: datetime, after: str, most: int) -> Sequence[File]:
    """Those of announcements that were all written, and meant to go, before that moment; in the
    order of ids, from the one after `after`. What a report, a case, a form or something that was
    said besides has as well is not among them."""
    was = sa.and_(Announcement.created_at < before, before > _DUE_AT)
    named = sa.union(*(sa.select(way).where(was, way.is_not(None)) for way in _WAYS))
    beside = (
        sa.select(Announcement.id).where(_NAMED, sa.not_(was)),
        sa.select(Kept.id).where(Kept.file_id == File.id, Kept.state != KeptState.DISCARDED),
        sa.select(FormFile.id).where(FormFile.file_id == File.id),
        sa.select(SpokenPrompt.id).where(SpokenPrompt.file_id == File.id),
    )
    chosen = sa.select(File).where(
        File.id.in_(named),
        File.id > after,
        File.state != FileState.ERASED,
        File.report_id.is_(None),
        File.case_id.is_(None),
        *(sa.not_(sa.exists(one)) for one in beside),
    )
    return session.scalars(chosen.order_by(File.id).limit(most)).all()
