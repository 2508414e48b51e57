"""What waits for a facilitator: one wish of their cohort after the other, the oldest first."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.staff import leaving
from models.facilitators import heard_by, listener
from models.kept import Kept, cohort_of_wish
from models.people import Person
from models.wished import wished

OPEN = "staff.wishes"


def chosen(turn: Turn, cohort_id: str, called_for: str) -> Kept | None:
    """The wish that a notice was about, read or not, else the oldest that they have not read. None,
    and that is said: nothing waits, or they are no facilitator of this cohort."""
    person = listener(turn.session, turn.person_account.id, cohort_id)
    kept = leaving.left(turn.session, called_for) if person is not None else None
    if kept is not None and heard_by(turn.session, turn.person_account.id, kept):
        return kept
    unread = wished(turn.session, cohort_id, person.id).unread if person is not None else ()
    if unread:
        return unread[0]
    if person is None or called_for:
        turn.tell("staff.left_gone")
    else:
        _all_read(turn, cohort_id, person)
    return None


def next_button(turn: Turn, kept: Kept) -> list[Button]:
    """[ดูเรื่องต่อไป], where another wish of that cohort is still to be read."""
    cohort_id = cohort_of_wish(kept)
    person = heard_by(turn.session, turn.person_account.id, kept) if cohort_id else None
    if cohort_id is None or person is None:
        return []
    turn.session.flush()  # what was looked at just now is read
    unread = wished(turn.session, cohort_id, person.id).unread
    more = any(row.id != kept.id for row in unread)
    return [Button(turn.say("staff.wish_next"), Act(OPEN, cohort_id))] if more else []


def _all_read(turn: Turn, cohort_id: str, person: Person) -> None:
    """What nobody has answered yet can be seen again."""
    read = wished(turn.session, cohort_id, person.id).read
    again = Act("staff.kept", str(read[0].id)) if read else None
    buttons = (Button(turn.say("staff.wish_unanswered"), again),) if again else ()
    turn.answer.say(Bubble(turn.say("staff.wishes_read"), buttons=buttons))
