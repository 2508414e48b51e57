"""How a survey ends in the chat: sent, sent again, put aside, cancelled, or too late."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from bot.dialogue.reading_back import form_of
from bot.dialogue.rooms import Answers
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from forms.form import Form
from handlers.surveys import advising, wishes
from handlers.surveys.service import ROOM
from handlers.surveys.splitting import split, store_named, store_nobodys
from handlers.surveys.wishes import Asked, Told
from models.inbox import Event
from models.kept import discard, kept_for, use
from models.mailbox import Conversation, Mailbox
from models.surveys import Invitation, Response, SurveyVersion
from models.waves import version_of
from models.words import ConversationState, InvitationState

INVITATION = "invitation:"  # how the subject of such a form begins

_THANKS = {
    Told.NOBODY: "surveys.thanks_anonymous",
    Told.OFFICERS: "surveys.thanks_partly_wish",
    Told.FACILITATORS: "surveys.thanks_partly_cohort",
}


class Forget(Protocol):
    """Nothing stays that says who."""

    def __call__(
        self,
        session: Session,
        mailbox_key: str,
        conversation: Conversation,
        event: Event | None,
        now: datetime,
        naming: str = "",
        until: datetime | None = None,
    ) -> None:
        """`event` ended the form; `naming` stands in what was said before it was open. What came
        after `until` was said elsewhere."""


@dataclass(frozen=True)
class Ending:
    forget: Forget

    def finish(self, turn: Turn, conversation: Conversation, answers: Answers) -> None:
        invitation = invitation_in(turn, conversation)
        if invitation is None:
            turn.tell("surveys.gone")
            return
        form = form_of(turn, ROOM, conversation.form_digest)
        version = version_of(turn.session, invitation.wave.survey_id, form.digest)
        if version is None:
            raise LookupError(f"no version of the survey has the form {form.digest}")
        turn.session.refresh(invitation, with_for_update=True)  # two phones may send at once
        again = invitation.state is InvitationState.ANSWERED
        nobodys = version.anonymous or version.partly
        if again and nobodys:
            self._forget(turn, conversation, "surveys.answered_anonymous")
            return
        row = self._store(turn, invitation, version, form, answers)
        done_with(invitation)
        if nobodys:
            told = Told.NOBODY
            if row is not None:
                cohort = invitation.wave.cohort
                told = wishes.tell_soon(turn.session, form, row, cohort, turn.now)
            self._forget(turn, conversation, _THANKS[told])
            return
        told = Told.NOBODY
        if not again:
            asked = Asked(version, invitation.wave.cohort)
            told = wishes.tell(turn, conversation, form, answers, asked)
        if row is not None:
            _keep_sources(turn, conversation, row)
        said = thanks(turn, invitation, again=again, told=told)
        turn.answer.must(replace(said, buttons=(*said.buttons, *advising.buttons(turn, answers))))

    def _forget(self, turn: Turn, conversation: Conversation, sentence: str) -> None:
        self.forget(turn.session, turn.mailbox.key, conversation, turn.event, turn.now)
        turn.answer.forget, turn.answer.takes_riders = True, False
        turn.answer.must(Bubble(turn.say(sentence)))

    def _store(
        self,
        turn: Turn,
        invitation: Invitation,
        version: SurveyVersion,
        form: Form,
        answers: Answers,
    ) -> Response | None:
        named, nobodys = split(form, answers)
        zone, wave = turn.context.zone, invitation.wave
        today = turn.now.astimezone(zone).date()
        if not version.anonymous:
            row = store_named(turn.session, invitation, version, named, turn.now, today)
        if version.anonymous or version.partly:
            day = today if version.anonymous else wave.opens_at.astimezone(zone).date()
            store_nobodys(turn.session, version, nobodys, day, wave_id=wave.id)
        return None if version.anonymous else row


def done_with(invitation: Invitation) -> None:
    """It says that there is an answer, and not when."""
    invitation.state = InvitationState.ANSWERED
    invitation.conversation_id = invitation.open_questions = invitation.later_at = None


def invitation_in(turn: Turn, conversation: Conversation) -> Invitation | None:
    """Whose invitation a form answers."""
    number = conversation.subject.removeprefix(INVITATION)
    return turn.session.get(Invitation, int(number)) if number.isdecimal() else None


def thanks(turn: Turn, invitation: Invitation, *, again: bool, told: Told) -> Bubble:
    """What is now true, what happens next, and the way to change it."""
    called = turn.speaker.called if turn.speaker and turn.speaker.called else ""
    called = f", {called}" if called and turn.language == "en" else called
    key = "surveys.corrected" if again else f"surveys.thanks{told}"
    return Bubble(turn.say(key, called=called), see_and_edit(turn, str(invitation.wave_id)))


def see_and_edit(turn: Turn, wave: str) -> tuple[Button, ...]:
    return (
        Button(turn.say("surveys.see"), Act("survey.see", wave)),
        Button(turn.say("surveys.edit"), Act("survey.edit", wave)),
    )


def cancelled(turn: Turn, conversation: Conversation) -> None:
    """Nothing was sent: the invitation waits as before. A correction leaves what was sent."""
    discard(turn.session, kept_for(turn.session, _mark(conversation)), turn.now)
    invitation = invitation_in(turn, conversation)
    if invitation is not None and invitation.conversation_id == conversation.id:
        invitation.conversation_id = invitation.open_questions = None
        if invitation.state is not InvitationState.ANSWERED:
            invitation.state = InvitationState.WAITING


def drop_draft(
    session: Session,
    invitation: Invitation,
    conversation: Conversation | None,
    mailbox: Mailbox | None,
    now: datetime,
) -> None:
    """The wave is closed; what was half-filled was never sent, and goes."""
    invitation.state = InvitationState.EXPIRED
    invitation.conversation_id = invitation.open_questions = invitation.later_at = None
    if conversation is None:
        return
    conversation.state, conversation.ended_at = ConversationState.CANCELLED, now
    conversation.state_json = None
    discard(session, kept_for(session, _mark(conversation)), now)
    if mailbox is not None and mailbox.conversation_id == conversation.id:
        mailbox.conversation_id = None


def _keep_sources(turn: Turn, conversation: Conversation, row: Response) -> None:
    """Which message said which answer, so that an unsent one can be taken out again."""
    mark = _mark(conversation)
    for kept in kept_for(turn.session, mark):
        use([kept], f"response:{row.id}:{kept.used_for.removeprefix(mark)}")


def _mark(conversation: Conversation) -> str:
    return f"conversation:{conversation.id}:"
