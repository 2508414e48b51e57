"""How forum reports are talked about: begun, gone on with, corrected, looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from base.ids import row_number
from bot.dialogue import drive
from bot.dialogue.keeping import keep
from bot.dialogue.rooms import FormRoom, RowsFrom
from bot.dialogue.speaker import asks_who, of_another, own_bundle, own_left
from bot.dialogue.tables import place_rows
from bot.inbox.parts import Part
from bot.inbox.turn import Ear, Turn
from bot.media.pages import shown_page
from bot.messages.bubbles import Act, Bubble, Button
from bot.messages.reviews import by_lines
from forms.question import Heard, HeardKind, Question, QuestionType
from handlers.report import forum_qr, rest_chat, rest_offer, rest_room, returned, screens, twice
from handlers.report.ahead import PlanAhead, calls_together, hear_agreed
from handlers.report.begin import begin, begin_correction, begin_planned, photos_of
from handlers.report.known import sender_of
from handlers.report.late import ACTS as LATE_ACTS
from handlers.report.late import hear_late_photo, join_burst
from handlers.report.mine import mine
from handlers.report.owning import own, own_open
from handlers.report.rest_more import PlanNext
from handlers.report.room import NAME, Corrected, add_photos, form_room
from handlers.report.service import own_report, pictures, recent_report
from handlers.report.taken_back import forget
from handlers.report.whole import is_whole_report, looks_like_report
from models.forums import ForumReport, reports_of_forum
from models.kept import use
from models.mailbox import Conversation
from models.planned import PlannedForum
from models.questions import ReportQuestion
from models.words import ConversationState

AGAIN = timedelta(minutes=10)
ALIVE = (ConversationState.OPEN, ConversationState.LEFT)

__all__ = ["join_buttons", "looks_like_report", "own_words", "part", "seen"]


def _nobody(_turn: Turn) -> bool:
    return False


def _nobody_asked(_session: Session, _asked: ReportQuestion, _now: datetime) -> None:
    return


def _nobody_hears(_session: Session, _report: ForumReport, _now: datetime) -> None:
    return


def part(
    rows: RowsFrom = place_rows,
    asked_for: Callable[[Turn], bool] = _nobody,
    corrected: Corrected = _nobody_hears,
    answered: returned.Answered = _nobody_asked,
    plan_ahead: PlanAhead | None = None,
    plan_next: PlanNext | None = None,
) -> Part:
    """`asked_for` knows whether a photo is what somebody from the office waits for; `corrected` is
    how staff hear that a report they read says something else, `answered` how who asked about one
    hears of the answer; `plan_ahead` makes a forum to come of what was told, `plan_next` of the day
    told as the next one's."""
    return Part(
        first=_first(plan_ahead),
        acts={
            "report.open": open_report,
            "report.open_for": open_for,
            "report.resume": resume,
            "report.of_plan": of_plan,
            "report.fresh": fresh,
            "report.correct": correct_sent,
            "report.view": view,
            screens.PHOTOS: photos,
            forum_qr.QR: forum_qr.show,
            **LATE_ACTS,
            **rest_chat.acts(corrected, plan_next),
            **returned.acts(),
            **twice.acts(),
        },
        words={
            "report": lambda turn: open_report(turn, "", ""),
            "report_for": lambda turn: open_for(turn, "", ""),
            "report_more": rest_chat.more_of_last,
            "my_reports": mine,
        },
        ears=(
            partial(hear_whole, plans=plan_ahead is not None),
            partial(hear_late_photo, asked_for=asked_for),
            partial(returned.hear_answer, asked_for=asked_for, answered=answered),
        ),
        forms=(
            _in_short_bubbles(form_room(rows, corrected, plan_ahead)),
            rest_room.form_room(rows, corrected, rest_offer.put_off, plan_next),
            returned.form_room(answered),
        ),
        tasks=rest_offer.kinds(),
        unsent={"report": forget},
        unwanted={rest_offer.KEY: rest_offer.unwanted},
        joins={"report": join_burst},
    )


def _first(plan_ahead: PlanAhead | None) -> tuple[Ear, ...]:
    if plan_ahead is None:
        return (rest_chat.hear_go_on,)
    return (rest_chat.hear_go_on, partial(hear_agreed, plan_ahead=plan_ahead, room=NAME))


def _in_short_bubbles(room: FormRoom) -> FormRoom:
    """The review line by line, so that a long one goes into two bubbles instead of a tall one."""

    def draw(turn: Turn, conversation: Conversation, asked: Question) -> list[Bubble] | Question:
        drawn = (room.draw(turn, conversation, asked) if room.draw else None) or asked
        return drawn if isinstance(drawn, list) else by_lines(drawn)

    return replace(room, draw=draw)


def hear_whole(turn: Turn, *, plans: bool = False) -> bool:
    """One whole report in one message, outside any form; or, where forums are planned and from
    somebody of a village, one about a meeting to come, which is then asked about."""
    today = turn.happened_at.date()
    calls = plans and bool(turn.text) and calls_together(turn.text, today)
    whole = bool(turn.text) and is_whole_report(turn.text, today)
    if not whole and not (calls and sender_of(turn.session, turn.person_account.id).villages):
        return False
    if not asks_who(turn):
        row = keep(turn)
        begin(turn, "", words=None if whole else row)
    return True


