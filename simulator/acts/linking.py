"""Linking a LINE account with an account elsewhere (docs "User account linking")."""

from __future__ import annotations

from simulator.acts import telling
from simulator.basics.strict import Json
from simulator.delivery import events
from simulator.delivery.webhooks import Parcel
from simulator.people.person import CannotDo, Person
from simulator.world import World

NONCE = range(10, 256)


def owner(world: World, token: str) -> Person:
    """Whom the token was issued for; raises CannotDo, and then LINE sends no webhook."""
    found = world.link_tokens.find(token, world.clock.now())
    person = world.people.get(found.user_id) if found is not None else None
    if person is None:
        raise CannotDo("this link token has expired, was used, or is none")
    return person


def link(world: World, token: str, nonce: str, visitor: Person) -> tuple[str, Json | None]:
    """What the dialog does once the visitor agrees: ``ok`` or ``failed``, and the event of it.

    It fails for another person than the token's, and for who is no friend (REF §Account link
    event). Raises CannotDo where LINE tells the bot nothing.
    """
    if len(nonce) not in NONCE:
        raise CannotDo("the nonce has 10 to 255 characters")
    wanted = owner(world, token)
    found = world.link_tokens.find(token, world.clock.now())
    assert found is not None
    found.used = True
    if visitor is not wanted or not visitor.friend or visitor.blocked:
        return "failed", _failed(world, visitor, nonce)
    body: Json = {"link": {"result": "ok", "nonce": nonce}}
    return "ok", telling.post(world, visitor, "accountLink", body)


def _failed(world: World, visitor: Person, nonce: str) -> Json:
    """Without source and reply token."""
    body: Json = {"link": {"result": "failed", "nonce": nonce}}
    standby = world.faults.flag("standby")
    event = events.event("accountLink", None, world.clock.now_ms(), body, standby=standby)
    world.postman.send(Parcel(visitor.user_id, event))
    return event
