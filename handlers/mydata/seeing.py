"""«ข้อมูลของฉัน»: what is held, in plain words, and the permission that may be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.speaker import asks_who
from bot.dialogue.tables import village_label
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from bot.messages.packing import pack
from handlers.mydata.keeping import see_button
from handlers.mydata.service import CasesOf, Held, held
from models.consents import NUDGES, PHOTO_PUBLICITY, consent_of, record
from models.places import Agency, Village
from models.words import Permission, Role

MOST_NUMBERS = 3
PHOTO_TEXT = 1  # version of mydata.photo_question


def see(turn: Turn, cases: CasesOf) -> None:
    if asks_who(turn):
        return
    by = turn.speaking
    found = held(turn.session, by, cases(turn.session, by, turn.context.secret_key))
    turn.answer.say(*map(Bubble, pack(_who(turn, found))))
    turn.tell(
        "mydata.records",
        reports=numbers(turn, [one.number for one in found.reports]),
        cases=numbers(turn, [one.number for one in found.cases]),
        kept=found.kept,
    )
    buttons = (*see_button(turn, found), *_buttons(turn))
    turn.answer.say(Bubble(_permissions(turn), buttons=buttons))


def numbers(turn: Turn, all_of_them: Sequence[str]) -> str:
    """«ว 69/043, ว 69/042 และอีก 3»."""
    if not all_of_them:
        return turn.say("mydata.none")
    shown = ", ".join(all_of_them[:MOST_NUMBERS])
    more = len(all_of_them) - MOST_NUMBERS
    return turn.say("mydata.and_more", numbers=shown, count=more) if more > 0 else shown


def photo(turn: Turn, _subject: str, _extra: str) -> None:
    buttons = tuple(
        Button(turn.say(f"mydata.set_{one.value}"), Act("mydata.set", PHOTO_PUBLICITY, one.value))
        for one in Permission
    )
    turn.answer.say(Bubble(turn.say("mydata.photo_question"), buttons=buttons))


def set_photo(turn: Turn, purpose: str, wanted: str) -> None:
    """Says what is now true, with a button back to what was true before."""
    if asks_who(turn):
        return
    if purpose != PHOTO_PUBLICITY or wanted not in list(Permission):
        turn.context.routes.stale(turn, "", "")
        return
    account, answer = turn.person_account, Permission(wanted)
    person = turn.speaker.id if turn.speaker else None
    before = consent_of(turn.session, account.id, purpose, person)
    changed = record(turn.session, account.id, person, purpose, PHOTO_TEXT, answer, turn.now)
    key = "mydata.changed" if changed else "mydata.unchanged"
    back = Act("mydata.set", purpose, before.value) if changed and before else None
    buttons = (Button(turn.say("mydata.undo"), back),) if back else ()
    turn.answer.say(Bubble(turn.say(key, answer=_words(turn, answer)), buttons=buttons))


def _who(turn: Turn, found: Held) -> list[str]:
    """Line by line all that is known of who signed up here."""
    if not found.people:
        sent = found.reports or found.cases
        return [turn.say("mydata.who_nobody_sent" if sent else "mydata.who_nobody")]
    places = [_place(turn, *one) for one in found.places]
    lines = [
        turn.say("mydata.who"),
        turn.say("mydata.called", names=", ".join(found.names)),
        ", ".join(places) or turn.say("mydata.no_place"),
    ]
    if found.full_names:
        lines.append(turn.say("mydata.full_name", names=", ".join(found.full_names)))
    if found.phones:
        lines.append(turn.say("mydata.phone", digits=", ".join(found.phones)))
    if found.cohorts:
        numbers = ", ".join(str(one.number) for one in found.cohorts)
        lines.append(turn.say("mydata.cohort", numbers=numbers))
    return lines


def _place(turn: Turn, role: Role, place: Village | Agency) -> str:
    """«ผู้นำหมู่บ้าน บ้านโนนสมมุติ หมู่ 94»."""
    if isinstance(place, Village):
        name = village_label(place, turn.language)
    else:
        name = place.name_en if turn.language == "en" else place.name_th
    return turn.say("mydata.place", role=turn.say(f"mydata.role_{role.value}"), place=name)


def _permissions(turn: Turn) -> str:
    account = turn.person_account
    person = turn.speaker.id if turn.speaker else None
    answer = consent_of(turn.session, account.id, PHOTO_PUBLICITY, person)
    if answer is None:
        lines = [turn.say("mydata.photo_unasked")]
    else:
        lines = [turn.say("mydata.photo", answer=_words(turn, answer))]
    if consent_of(turn.session, account.id, NUDGES) is Permission.NO:
        lines.append(turn.say("mydata.nudges_off"))
    return "\n".join(lines)


def _buttons(turn: Turn) -> tuple[Button, ...]:
    offers = (
        ("mydata.change_photo", Act("mydata.photo")),
        ("mydata.correct", Act("mydata.fix")),
        ("mydata.export", Act("mydata.export")),
        ("mydata.delete", Act("mydata.delete")),
    )
    known = turn.context.routes.acts
    return tuple(Button(turn.say(key), act) for key, act in offers if act.name in known)


def _words(turn: Turn, answer: Permission) -> str:
    return turn.say(f"mydata.{answer.value}")