def open_report(turn: Turn, subject: str, _extra: str) -> None:
    """«รายงานเวที»: one that was left is offered first; at its review the word sends it."""
    open_now = drive.current(turn)
    if open_now is not None and open_now.room == NAME:
        if _sends(turn, open_now):
            drive.feed(turn, open_now, Heard(HeardKind.SEND))
            return
        if turn.now - open_now.touched_at < AGAIN:
            drive.ask(turn, open_now)
            return
    if asks_who(turn):
        return
    left = [one for one in own_left(turn) if _is_new(one)]
    if left:
        turn.answer.say(screens.left(turn, left[0].id))
    else:
        begin(turn, subject)


def open_for(turn: Turn, subject: str, _extra: str) -> None:
    """«รายงานแทน»: somebody sends the report of another who does not write themselves."""
    if asks_who(turn):
        return
    open_now = drive.current(turn)
    if open_now is not None and open_now.room == NAME and not open_now.subject:
        drive.fill(turn, open_now, {"helping": "yes"})
        return
    left = [one for one in own_left(turn) if _is_new(one)]
    if left:
        turn.answer.say(screens.left(turn, left[0].id))
    else:
        begin(turn, subject, helping=True)


def of_plan(turn: Turn, subject: str, _extra: str) -> None:
    """[รายงานเวที] of a forum that was planned. Pressed once more, its report is shown."""
    if asks_who(turn):
        return
    planned = turn.session.get(PlannedForum, subject) if subject else None
    if planned is None or not turn.speaking.owns(planned.account_id, planned.planned_by):
        turn.tell("report.not_yours")
        return
    sent = [
        one
        for one in reports_of_forum(turn.session, planned.forum_id)
        if turn.speaking.owns(one.account_id, one.reported_by)
    ]
    if sent:
        view(turn, sent[0].id, "")
    else:
        begin_planned(turn, planned)


def _is_new(conversation: Conversation) -> bool:
    """A report that was never sent; a correction is of another one."""
    return conversation.room == NAME and not conversation.subject


def own_words(turn: Turn, conversation: Conversation, name: str) -> list[Bubble] | None:
    """Of a correction that is left: the report itself was sent, and stands as it was."""
    report = own_report(turn.session, conversation.subject, turn.speaking)
    if report is None:
        return None
    what = "correction" if conversation.room == NAME else "rest"
    return [Bubble(turn.say(f"report.{what}_{name}", number=report.number))]


def _sends(turn: Turn, conversation: Conversation) -> bool:
    asked = drive.question(turn, conversation)
    reviewing = asked is not None and asked.type is QuestionType.REVIEW
    return reviewing and turn.text.strip() == turn.say("report.send")


def resume(turn: Turn, subject: str, _extra: str) -> None:
    """Go on with a report that was left; photos that wait go into it."""
    if asks_who(turn):
        return
    conversation = _alive(turn, subject)
    if conversation is None:
        turn.answer.say(screens.new_only(turn, "report.already_ended"))
        return
    rows = own_bundle(turn)
    drive.resume(turn, conversation)
    photos = photos_of(turn.session, rows)
    if photos:
        turn.answer.bubbles.clear()
        use(
            [row for row in rows if row.file_id in photos], f"conversation:{conversation.id}:photos"
        )
        add_photos(turn, conversation, photos)


def fresh(turn: Turn, subject: str, _extra: str) -> None:
    """Begin anew; what the left one had gathered goes. Pressed again, it only asks again."""
    if asks_who(turn):
        return
    conversation = _alive(turn, subject)
    if conversation is not None:
        drive.cancel(turn, conversation)
    open_now = drive.current(turn)
    if open_now is not None and open_now.room == NAME:
        drive.ask(turn, open_now)
    else:
        begin(turn, "")


def correct_sent(turn: Turn, subject: str, _extra: str) -> None:
    report = own_open(turn, subject)
    if report is not None:
        begin_correction(turn, report)


def view(turn: Turn, subject: str, _extra: str) -> None:
    report = own(turn, subject)
    if report is not None:
        turn.answer.say(*screens.shown(turn, report))


def photos(turn: Turn, subject: str, extra: str) -> None:
    """[ดูรูป]: the pictures of one's own report."""
    report = own(turn, subject)
    if report is not None:
        more = Act(screens.PHOTOS, report.id, extra)
        shown_page(turn, pictures(turn.session, report), more, own=True)


def seen(turn: Turn, conversation: Conversation) -> tuple[Button, ...]:
    """The ways on from an old button of a report that is sent; none for another form's."""
    if conversation.room not in (NAME, rest_room.NAME) or not conversation.subject:
        return ()
    return screens.ways_on(turn, conversation.subject)


def join_buttons(turn: Turn, upto: str) -> list[Button]:
    """For the offer of what came loose: the report of these days that it may belong to."""
    report = recent_report(turn.session, turn.speaking, turn.now)
    rows = own_bundle(turn, upto)
    if report is None or not photos_of(turn.session, rows):
        return []
    label = turn.say("report.join", number=report.number)
    return [Button(label, Act("report.join", report.id, upto))]


def _alive(turn: Turn, subject: str) -> Conversation | None:
    conversation = _mine(turn, subject)
    return conversation if conversation is not None and conversation.state in ALIVE else None


def _mine(turn: Turn, subject: str) -> Conversation | None:
    number = row_number(subject)
    conversation = turn.session.get(Conversation, number) if number is not None else None
    if conversation is None or conversation.mailbox_key != turn.mailbox.key:
        return None
    if of_another(turn, conversation):
        return None
    return conversation if conversation.room == NAME else None
