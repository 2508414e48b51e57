"""A survey's form in the chat: what it knows, how far somebody is, and what it does not take."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from bot.dialogue import drive
from bot.dialogue.reading_back import form_of
from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble
from forms.layout import without_entries
from forms.question import Heard, HeardKind, Question, QuestionType
from handlers.surveys import wishes
from handlers.surveys.ending import invitation_in
from handlers.surveys.service import ROOM, anonymous_keys
from models.erasing import erase_file
from models.forums import Forum, ForumReport
from models.mailbox import Conversation
from models.people import Person
from models.surveys import Invitation
from models.waves import IN_HAND, version_of
from models.words import InvitationState, ReportState, WaveState

HOLDS_VOICES = (QuestionType.AUDIO, QuestionType.VIDEO, QuestionType.FILE)
VOICES = (HeardKind.AUDIO, HeardKind.VIDEO)


def known(turn: Turn, conversation: Conversation) -> Mapping[str, str]:
    """`forums`: how many forums the office has seen reported by this person since the workshop;
    `called`: their name; and what the rows `username`, `deviceid` and `phonenumber` fill in.
    Nothing where the answers are nobody's: it would be stored with them."""
    invitation = invitation_in(turn, conversation)
    if invitation is None or invitation.person_id is None or _is_nobodys(turn, conversation):
        return {}
    called = turn.speaker.called if turn.speaker and turn.speaker.called else ""
    known = {"forums": str(forums_seen(turn, invitation)), "called": called}
    return known | _filled_in(turn.session.get(Person, invitation.person_id))


def _filled_in(person: Person | None) -> dict[str, str]:
    """Of whom the invitation was for, whoever's phone it is: their name, their id in place of a
    device's, and their number if the office has one."""
    if person is None:
        return {}
    told = {
        "username": person.called or person.full_name,
        "deviceid": person.id,
        "phonenumber": person.phone,
    }
    return {key: value for key, value in told.items() if value}


def forums_seen(turn: Turn, invitation: Invitation) -> int:
    counted = (
        sa.select(sa.func.count(sa.distinct(ForumReport.forum_id)))
        .join(Forum, Forum.id == ForumReport.forum_id)
        .where(
            ForumReport.reported_by == invitation.person_id,
            ForumReport.state.not_in((ReportState.DRAFT, ReportState.WITHDRAWN)),
            Forum.held_on > invitation.wave.cohort.ends_on,
        )
    )
    return turn.session.scalar(counted) or 0


def draw(turn: Turn, conversation: Conversation, question: Question) -> Question:
    """Written down how far they are, for the reminder; without a trace once it is sent."""
    invitation = invitation_in(turn, conversation)
    if invitation is not None and invitation.state is not InvitationState.ANSWERED:
        begun = question.can_go_back
        invitation.state = InvitationState.HALF_FILLED if begun else InvitationState.OPENED
        left = question.total - question.position + 1 if question.total else None
        invitation.open_questions = left if begun else None
        invitation.conversation_id = conversation.id
    if question.name == wishes.NAME:
        _warn(turn, conversation)
    return question


def _warn(turn: Turn, conversation: Conversation) -> None:
    """Said before anybody asks for help where nobody would know whom to help."""
    if wishes.is_nobodys(form_of(turn, ROOM, conversation.form_digest)):
        turn.answer.say(Bubble(turn.say("surveys.wish_nobodys")))


def listen(turn: Turn, conversation: Conversation, question: Question, heard: Heard) -> bool:
    return _too_late(turn, conversation) or _a_voice(turn, conversation, question, heard)


def _too_late(turn: Turn, conversation: Conversation) -> bool:
    """Whoever was answering when it closed may finish within half an hour."""
    invitation = invitation_in(turn, conversation)
    closed = invitation is None or invitation.wave.state is not WaveState.OPEN
    if not closed or turn.now - conversation.touched_at < IN_HAND:
        return False
    drive.cancel(turn, conversation)
    if invitation is not None and invitation.state is not InvitationState.ANSWERED:
        invitation.state = InvitationState.EXPIRED
    turn.tell("surveys.closed")
    return True


def _a_voice(turn: Turn, conversation: Conversation, question: Question, heard: Heard) -> bool:
    """A voice is a name: where a tap was asked, and nobody may know who answers, it is not kept."""
    takes = question.voice or question.type in HOLDS_VOICES
    if heard.kind not in VOICES or takes:
        return False
    form = form_of(turn, ROOM, conversation.form_digest)
    item = form.find(without_entries(question.path))
    if item is not None and item.key not in anonymous_keys(form):
        return False
    if turn.file is not None:
        erase_file(turn.session, turn.file, turn.now)
    drive.ask(turn, conversation)
    turn.answer.bubbles.insert(0, Bubble(turn.say("surveys.no_voice")))
    return True


def _is_nobodys(turn: Turn, conversation: Conversation) -> bool:
    return form_of(turn, ROOM, conversation.form_digest).anonymous


def promises(turn: Turn, conversation: Conversation, invitation: Invitation) -> None:
    """What becomes of the answers, said before the first question."""
    version = version_of(turn.session, invitation.wave.survey_id, conversation.form_digest)
    if version is not None and (version.anonymous or version.partly):
        key = "surveys.nobodys" if version.anonymous else "surveys.partly"
        turn.answer.bubbles.insert(0, Bubble(turn.say(key)))
