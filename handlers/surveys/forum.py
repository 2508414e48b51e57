"""«เวที K3M9»: whoever was at a forum answers three questions, without a name and for nothing.

The forum's own QR types these words. Anybody may answer for the next one, too: who holds the phone
and who answers are written down nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from base.i18n import LANGUAGES
from base.ids import CODE_DIGITS, CODE_LETTERS
from base.thai.format import Lang, long_date
from base.thai.text import normalize, strip_particles
from bot.dialogue import drive
from bot.dialogue.reading_back import form_of
from bot.dialogue.rooms import Answers
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from forms.question import Heard, HeardKind, Question
from handlers.surveys.ending import Forget
from handlers.surveys.first_language import first_languages, knows_language, typed_first
from handlers.surveys.passing import went_by
from handlers.surveys.service import built_in_version
from handlers.surveys.splitting import store_nobodys
from models.erasing import erase_file
from models.forum_codes import forum_by_code
from models.forums import Forum
from models.mailbox import Conversation
from models.menus import speak_in
from models.places import Village
from models.planned import stands
from models.stored_forms import spoken_languages

FORUM_ROOM = "survey_forum"
KEY = "C"
# Whoever speaks a rare language would be known by it.
NOT_STORED = frozenset({"forum", "spoken", "tongue"})
_SAID = re.compile(rf"(?:เวที|forum)\s*:?\s*([{CODE_LETTERS}{CODE_DIGITS}]{{4}})", re.IGNORECASE)


@dataclass(frozen=True)
class Afterwards:
    forget: Forget

    def by_code(self, turn: Turn) -> bool:
        """An ear: the words that the QR typed."""
        found = _SAID.fullmatch(normalize(strip_particles(turn.text)).strip())
        code = found.group(1).upper() if found else ""
        if not any(sign in CODE_DIGITS for sign in code):
            return False
        asks = _refusal(turn, code) is None and not knows_language(turn)
        buttons = first_languages(turn, FORUM_ROOM, code) if asks else ()
        if buttons:
            turn.answer.say(Bubble(turn.say("surveys.forum_language"), buttons))
            went_by(turn)
        else:
            self.act_answer(turn, code, "")
        return True

    def by_language(self, turn: Turn) -> bool:
        """An ear: a language, where it was asked for."""
        chosen = typed_first(turn, FORUM_ROOM)
        if chosen is not None:
            self.act_speak(turn, chosen.subject, chosen.extra)
        return chosen is not None

    def act_answer(self, turn: Turn, subject: str, _extra: str) -> None:
        """[ช่วยคนต่อไป], and the code."""
        refusal = _refusal(turn, subject)
        if refusal is not None:
            turn.answer.say(Bubble(refusal))
            went_by(turn)
            return
        drive.open_form(turn, FORUM_ROOM, subject=subject)

    def act_speak(self, turn: Turn, subject: str, language: str) -> None:
        """A language, chosen before the first question."""
        if language in LANGUAGES:
            speak_in(turn.session, turn.person_account, language, turn.now)
        self.act_answer(turn, subject, "")

    def act_enough(self, turn: Turn, _subject: str, _extra: str) -> None:
        turn.tell("surveys.enough")

    def known(self, turn: Turn, conversation: Conversation) -> Mapping[str, str]:
        """`forum`: whose forum, and when; `spoken`: whether somebody spoke the questions. Of who
        answers nothing is known here."""
        forum = forum_by_code(turn.session, conversation.subject)
        spoken = {"spoken": "yes"} if spoken_languages(turn.session, FORUM_ROOM) else {}
        return spoken | ({"forum": _named(turn, forum)} if forum is not None else {})

    def listen(
        self, turn: Turn, conversation: Conversation, _question: Question, heard: Heard
    ) -> bool:
        """A voice is a name, and a picture a face: neither is kept."""
        if heard.kind not in (HeardKind.AUDIO, HeardKind.VIDEO, HeardKind.IMAGE, HeardKind.FILE):
            return False
        if turn.file is not None:
            erase_file(turn.session, turn.file, turn.now)
        drive.ask(turn, conversation)
        turn.answer.bubbles.insert(0, Bubble(turn.say("surveys.no_voice")))
        return True

    def finish(self, turn: Turn, conversation: Conversation, answers: Answers) -> None:
        code, forum = conversation.subject, forum_by_code(turn.session, conversation.subject)
        refusal = _refusal(turn, code)
        if forum is None or refusal is not None:
            self._drop(turn, conversation, refusal or "")
            return
        form = form_of(turn, FORUM_ROOM, conversation.form_digest)
        version = built_in_version(turn.session, KEY, form, turn.now)
        day = turn.now.astimezone(turn.context.zone).date()
        told = {key: value for key, value in answers.items() if key not in NOT_STORED}
        store_nobodys(turn.session, version, told, day, forum_id=forum.id)
        self._leave_no_trace(turn, conversation)
        more = Button(turn.say("surveys.next_person"), Act("forum.answer", code))
        enough = Button(turn.say("surveys.stop"), Act("forum.enough"))
        *sounds, thanks = turn.answer.take_closing() or [Bubble(turn.say("surveys.thanks_forum"))]
        turn.answer.say(*sounds)
        turn.answer.must(replace(thanks, buttons=(more, enough)))

    def cancelled(self, turn: Turn, conversation: Conversation) -> None:
        """Which forum it was is forgotten with what was answered."""
        self._leave_no_trace(turn, conversation)

    def _drop(self, turn: Turn, conversation: Conversation, why: str) -> None:
        """It was called off while somebody answered."""
        self._leave_no_trace(turn, conversation)
        turn.answer.take_closing()
        turn.answer.must(Bubble(why))

    def _leave_no_trace(self, turn: Turn, conversation: Conversation) -> None:
        chat, code = turn.mailbox.key, conversation.subject.upper()
        self.forget(turn.session, chat, conversation, turn.event, turn.now, naming=code)
        turn.answer.forget, turn.answer.takes_riders = True, False


def _refusal(turn: Turn, code: str) -> str | None:
    """Why nothing can be said of the forum of that code; None where it can."""
    forum = forum_by_code(turn.session, code)
    if forum is None:
        return turn.say("surveys.no_such_forum")
    how = stands(turn.session, forum, turn.happened_at.date())
    return None if how == "open" else turn.say(f"surveys.forum_{how}", forum=_named(turn, forum))


def _named(turn: Turn, forum: Forum) -> str:
    """«บ้านโนนสมมุติ วันอาทิตย์ที่ 12 ก.ค. 2569»."""
    language: Lang = "en" if turn.language == "en" else "th"
    village = turn.session.get(Village, forum.village_code or "")
    held_on = long_date(forum.held_on, language)
    if village is None:
        return held_on
    name = village.name_en if language == "en" else village.name_th
    bare = name.removeprefix("บ้าน").removeprefix("Ban ").strip()
    return turn.say("surveys.forum", village=bare, day=held_on)
