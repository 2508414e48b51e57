"""The quick form as the chat fills it: how it is drawn, what else it hears, what its end does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from base.thai.text import strip_particles
from bot.dialogue import drive
from bot.dialogue.keeping import keep
from bot.dialogue.rooms import FormRoom, RowsFrom
from bot.inbox.turn import Turn
from bot.messages.bubbles import Page
from forms.question import Heard, HeardKind, Json, Question, QuestionType
from handlers.report import screens, twice
from handlers.report.ahead import (
    PLANS,
    PlanAhead,
    chosen,
    day_of_plan,
    plan_instead,
    tells_more,
)
from handlers.report.known import known_of, sender_of
from handlers.report.reading import READERS
from handlers.report.rest_room import plan_offer
from handlers.report.service import Filled, correct, own_report, submit
from models.files import File
from models.forums import ForumReport
from models.kept import discard, kept_for
from models.mailbox import Conversation
from models.planned import held
from models.words import FileKind, KeptState

NAME = "report"

# (session, report, now): it was corrected.
Corrected = Callable[[Session, ForumReport, datetime], None]
SOURCE = Path(__file__).parent / "forms" / "quick.md"


def form_room(
    rows: RowsFrom, corrected: Corrected, plan_ahead: PlanAhead | None = None
) -> FormRoom:
    """`corrected` is how staff hear that a report says something else now; `plan_ahead` makes a
    forum to come of what was told."""
    return FormRoom(
        name=NAME,
        source=SOURCE,
        rows=rows,
        finish=partial(finish, corrected=corrected),
        readers=READERS,
        known=partial(_known, plans=plan_ahead is not None),
        draw=_draw,
        listen=partial(_listen, plan_ahead=plan_ahead),
        cancelled=_cancelled,
        takes=_takes,
        gathers=frozenset({"photos"}),
    )


def _known(turn: Turn, conversation: Conversation, *, plans: bool) -> Mapping[str, str]:
    """What was sent already was held."""
    known = known_of(sender_of(turn.session, turn.person_account.id, turn.speaker))
    return {**known, PLANS: "yes"} if plans and not conversation.subject else known


def _draw(turn: Turn, _conversation: Conversation, asked: Question) -> Question:
    """Without numbers («3/8»): how many questions are left depends on what was told before.

    The form's notes are the whole of the review.
    """
    asked = replace(asked, position=0)
    if asked.type is not QuestionType.REVIEW:
        return asked
    return replace(asked, text="", extras={**asked.extras, "send_label": turn.say("report.send")})


def _listen(
    turn: Turn,
    conversation: Conversation,
    asked: Question,
    heard: Heard,
    plan_ahead: PlanAhead | None,
) -> bool:
    if heard.kind is HeardKind.IMAGE and asked.name != "photos" and isinstance(heard.value, str):
        _photo_between(turn, conversation, heard.value)
        return True
    if asked.type is QuestionType.REVIEW:
        return _at_review(turn, conversation, asked, heard)
    if asked.name == "held_on" and plan_ahead is not None and not conversation.subject:
        return _at_day(turn, conversation, asked, heard, plan_ahead)
    return False


def _at_day(
    turn: Turn, conversation: Conversation, asked: Question, heard: Heard, plan_ahead: PlanAhead
) -> bool:
    """[นัดเวที] is no answer: the report becomes a plan. Words with a day to come may hold more."""
    day = day_of_plan(chosen(heard, asked, turn.language))
    if day is not None:
        plan_instead(turn, conversation, day, plan_ahead)
        return True
    if turn.text and tells_more(heard, turn.happened_at.date()):
        keep(turn, f"conversation:{conversation.id}:told", KeptState.USED)
    return False


def _at_review(turn: Turn, conversation: Conversation, asked: Question, heard: Heard) -> bool:
    """The review's buttons, and what can be corrected, typed by their words."""
    text = heard.value if heard.kind is HeardKind.TEXT and isinstance(heard.value, str) else ""
    word = strip_particles(text)
    if word and word == turn.say("chat.edit"):
        drive.ask(turn, conversation, Page(2))
        return True
    named = [choice.value for choice in asked.choices if word and choice.label == word]
    if named:
        drive.feed(turn, conversation, Heard(HeardKind.EDIT, named[0]))
    return bool(named)


def _takes(turn: Turn, conversation: Conversation, _field: str) -> bool:
    """A photo of the burst that the report was made of, whatever is asked or open by now."""
    file = turn.file
    if file is None:
        return False
    if drive.current(turn) is not conversation:
        keep(turn, f"conversation:{conversation.id}:photos", KeptState.USED)
        drive.put(turn, conversation, _with_photos(turn, conversation, [file.id]))
        turn.tell("report.photo_kept_left")
        return True
    asked = drive.question(turn, conversation)
    if asked is not None and asked.name == "photos":
        drive.hear(turn)
    else:
        _photo_between(turn, conversation, file.id)
    return True


