"""How an announcement stands: what LINE took, who has taken note, and what may be done now."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.announce import saying, service
from handlers.announce.correcting import CORRECT
from handlers.announce.counting import Stand, stand_of
from handlers.announce.deciding import when_of, with_one
from handlers.announce.names import AT_ONCE, REMIND, WHO, village_of
from handlers.announce.telling import LOOK, STATE
from models.announcements import Announcement, how_many_ask, newest, note_by_village, note_of
from models.staff import Staff
from models.words import AnnouncementState

VILLAGES, REMIND_YES = "announcement.villages", "announcement.remind_yes"
STOP, RESUME, CANCEL = "announcement.stop", "announcement.resume", "announcement.cancel"
RECENT = 5
COUNTS = {
    "waiting": "waiting",
    "held": "held",
    "refused": "refused_count",
    "left_out": "left_out",
}


def state(turn: Turn, subject: str, _extra: str) -> None:
    """[ดูผล]; of many it is counted while nobody is kept from writing."""

    def do(_staff: Staff, one: Announcement) -> None:
        number = one.id  # `one` belongs to a transaction that may be begun again
        found = turn.look_first(
            (STATE, number),
            lambda session: stand_of(session, session.get_one(Announcement, number)),
        )
        turn.answer.say(shown(turn, one, found))

    with_one(turn, subject, do)


def shown(turn: Turn, one: Announcement, found: Stand) -> Bubble:
    lines = [
        turn.say(f"announcement.is_{one.state.value}", number=one.id, when=_when(turn, one)),
    ]
    if one.state in service.LIVE or found.said.accepted:
        lines.append(_taken(turn, found))
        lines.append(
            turn.say(
                "announcement.note",
                taken=found.note.taken,
                of=found.note.reached,
                asked=how_many_ask(turn.session, one.id),
            )
        )
    elif one.state is AnnouncementState.REFUSED:
        lines.append(turn.say("announcement.why", why=one.reason or ""))
    return Bubble("\n".join(lines), buttons=_buttons(turn, one, found))


def _when(turn: Turn, one: Announcement) -> str:
    """Days later «at once» says nothing: when it was."""
    if one.due_at is not None or one.state not in service.LIVE:
        return when_of(turn, one)
    at, zone = one.decided_at or one.created_at, turn.context.zone
    goes = service.goes_at(one, at, zone) or at
    return saying.when_in_words(goes.astimezone(zone), turn.language)


def _taken(turn: Turn, found: Stand) -> str:
    """«LINE รับไว้แล้ว 40» and what else there is to tell; never that somebody has it."""
    parts = [turn.say("announcement.accepted", count=found.said.accepted)]
    counted = ((key, getattr(found.said, name)) for name, key in COUNTS.items())
    parts += [turn.say(f"announcement.{key}", count=count) for key, count in counted if count]
    if found.free:
        parts.append(turn.say("announcement.free", count=found.free))
    return " ".join(parts)


def _buttons(turn: Turn, one: Announcement, found: Stand) -> tuple[Button, ...]:
    acts: list[tuple[str, str]] = []
    if one.state is AnnouncementState.ASKED:
        acts.append(("look", LOOK))
    if one.state in service.LIVE or found.said.accepted:
        acts += [("who", WHO), ("villages", VILLAGES)]
    gone = found.said.accepted  # whoever has nothing yet is not reminded of it
    if one.state is AnnouncementState.GOING and gone and found.note.taken < found.note.reached:
        acts.append(("remind", REMIND))
    if one.state is AnnouncementState.STOPPED:
        acts.append(("resume", RESUME))
    if service.may_be_corrected(turn.session, one):
        acts.append(("correct", CORRECT))
    waits = one.state in service.OPEN and (
        one.state is not AnnouncementState.GOING or service.is_under_way(turn.session, one)
    )
    if waits and one.state is AnnouncementState.GOING:
        acts.append(("stop", STOP))
    if waits:
        acts.append(("cancel", CANCEL))
    return tuple(Button(turn.say(f"announcement.{k}"), Act(act, str(one.id))) for k, act in acts)


def villages(turn: Turn, subject: str, extra: str) -> None:
    """[รายหมู่บ้าน]: «บ้านโนนสมมุติ หมู่ 94: 3 จาก 5»."""

    def do(_staff: Staff, one: Announcement) -> None:
        begin = int(extra) if extra.isascii() and extra.isdecimal() and len(extra) < 7 else 0
        number = one.id
        found = turn.look_first(
            (VILLAGES, number), lambda session: note_by_village(session, number)
        )
        lines = [
            turn.say(
                "announcement.village_line",
                village=village_of(turn, code),
                taken=note.taken,
                of=note.people,
            )
            for code, note in found[begin : begin + AT_ONCE]
        ]
        buttons = []
        if begin + AT_ONCE < len(found):
            more = Act(VILLAGES, str(one.id), str(begin + AT_ONCE))
            buttons.append(Button(turn.say("announcement.more"), more))
        text = "\n".join([turn.say("announcement.by_village"), *lines])
        turn.answer.say(Bubble(text, buttons=tuple(buttons)))

    with_one(turn, subject, do)


def remind(turn: Turn, subject: str, _extra: str) -> None:
    """[เตือนคนที่ยังไม่รับทราบ] says how many that costs first."""

    def do(_staff: Staff, one: Announcement) -> None:
        note = note_of(turn.session, one.id)
        if one.state is not AnnouncementState.GOING or service.too_soon(one, turn.now):
            turn.tell("announcement.remind_later")
            return
        text = turn.say("announcement.remind_sure", count=note.reached - note.taken)
        yes = Button(turn.say("announcement.remind_do"), Act(REMIND_YES, str(one.id)), main=True)
        no = Button(turn.say("announcement.remind_not"), Act(STATE, str(one.id)))
        turn.answer.say(Bubble(text, buttons=(yes, no)))

    with_one(turn, subject, do)


def remind_yes(turn: Turn, subject: str, _extra: str) -> None:
    def do(staff: Staff, one: Announcement) -> None:
        done = service.remind(turn.session, one, staff, turn.now)
        turn.tell("announcement.reminding" if done else "announcement.remind_later")

    with_one(turn, subject, do)


Change = Callable[[Session, Announcement, Staff], bool]


def stop(turn: Turn, subject: str, _extra: str) -> None:
    """[หยุดส่ง]"""
    _change(turn, subject, "stopped", lambda s, one, by: service.stop(s, one, by, turn.now))


def resume(turn: Turn, subject: str, _extra: str) -> None:
    _change(turn, subject, "resumed", lambda s, one, by: service.resume(s, one, by, turn.now))


def cancel(turn: Turn, subject: str, _extra: str) -> None:
    """[ยกเลิกประกาศ]: what LINE has taken stays; nothing else goes."""
    _change(turn, subject, "cancelled", lambda s, one, by: service.cancel(s, one, by, turn.now))


def _change(turn: Turn, subject: str, key: str, change: Change) -> None:
    """Done or not, how it stands now. Of what LINE has taken whole is said that it is too late."""

    def do(staff: Staff, one: Announcement) -> None:
        gone = service.has_gone(turn.session, one)
        if change(turn.session, one, staff):
            said = f"{key}_late" if gone else key
            turn.answer.must(Bubble(turn.say(f"announcement.{said}", number=one.id)))
        elif gone:
            turn.tell("announcement.has_gone", number=one.id)
        turn.session.flush()
        turn.answer.say(shown(turn, one, stand_of(turn.session, one)))

    with_one(turn, subject, do)


def recent(turn: Turn, staff: Staff) -> list[Announcement]:
    """The newest that are theirs to see."""
    found = newest(turn.session, 10 * RECENT)
    return [one for one in found if service.may_see(staff, one)][:RECENT]
