"""What waits to hear what it is for: counted, and thrown away on request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models.kept import Kept, bundle, discard

KINDS = ("image", "audio", "video", "file", "location", "text")


def counted(rows: Sequence[Kept]) -> Mapping[str, int]:
    """How many of each kind there are, in the order in which they are named."""
    found = Counter(row.kind for row in rows)
    return {kind: found[kind] for kind in KINDS if found[kind]}


def throw_away(session: Session, mailbox_key: str, upto: str, now: datetime) -> int:
    """[ส่งผิด]: what was offered goes for good; how many messages there were."""
    return discard(session, bundle(session, mailbox_key, now, upto), now)
