"""Photos that come after the report was sent, and what each photo shows."""

from __future__ import annotations

from collections.abc import Callable

from bot.dialogue.keeping import keep
from bot.dialogue.speaker import own_bundle
from bot.inbox.turn import Turn
from handlers.report import screens
from handlers.report.owning import own_open
from handlers.report.pictures import batch_of, join, set_kind, take_out, takes_late
from handlers.report.service import is_open, own_report, pictures, recent_report
from models.files import File
from models.forums import ForumReport
from models.kept import bundle
from models.words import FileShows


def hear_late_photo(turn: Turn, asked_for: Callable[[Turn], bool]) -> bool:
    """A photo within days of a report without one joins it, and is said so with an undo.

    `asked_for`: somebody from the office spoke here a moment ago; then it is for them.
    """
    if turn.message_type != "image" or turn.file is None or asked_for(turn):
        return False
    report = recent_report(turn.session, turn.speaking, turn.now)
    if report is None or not takes_late(turn.session, report, turn.now):
        return False
    if bundle(turn.session, turn.mailbox.key, turn.now):
        return False
    _join(turn, report)
    return True


def join_burst(turn: Turn, report_id: str, _field: str) -> bool:
    """A photo of the burst that a sent report was made of joins it, as any later photo does."""
    report = own_report(turn.session, report_id, turn.speaking)
    if report is None or not is_open(report, turn.now):
        return False
    _join(turn, report)
    return True


def _join(turn: Turn, report: ForumReport) -> None:
    row = keep(turn)
    join(turn.session, report, [row])
    batch = batch_of(turn.session, report, row)
    turn.answer.deferred = True
    since = min(row.id for row in batch)
    turn.answer.say(screens.joined(turn, report, len(batch), since))


def join_loose(turn: Turn, subject: str, extra: str) -> None:
    """[ใส่ในรายงาน …]: the loose photos go into that report."""
    report = own_open(turn, subject)
    if report is None:
        return
    rows = own_bundle(turn, extra)
    joined = join(turn.session, report, rows)
    if joined:
        since = min(row.id for row in joined)
        turn.answer.say(screens.joined(turn, report, len(joined), since))
    else:
        turn.tell("report.nothing_to_join")


def not_mine(turn: Turn, subject: str, extra: str) -> None:
    """Undo: the photos are loose again. Pressed twice, nothing is left to take out."""
    report = own_open(turn, subject)
    if report is None:
        return
    since = int(extra) if extra.isascii() and extra.isdecimal() and len(extra) < 18 else 0
    rows = take_out(turn.session, report, since)
    if rows:
        turn.answer.say(screens.taken_out(turn, rows[-1].id))
    else:
        turn.tell("report.nothing_to_join")


def show_pictures(turn: Turn, subject: str, extra: str) -> None:
    """[มีรูปใบลงชื่อ]: each photo with what it shows; `extra` is the page."""
    report = own_open(turn, subject)
    if report is None:
        return
    if not pictures(turn.session, report):
        turn.tell("report.no_pictures")
        return
    turn.answer.say(screens.picture_list(turn, report, _page(extra)))


def set_picture(turn: Turn, subject: str, extra: str) -> None:
    """A photo is said to show something else; `extra` is kind/place/page."""
    file = turn.session.get(File, subject)
    report = own_open(turn, (file.report_id or "") if file else "")
    kind, _, rest = extra.partition("/")
    place, _, page = rest.partition("/")
    if report is None or file is None or kind not in set(FileShows):
        return
    set_kind(file, FileShows(kind))
    said = screens.picture_set(turn.language, file.shows, _page(place))
    turn.answer.say(screens.picture_list(turn, report, _page(page), said))


def _page(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 4 else 1


ACTS = {
    "report.join": join_loose,
    "report.notmine": not_mine,
    "report.pictures": show_pictures,
    "report.picture": set_picture,
}
