"""What somebody answered with their name: seen at any time, changed until the wave closes."""

from __future__ import annotations

import json

from base.thai.text import cut
from bot.dialogue import drive
from bot.dialogue.reading_back import Line, asked_answers, form_of, lines
from bot.dialogue.speaker import asks_who
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from forms.form import Form
from handlers.surveys.ending import INVITATION
from handlers.surveys.service import ROOM
from models.surveys import Invitation, Response, SurveyVersion
from models.waves import invitation_of, response_to, wave_numbered
from models.words import WaveState

AT_ONCE = 6  # buttons in a bubble
LONGEST = 40  # grapheme clusters of a label or an answer


def act_see(turn: Turn, subject: str, _extra: str) -> None:
    found = _mine(turn, subject)
    if found is None:
        return
    invitation, row = found
    told = [
        turn.say("surveys.line", label=cut(label, LONGEST), answer=cut(value, LONGEST))
        for _, label, value in _lines(turn, row)
        if value
    ]
    edit = Button(turn.say("surveys.edit"), Act("survey.edit", subject))
    buttons = (edit,) if invitation.wave.state is WaveState.OPEN else ()
    for line in [*_called(row), *told[:-1]]:
        turn.answer.say(Bubble(line))
    turn.answer.say(Bubble(told[-1] if told else turn.say("surveys.empty"), buttons))


def _called(row: Response) -> list[str]:
    """What the form itself calls these answers (its setting instance_name)."""
    called = str(json.loads(row.answers).get("instanceName") or "")
    return [cut(called, LONGEST)] if called else []


def act_edit(turn: Turn, subject: str, extra: str) -> None:
    """Which answer? A few at a time; `extra` is the number of those that came before."""
    found = _mine(turn, subject)
    if found is None:
        return
    invitation, row = found
    if invitation.wave.state is not WaveState.OPEN:
        turn.tell("surveys.closed_no_change")
        return
    told, first = _lines(turn, row), int(extra) if extra.isdecimal() and len(extra) < 4 else 0
    shown = [
        Button(cut(label, LONGEST), Act("survey.again", subject, path))
        for path, label, _ in told[first : first + AT_ONCE]
    ]
    if len(told) > first + AT_ONCE:
        more = str(first + AT_ONCE)
        shown.append(Button(turn.say("surveys.more"), Act("survey.edit", subject, more)))
    turn.answer.say(Bubble(turn.say("surveys.which_answer"), tuple(shown)))


def act_again(turn: Turn, subject: str, path: str) -> None:
    """One question once more, the others as they were answered; sent, it is a new revision."""
    found = _mine(turn, subject)
    if found is None:
        return
    invitation, row = found
    if invitation.wave.state is not WaveState.OPEN:
        turn.tell("surveys.closed_no_change")
        return
    version = turn.session.get_one(SurveyVersion, row.version_id)
    form = form_of(turn, ROOM, version.form_digest)
    item = form.find(path)
    kept = {
        key: value
        for key, value in asked_answers(form, row.answers).items()
        if not _is(form, key, item)
    }
    drive.open_form(
        turn,
        ROOM,
        subject=f"{INVITATION}{invitation.id}",
        prefill=kept,
        digest=version.form_digest,
    )


def _is(form: Form, key: str, item: object) -> bool:
    return item is not None and form.find(key) is item


def _mine(turn: Turn, subject: str) -> tuple[Invitation, Response] | None:
    if asks_who(turn):
        return None
    wave, person = wave_numbered(turn.session, subject), turn.speaker
    invitation = invitation_of(turn.session, wave.id, person.id) if wave and person else None
    row = response_to(turn.session, invitation) if invitation else None
    if invitation is None or row is None:
        turn.tell("surveys.nothing_kept")
        return None
    return invitation, row


def _lines(turn: Turn, row: Response) -> list[Line]:
    version = turn.session.get_one(SurveyVersion, row.version_id)
    return lines(turn, ROOM, version.form_digest, row.answers)
