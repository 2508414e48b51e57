"""«ประกาศ»: an officer writes it, sees it as it will look, whom it reaches and what it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.dialogue import drive, enclosing
from bot.dialogue.rooms import Answers, FormRoom
from bot.dialogue.tables import place_rows
from bot.inbox.turn import Turn
from bot.media.enclosed import MB
from bot.messages.bubbles import HERE, SEND, Act, Answer, Bubble, Button
from bot.outbox.budget import Cost, cost_of
from forms.hear.words import means
from forms.question import Heard, HeardKind, Json, Question, QuestionType, Rows
from handlers.announce import saying, service, whom
from handlers.announce.service import Draft
from handlers.announce.telling import STATE
from models.announcements import Announcement, announcement
from models.audience import Audience, Reach, parse, reach
from models.consents import NUDGES, URGENT
from models.documents import MOST
from models.files import File
from models.mailbox import Conversation
from models.programme import Cohort
from models.staff import Staff, staff_of
from models.words import AnnouncementState

FORMS = Path(__file__).parent / "forms"
ROOM = "announce"
CHANGE = "announcement.change"
COHORT, PART, EVERYONE = "cohort", "cohort_part", "everyone"


def room() -> FormRoom:
    return FormRoom(
        name=ROOM,
        source=FORMS / "announce.md",
        rows=_rows,
        finish=_finish,
        known=_known,
        draw=_draw,
        listen=_listen,
    )


def _rows(session: Session, language: str) -> Rows:
    """Places, cohorts, and parts of cohorts."""
    places = place_rows(session, language)

    def rows(table: str, filters: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
        if table == COHORT:
            return whom.cohort_rows(session, language)
        return whom.part_rows(session, language) if table == PART else places(table, filters)

    return rows


def _known(turn: Turn, _conversation: Conversation) -> Mapping[str, str]:
    staff = staff_of(turn.session, turn.person_account.id)
    cohorts = turn.session.scalar(sa.select(sa.exists(sa.select(Cohort.id))))
    return {
        "pictures": "yes" if turn.context.showing else "",
        "cohorts": "yes" if cohorts else "",
        "districts": " ".join(sorted(staff.district_codes())) if staff else "",
    }


def draft_of(turn: Turn, staff: Staff, answers: Answers) -> Draft:
    when, document = answers.get("when"), enclosing.of_answers(answers)
    return Draft(
        words=_text(answers, "words") or "",
        audience=audience_of(staff, answers),
        words_en=_text(answers, "english"),
        link=_text(answers, "link"),
        file_id=_text(answers, "picture"),
        document_id=document[0],
        document_name=document[1],
        urgent=when == "urgent",
        due_at=_due(turn, answers) if when == "later" else None,
    )


def audience_of(staff: Staff, answers: Answers) -> Audience:
    """The written form of what was chosen (models/audience.py)."""
    who, terms = answers.get("who"), list[str]()
    if who == COHORT and answers.get("cohort") == whom.MORE:
        terms += whom.terms_of(str(answers.get("part")))
    elif who == COHORT:
        terms.append(f"cohort:{answers.get('cohort')}")
    elif who != EVERYONE:
        terms.append(f"role:{who}")
    if village := answers.get("village"):
        terms.append(f"village:{village}")
    elif district := answers.get("district"):
        terms.append(f"district:{district}")
    return parse(" ".join(terms) or EVERYONE, sorted(staff.district_codes()))


def _text(answers: Answers, name: str) -> str | None:
    found: Json = answers.get(name)
    return found if isinstance(found, str) and found else None


def _due(turn: Turn, answers: Answers) -> datetime:
    day, hour = str(answers.get("day")), str(answers.get("hour"))
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), turn.context.zone)


def _draw(turn: Turn, conversation: Conversation, question: Question) -> list[Bubble] | None:
    if question.type is not QuestionType.REVIEW:
        return None
    staff = staff_of(turn.session, turn.person_account.id)
    if staff is None:
        return [Bubble(turn.say("announcement.for_staff"))]
    draft = draft_of(turn, staff, drive.answers(turn, conversation))
    file = enclosing.shown(turn, draft.document_id, draft.document_name)
    said = saying.Said(staff, draft.words, draft.words_en, draft.link, file)
    return [*saying.look(turn, said, _picture(turn, draft)), _facts(turn, draft)]


def _picture(turn: Turn, draft: Draft) -> list[Bubble]:
    file = turn.session.get(File, draft.file_id) if draft.file_id else None
    if file is None or turn.context.showing is None:
        return []
    shown = turn.context.showing.bubble(file, turn.person_account.id, turn.now)
    return [shown] if shown else []


def outlook(turn: Turn, draft: Draft) -> tuple[Reach, Cost]:
    """Whom it would reach now, and for how much; counted while nobody is kept from writing."""
    purpose = URGENT if draft.urgent else NUDGES
    budget, now, zone = turn.context.budget, turn.now, turn.context.zone

    def look(session: Session) -> tuple[Reach, Cost]:
        found = reach(session, draft.audience, purpose)
        return found, cost_of(session, budget, found.messages, now, zone)

    return turn.look_first((ROOM, draft.audience, purpose), look)


def _facts(turn: Turn, draft: Draft) -> Bubble:
    """Whom it reaches, when, what it costs, and whether somebody else must agree."""
    found, cost = outlook(turn, draft)
    second = found.messages > turn.context.budget.alone
    lines = [
        turn.say(
            "announcement.reaches",
            audience=saying.audience_in_words(turn.session, draft.audience, turn.language),
            messages=found.messages,
            others=found.unreached + found.refused,
            when=when_of(turn, draft),
        ),
        saying.cost_in_words(cost, turn.language),
    ]
    send = "announcement.ask_second" if second else "chat.send"
    buttons = (
        Button(turn.say(send), SEND, main=True),
        Button(turn.say("announcement.change"), Act(CHANGE, HERE)),
        Button(turn.say("chat.keep"), Act("keep", HERE)),
    )
    return Bubble("\n".join(lines), buttons=buttons)


def change(turn: Turn, subject: str, _extra: str) -> None:
    """[แก้]: which answer? Only from the look before it is sent."""
    conversation = drive.current(turn)
    asked = drive.question(turn, conversation) if conversation else None
    if conversation is None or asked is None or str(conversation.id) != subject:
        turn.context.routes.stale(turn, subject, "")
    elif asked.type is not QuestionType.REVIEW:
        drive.ask(turn, conversation)
    else:
        turn.answer.conversation, turn.answer.turn = str(conversation.id), conversation.turn
        choices = [Button(one.label, Answer(one.value, HeardKind.EDIT)) for one in asked.choices]
        if enclosing.of_answers(drive.answers(turn, conversation))[0]:
            choices.append(Button(turn.say("document.drop"), Act(enclosing.DROP, HERE)))
        text = turn.say("announcement.which_change")
        turn.answer.say(Bubble(text, buttons=tuple(choices)))


def when_of(turn: Turn, draft: Draft) -> str:
    goes = _waits_until(turn, draft)
    if goes is not None:
        return saying.when_in_words(goes, turn.language)
    return turn.say("announcement.at_once_urgent" if draft.urgent else "announcement.at_once")


def _waits_until(turn: Turn, draft: Draft) -> datetime | None:
    """Its own time, or the morning: at night only what is urgent goes."""
    zone = turn.context.zone
    if draft.due_at is not None or draft.urgent:
        return draft.due_at
    return service.the_morning(turn.now, zone)


def _listen(turn: Turn, conversation: Conversation, asked: Question, heard: Heard) -> bool:
    """A file is its file. It is not sent while its picture is on the way, or to nobody."""
    if enclosing.takes(turn, conversation, asked, heard):
        return True
    if asked.type is not QuestionType.REVIEW or not _sends(heard, turn.language):
        return False
    staff = staff_of(turn.session, turn.person_account.id)
    draft = draft_of(turn, staff, drive.answers(turn, conversation)) if staff else None
    trouble = (_trouble(turn, draft) if draft else None) or _went(turn, conversation)
    if trouble:
        turn.tell(trouble, most=MOST // MB)
        drive.ask(turn, conversation)
    return trouble is not None


def _sends(heard: Heard, language: str) -> bool:
    """Pressed, or typed in its words."""
    typed = heard.value if heard.kind is HeardKind.TEXT and isinstance(heard.value, str) else ""
    return heard.kind is HeardKind.SEND or means(typed, "forms.words.send", language)


def _went(turn: Turn, conversation: Conversation) -> str | None:
    """What was to be corrected has gone out meanwhile: sent all the same, it is one more. What
    somebody else has put in its place, or called off, is not said beside that."""
    old = _corrected(turn, conversation)
    if old is None or service.may_be_corrected(turn.session, old, locked=True):
        return None
    if old.state is AnnouncementState.CANCELLED:
        return "announcement.replaced_meanwhile"
    conversation.subject = ""
    refused = old.state is AnnouncementState.REFUSED
    return f"announcement.{'refused' if refused else 'went'}_meanwhile"


def _corrected(turn: Turn, conversation: Conversation) -> Announcement | None:
    """The announcement whose place this one is to take."""
    subject = conversation.subject
    return announcement(turn.session, subject, locked=True) if subject else None


def _trouble(turn: Turn, draft: Draft) -> str | None:
    if draft.due_at is not None and draft.due_at <= turn.now:
        return "announcement.has_passed"
    file = turn.session.get(File, draft.file_id) if draft.file_id else None
    showing = turn.context.showing
    if file is not None and showing and showing.announced(file, 0, turn.now) is None:
        return "document.picture_not_here"
    of_file = enclosing.trouble(turn, draft.document_id, draft.document_name)
    if of_file:
        return f"document.{of_file}"
    return None if outlook(turn, draft)[0].messages else "announcement.reaches_nobody"


def _finish(turn: Turn, conversation: Conversation, answers: Answers) -> None:
    staff = staff_of(turn.session, turn.person_account.id)
    if staff is None:
        turn.tell("announcement.for_staff")
        return
    draft = draft_of(turn, staff, answers)
    second = outlook(turn, draft)[0].messages > turn.context.budget.alone
    old = _corrected(turn, conversation)
    if old is not None:
        service.cancel(turn.session, old, staff, turn.now)
    one = service.propose(turn.session, staff, draft, turn.now)
    turn.answer.must(_proposed(turn, one, draft, old, second=second))


def _proposed(
    turn: Turn, one: Announcement, draft: Draft, old: Announcement | None, *, second: bool
) -> Bubble:
    key = "announcement.proposed_second" if second else "announcement.proposed"
    waits_for_time = _waits_until(turn, draft) is not None
    if waits_for_time and not second:
        key = "announcement.proposed_later"
    text = turn.say(key, number=one.id, when=when_of(turn, draft))
    if old is not None:
        text = f"{turn.say('announcement.instead', number=old.id)}\n{text}"
    waits = ["correct"] if second or waits_for_time else []
    acts = ["see", *waits, "cancel"]
    return Bubble(text, buttons=tuple(_button(turn, name, one) for name in acts))


def _button(turn: Turn, name: str, one: Announcement) -> Button:
    act = STATE if name == "see" else f"announcement.{name}"
    return Button(turn.say(f"announcement.{name}"), Act(act, str(one.id)))
