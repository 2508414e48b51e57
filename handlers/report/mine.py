"""«รายงานของผม»: what was sent, to look at again; one at once, of several a choice."""

from __future__ import annotations

import sqlalchemy as sa

from base.thai.format import Lang, short_date
from bot.dialogue.speaker import asks_who
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.report import screens
from handlers.report.service import own_report
from models.forums import Forum, ForumReport

MOST = 5  # of the newest


def mine(turn: Turn) -> None:
    if asks_who(turn):
        return
    found = _newest(turn)
    if not found:
        report = Button(turn.say("report.begin_one"), Act("report.open"))
        turn.answer.say(Bubble(turn.say("report.none_sent"), buttons=(report,)))
    elif len(found) == 1:
        turn.answer.say(*screens.shown(turn, found[0]))
    else:
        buttons = tuple(_button(turn, one) for one in found)
        turn.answer.say(Bubble(turn.say("report.which_sent"), buttons=buttons))


def _newest(turn: Turn) -> list[ForumReport]:
    by = turn.speaking
    theirs = sa.or_(
        ForumReport.account_id == by.account_id, ForumReport.reported_by == by.person_id
    )
    rows = turn.session.scalars(
        sa.select(ForumReport)
        .where(theirs, ForumReport.submitted_at.is_not(None))
        .order_by(ForumReport.submitted_at.desc(), ForumReport.number.desc())
    )
    own = (one for one in rows if own_report(turn.session, one.id, by) is not None)
    return [one for one, _ in zip(own, range(MOST), strict=False)]


def _button(turn: Turn, report: ForumReport) -> Button:
    language: Lang = "en" if turn.language == "en" else "th"
    day = short_date(turn.session.get_one(Forum, report.forum_id).held_on, language)
    label = turn.say("report.one_sent", number=report.number, day=day)
    return Button(label, Act("report.view", report.id))
