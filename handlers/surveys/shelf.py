"""«คำแนะนำ» of an officer: what the office wrote for whoever gives an answer; changed, taken off,
brought back."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from base.i18n import LANGUAGES, say
from base.thai.text import cut, normalize, strip_particles
from bot.dialogue import drive
from bot.inbox.turn import Context, Turn
from bot.messages.bubbles import Act, Bubble, Button
from bot.messages.paging import paged
from bot.tasks import Outcome
from handlers.surveys import advising, choosing
from handlers.surveys.choosing import ADD, LABEL, WRITING
from handlers.surveys.tying import officer, page
from models.advice import Advice, advice_numbered, all_advice, put_away
from models.staff import note, staff_of
from models.tasks import ScheduledTask, plan

LIST, SEE, CHANGE = "advice.list", "advice.see", "advice.change"
REMOVE, BACK = "advice.remove", "advice.back"
GONE = "advice_gone"  # a task's kind
BACK_FOR = timedelta(days=1)
SHOWN = 5  # with the next ones and a new one
LONGEST_WORD = 40


def typed(turn: Turn) -> bool:
    """An ear: the word by which officers come here; nobody else's."""
    plain = strip_particles(normalize(turn.text)).casefold() if _short(turn.text) else ""
    wanted = {one for tongue in LANGUAGES for one in say("advice.words", tongue).split("|")}
    if plain not in wanted or staff_of(turn.session, turn.person_account.id) is None:
        return False
    listed(turn, "", "")
    return True


def listed(turn: Turn, _subject: str, extra: str) -> None:
    """A button for each, and one to write another."""
    if officer(turn) is None:
        return
    found = all_advice(turn.session)
    view = paged(found, page(extra), SHOWN)
    buttons = [Button(cut(one.title(turn.language), LABEL), _act(SEE, one)) for one in view.items]
    if view.has_more:
        buttons.append(Button(turn.say("chat.more"), Act(LIST, "", str(view.number + 1))))
    buttons.append(Button(turn.say("advice.add"), Act(ADD), main=not found))
    key = "advice.which" if found else "advice.none"
    turn.answer.say(Bubble(turn.say(key, count=len(found)), tuple(buttons)))


def see(turn: Turn, subject: str, _extra: str) -> None:
    """As whoever gives that answer gets it, and when that is."""
    one = _theirs(turn, subject)
    if one is None:
        return
    when = choosing.in_words(turn, one.question, one.choice)
    acts = ((CHANGE, "change"), (REMOVE, "remove"))
    buttons = tuple(Button(turn.say(f"advice.{name}"), _act(act, one)) for act, name in acts)
    text = turn.say("advice.offered", when=when, title=one.title(turn.language))
    turn.answer.say(*advising.bubbles(turn, one), Bubble(text, buttons))


def change(turn: Turn, subject: str, _extra: str) -> None:
    """[แก้]: the form again, at its review."""
    one = _theirs(turn, subject)
    if one is None:
        return
    told = {
        "question": one.question,
        "choice": one.choice,
        "title": one.title_th,
        "words": one.words_th,
        "title_english": one.title_en,
        "english": one.words_en,
        "picture": one.picture_id,
        "document": one.document_id,
        "document_name": one.document_name,
        "link": one.link,
    }
    values = {name: value for name, value in told.items() if value}
    drive.open_form(turn, WRITING, subject=str(one.id), prefill=values, passes=True)


def remove(turn: Turn, subject: str, _extra: str) -> None:
    """[เอาออก]: at once, and for a day it can be brought back."""
    one, staff = _theirs(turn, subject), staff_of(turn.session, turn.person_account.id)
    if one is None or staff is None:
        return
    one.removed_at = turn.now
    plan(turn.session, GONE, str(one.id), turn.now + BACK_FOR, turn.now)
    note(turn.session, turn.now, staff.id, "advice.remove", str(one.id))
    back = Button(turn.say("advice.back"), _act(BACK, one))
    text = turn.say("advice.removed", title=one.title(turn.language))
    turn.answer.must(Bubble(text, (back,)))


def back(turn: Turn, subject: str, _extra: str) -> None:
    """[เอากลับมา]: pressed twice it changes nothing."""
    staff = officer(turn)
    if staff is None:
        return
    one = advice_numbered(turn.session, subject, removed=True)
    if one is None:
        turn.tell("advice.gone")
        return
    if one.removed_at is not None:
        one.removed_at = None
        note(turn.session, turn.now, staff.id, "advice.back", str(one.id))
    look = Button(turn.say("advice.look"), _act(SEE, one))
    text = turn.say("advice.is_back", title=one.title(turn.language))
    turn.answer.must(Bubble(text, (look,)))


def gone(session: Session, _context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    """The task: what nobody brought back goes for good, with its picture and its file."""
    one = advice_numbered(session, task.subject, removed=True)
    if one is None or one.removed_at is None or one.removed_at > now - BACK_FOR:
        return Outcome(dropped=True, result="it was brought back, or is gone")
    put_away(session, one, now)
    return Outcome(progress=1)


def _theirs(turn: Turn, subject: str) -> Advice | None:
    """What an officer means; whoever is none is led back, and of what is gone that is said."""
    if officer(turn) is None:
        return None
    one = advice_numbered(turn.session, subject)
    if one is None:
        again = Button(turn.say("advice.all"), Act(LIST))
        turn.answer.say(Bubble(turn.say("advice.gone"), (again,)))
    return one


def _act(act: str, one: Advice) -> Act:
    return Act(act, str(one.id))


def _short(text: str) -> bool:
    return 0 < len(text) <= LONGEST_WORD
