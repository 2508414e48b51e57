"""Pictures and files of announcements leave the disk when no address opens them any more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.inbox.turn import Context
from bot.media.showing import NEWS_FOR
from bot.tasks import Outcome
from models.announced_files import past
from models.erasing import erase_file
from models.tasks import ScheduledTask

FILES = "announcement.files"  # planned daily by the clock
STEP = 100  # files


def erase_some(session: Session, _context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    """What another announcement still shows waits for the end of that one."""
    files = past(session, now - NEWS_FOR, task.cursor or "", STEP)
    for file in files:
        erase_file(session, file, now)
    if len(files) == STEP:
        return Outcome(done=False, cursor=files[-1].id, progress=STEP)
    return Outcome(progress=len(files))
