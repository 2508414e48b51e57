"""[ตอบเลย] [พรุ่งนี้เย็น] [ไม่สะดวกตอบ]: pressed twice they change nothing, pressed late they say so."""

from __future__ import annotations

from datetime import datetime, timedelta

from base.i18n import LANGUAGES, say
from base.thai.text import normalize, strip_particles
from bot.dialogue import drive
from bot.dialogue.speaker import asks_who
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.surveys import lists
from handlers.surveys.asking import promises
from handlers.surveys.ending import INVITATION, see_and_edit
from handlers.surveys.planning import EVENING
from handlers.surveys.service import ROOM
from handlers.surveys.tasks import LATER
from models.database import wake
from models.holidays import office
from models.mailbox import Conversation
from models.surveys import Invitation
from models.tasks import plan
from models.waves import (
    UNANSWERED,
    invitation_of,
    open_for,
    response_to,
    version_in_use,
    wave_numbered,
)
from models.words import ConversationState, InvitationState, WaveState


def act_open(turn: Turn, _subject: str, _extra: str) -> None:
    """What this person is asked now: one with its buttons, several to choose from."""
    if asks_who(turn):
        return
    person = turn.speaker
    found = open_for(turn.session, person.id) if person else []
    waiting = [one for one in found if one.state is not InvitationState.ANSWERED]
    if len(waiting) == 1:
        _show(turn, waiting[0])
    elif waiting:
        shown = tuple(_button(turn, one) for one in waiting)
        turn.answer.say(Bubble(turn.say("surveys.which"), shown))
    elif found:
        _say_answered(turn, found[-1])
    else:
        turn.tell("surveys.none")


def act_answer(turn: Turn, subject: str, _extra: str) -> None:
    invitation = mine(turn, subject)
    if invitation is None:
        return
    half = _half_way(turn, invitation)
    if half is not None:
        drive.resume(turn, half)
        turn.answer.begin_with(turn.say("surveys.going_on"))
        return
    version = version_in_use(turn.session, invitation.wave.survey_id)
    conversation = drive.open_form(
        turn, ROOM, subject=f"{INVITATION}{invitation.id}", digest=version.form_digest
    )
    promises(turn, conversation, invitation)


def act_later(turn: Turn, subject: str, _extra: str) -> None:
    """Tomorrow at 17:45, after a holiday the evening after it; as long as the wave lasts."""
    invitation = mine(turn, subject)
    if invitation is None:
        return
    at = _that_evening(turn)
    if at >= invitation.wave.closes_at:
        until = lists.day(invitation.wave.closes_at, turn.language, turn.context.zone)
        turn.tell(f"surveys.ends_before{_why(turn, at)}", until=until)
        return
    invitation.later_at = at
    if plan(turn.session, LATER, str(invitation.id), at, turn.now):
        wake(turn.session)
    day = lists.day(at, turn.language, turn.context.zone)
    turn.tell(f"surveys.later_said{_why(turn, at)}", day=day)


def act_decline(turn: Turn, subject: str, _extra: str) -> None:
    """No reason is asked for, and nothing more is heard of this wave."""
    invitation = mine(turn, subject)
    if invitation is None:
        return
    half = _half_way(turn, invitation)
    if half is not None:
        drive.cancel(turn, half)
    invitation.state, invitation.later_at = InvitationState.DECLINED, None
    change = Button(turn.say("surveys.answer_after_all"), Act("survey.answer", subject))
    turn.answer.say(Bubble(turn.say("surveys.declined"), (change,)))


def typed(turn: Turn) -> bool:
    """An ear: the words of the invitation's buttons, which came on a list to many; only for whoever
    is asked something now."""
    act = next((does for key, does in _TYPED.items() if _says(turn.text, key)), None)
    person = turn.speaker
    found = open_for(turn.session, person.id) if act and person else []
    waiting = [one for one in found if one.state in (*UNANSWERED, InvitationState.DECLINED)]
    if act is None or not waiting:
        return False
    act(turn, str(waiting[0].wave_id), "")
    return True


def _says(text: str, key: str) -> bool:
    said = strip_particles(normalize(text)).casefold()
    return said != "" and any(said == say(key, one).casefold() for one in LANGUAGES)


_TYPED = {
    "surveys.answer": act_answer,
    "surveys.later": act_later,
    "surveys.decline": act_decline,
}


def mine(turn: Turn, subject: str) -> Invitation | None:
    """The invitation that is this person's and can be answered now; else what is true is said."""
    if asks_who(turn):
        return None
    wave, person = wave_numbered(turn.session, subject), turn.speaker
    found = invitation_of(turn.session, wave.id, person.id) if wave and person else None
    if wave is None or found is None:
        turn.tell("surveys.none")
    elif found.state is InvitationState.ANSWERED:
        _say_answered(turn, found)
    elif wave.state is not WaveState.OPEN:
        turn.tell("surveys.closed")
    else:
        return found
    return None


def _show(turn: Turn, invitation: Invitation) -> None:
    version = version_in_use(turn.session, invitation.wave.survey_id)
    left = invitation.open_questions or 0
    count = left or version.questions
    text = turn.say(
        "surveys.waits_half" if left else "surveys.waits",
        title=version.title_en if turn.language == "en" else version.title_th,
        count=count,
        minutes=lists.minutes(count),
        until=lists.day(invitation.wave.closes_at, turn.language, turn.context.zone),
    )
    turn.answer.say(Bubble(text, lists.buttons(str(invitation.wave_id), turn.language)))


def _button(turn: Turn, invitation: Invitation) -> Button:
    version = version_in_use(turn.session, invitation.wave.survey_id)
    title = version.title_en if turn.language == "en" else version.title_th
    return Button(title, Act("survey.answer", str(invitation.wave_id)))


def _say_answered(turn: Turn, invitation: Invitation) -> None:
    """With a name: see it, and change it while the wave is open."""
    if response_to(turn.session, invitation) is None:
        turn.tell("surveys.answered_anonymous")
        return
    buttons = see_and_edit(turn, str(invitation.wave_id))
    if invitation.wave.state is not WaveState.OPEN:
        buttons = buttons[:1]
    turn.answer.say(Bubble(turn.say("surveys.answered_already"), buttons))


def _half_way(turn: Turn, invitation: Invitation) -> Conversation | None:
    """The form that waits in this chat; one that waits in another chat of theirs begins anew."""
    number = invitation.conversation_id
    found = turn.session.get(Conversation, number) if number is not None else None
    if found is None or found.mailbox_key != turn.mailbox.key:
        return None
    open_still = found.state in (ConversationState.OPEN, ConversationState.LEFT)
    return found if open_still and invitation.state in UNANSWERED else None


def _why(turn: Turn, at: datetime) -> str:
    """How the sentence ends that says why it is not tomorrow."""
    return "" if at == _tomorrow_evening(turn) else "_holiday"


def _that_evening(turn: Turn) -> datetime:
    """As asked for, but never on a day that is kept as a holiday: nothing is promised for it."""
    evening, calendar = _tomorrow_evening(turn), office(turn.session)
    while calendar.is_holiday(evening.date()):
        evening += timedelta(days=1)
    return evening


def _tomorrow_evening(turn: Turn) -> datetime:
    today = turn.now.astimezone(turn.context.zone).date()
    return datetime.combine(today + timedelta(days=1), EVENING, turn.context.zone)
