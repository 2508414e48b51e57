"""Follow, unfollow, and the notice: two lines, once a version, never a wall."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.talk import service
from handlers.talk.buttons import CASE, MENU, MY_DATA, START, buttons, offer
from models.late import ask_late_through
from models.menus import menu_forgotten
from models.people import people_of


def follow(turn: Turn) -> None:
    """Somebody added us, or took us back after blocking."""
    if turn.account is None:
        return
    if turn.late:  # what came after it is known already; nobody is greeted for the past
        service.befriend_late(turn.account)
        menu_forgotten(turn.session, turn.account.id, turn.now)
        return
    came_back = service.befriend(turn.account)
    ask_late_through(turn.session, turn.account.id, turn.now)
    menu_forgotten(turn.session, turn.account.id, turn.now)
    people = people_of(turn.session, turn.account.id)
    if people:
        called = people[0].called or ""
        offer(turn, "talk.welcome_back", MENU, called=called)
    elif came_back:
        offer(turn, "talk.back_again", START)
    else:
        offer(turn, "talk.welcome", START)
    show_notice(turn)


def unfollow(turn: Turn) -> None:
    """Blocked. There is nothing to answer with, and nothing to say."""
    if turn.account is not None and not turn.late:  # whoever spoke since then has come back
        service.unfriend(turn.account)


def show_notice(turn: Turn) -> None:
    """The two lines, if this account has not seen this version."""
    if turn.account is None or not service.owes_notice(turn.account):
        return
    service.notice_shown(turn.account, turn.now)
    read_all = Button(turn.say("talk.read_all"), Act("talk.notice"))
    turn.answer.must(Bubble(turn.say("talk.notice"), buttons=(read_all,)))


def notice_first(turn: Turn) -> bool:
    """An ear that never hears: whoever writes without having added us sees the notice once."""
    show_notice(turn)
    return False


def whole_notice(turn: Turn, _subject: str, _extra: str) -> None:
    turn.tell("talk.notice_1")
    turn.tell("talk.notice_2")
    last = Bubble(turn.say("talk.notice_3"), buttons=buttons(turn, (CASE, MY_DATA)))
    turn.answer.say(last)