def _photo_between(turn: Turn, conversation: Conversation, file_id: str) -> None:
    """A photo at another question is no wrong answer: it belongs to this report."""
    keep(turn, f"conversation:{conversation.id}:photos", KeptState.USED)
    turn.answer.deferred = True
    add_photos(turn, conversation, [file_id])
    first, *rest = turn.answer.bubbles
    kept = turn.say("report.photo_kept")
    turn.answer.bubbles = [replace(first, text=f"{kept}\n{first.text}"), *rest]


def add_photos(turn: Turn, conversation: Conversation, file_ids: list[str]) -> None:
    """Put photos into the open report and ask what is open."""
    drive.fill(turn, conversation, _with_photos(turn, conversation, file_ids))


def _with_photos(turn: Turn, conversation: Conversation, file_ids: list[str]) -> dict[str, Json]:
    answers = drive.answers(turn, conversation)
    before = answers.get("photos")
    photos: list[Json] = [*(before if isinstance(before, list) else []), *file_ids]
    leave = str(answers.get("leave") or "").split()
    values: dict[str, Json] = {"photos": photos}
    if "photos" in leave:
        values["leave"] = " ".join(name for name in leave if name != "photos") or "nothing"
    return values


def finish(
    turn: Turn, conversation: Conversation, found: Mapping[str, Json], corrected: Corrected
) -> None:
    """Store the report, or the correction of one, and say its number."""
    account = turn.person_account
    sender = sender_of(turn.session, account.id, turn.speaker)
    filled = filled_from(found)
    known = own_report(turn.session, conversation.subject, turn.speaking)
    if known is not None:
        _correct(turn, conversation, known, filled, corrected)
        return
    if conversation.subject:  # of somebody else, or of nobody any more
        turn.tell("report.not_yours")
        return
    report = submit(turn.session, filled, sender, turn.now, turn.happened_at.date())
    conversation.subject = report.id
    held(turn.session, report.forum_id)
    plan_offer(turn.session, report, turn.now, turn.context.zone)
    _relabel(turn, conversation, report)
    turn.answer.must(screens.sent(turn, report, sender))
    about = twice.asks_about(turn, report)
    if about is not None:
        turn.answer.must(about)


def _correct(
    turn: Turn,
    conversation: Conversation,
    report: ForumReport,
    filled: Filled,
    corrected: Corrected,
) -> None:
    changed = correct(turn.session, report, filled, turn.speaking, turn.now)
    _relabel(turn, conversation, report)
    if changed:
        turn.answer.must(screens.changed(turn, report))
        corrected(turn.session, report, turn.now)
    else:
        turn.tell("report.unchanged", number=report.number)


def filled_from(found: Mapping[str, Json]) -> Filled:
    """The form's answers by name as what the service stores."""
    counted = found.get("people") == "counted"
    men, women = (_number(found.get(name)) if counted else None for name in ("men", "women"))
    both = men is not None and women is not None
    topic, photos = found.get("topic"), found.get("photos")
    voice = topic.get("audio") if isinstance(topic, dict) else None
    return Filled(
        held_on=date.fromisoformat(str(found["held_on"])),
        village_code=_words(found.get("code")),
        total=(men or 0) + (women or 0) if both else _number(found.get("total")) or 0,
        men=men if both else None,
        women=women if both else None,
        topic=_words(topic),
        topic_voice=_words(voice),
        top=_words(found.get("top")),
        photos=tuple(map(str, photos)) if isinstance(photos, list) else (),
        internal=found.get("children") != "none",
        helping=found.get("helping") == "yes",
        for_whom=_words(found.get("for_whom")),
    )


def _number(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _words(value: Json) -> str | None:
    return value if isinstance(value, str) and value else None


def _relabel(turn: Turn, conversation: Conversation, report: ForumReport) -> None:
    """From now on the messages belong to the report: an unsent one is found by its field.

    What a correction says again was said by an older message too: that one is history.
    """
    rows = kept_for(turn.session, f"conversation:{conversation.id}:")
    fields = {row.used_for.rpartition(":")[2] for row in rows}
    for old in kept_for(turn.session, f"report:{report.id}:"):
        field = old.used_for.rpartition(":")[2]
        if field in fields or (field == "told" and "topic" in fields):
            old.used_for = f"report:{report.id}:was-{field}"
    for row in rows:
        field = row.used_for.rpartition(":")[2]
        file = turn.session.get(File, row.file_id) if row.file_id else None
        if file is not None:
            file.report_id = file.report_id or report.id
            field = f"{'photo' if file.kind is FileKind.IMAGE else 'voice'}-{file.id}"
        row.used_for = f"report:{report.id}:{field}"
    turn.session.flush()


def _cancelled(turn: Turn, conversation: Conversation) -> None:
    discard(turn.session, kept_for(turn.session, f"conversation:{conversation.id}:"), turn.now)
