"""Groups and rooms (REF §Group chats, §Multi-person chats). LINE tells nothing of those that the
account is not in."""

from __future__ import annotations

from aiohttp import web

from simulator.acts import members
from simulator.api.checks import next_page, page_start
from simulator.basics import ids
from simulator.basics.strict import Json
from simulator.gateway.answers import bad_parameter, line_json, not_available, not_found
from simulator.people.groups import SHAPES, Group
from simulator.world import WORLD, World

_PAGE = 100


def routes() -> list[web.RouteDef]:
    """Groups and rooms have rate limits of their own: each is an endpoint for itself."""
    return [
        web.get("/v2/bot/group/{chat_id}/summary", summary),
        *(route for kind in SHAPES for route in _alike(f"/v2/bot/{kind}/{{chat_id}}")),
    ]


def _alike(path: str) -> list[web.RouteDef]:
    return [
        web.get(path + "/members/count", count),
        web.get(path + "/members/ids", member_ids),
        web.get(path + "/member/{user_id}", profile),
        web.post(path + "/leave", leave),
    ]


async def summary(request: web.Request) -> web.Response:
    group = _joined(request)
    return line_json({"groupId": group.chat_id, "groupName": group.name})


async def count(request: web.Request) -> web.Response:
    return line_json({"count": len(_joined(request).members)})


async def member_ids(request: web.Request) -> web.Response:
    """Verified accounts only; 100 a page, without those who did not consent (CONSENT)."""
    world = request.app[WORLD]
    chat_id = _chat_id(request)
    if not world.faults.flag("verified"):
        raise not_available()
    group = _joined(request)
    start = page_start(request, chat_id)
    known = _known(world, group)
    page: Json = {"memberIds": known[start : start + _PAGE]}
    if len(known) > start + _PAGE:
        page["next"] = next_page(request, chat_id, start + _PAGE)
    return line_json(page)


async def profile(request: web.Request) -> web.Response:
    """Also of who is no friend or blocks the account, if they are in the chat."""
    world, user_id = request.app[WORLD], request.match_info["user_id"]
    _chat_id(request)
    if not ids.USER_ID.fullmatch(user_id):
        raise bad_parameter("userId")
    group, person = _joined(request), world.people.get(user_id)
    if person is None or user_id not in group.members or not person.consents:
        raise not_found()
    return line_json({"displayName": person.display_name, "userId": user_id})


async def leave(request: web.Request) -> web.Response:
    """A room that exists answers 200 also to an account that is not in it."""
    world, chat_id = request.app[WORLD], _chat_id(request)
    group = world.groups.get(chat_id)
    if group is None or not (group.bot or group.kind == "room"):
        raise not_found()
    members.leave(world, group)
    return line_json({})


def _joined(request: web.Request) -> Group:
    group = request.app[WORLD].groups.with_bot(_chat_id(request))
    if group is None:
        raise not_found()
    return group


def _chat_id(request: web.Request) -> str:
    kind, chat_id = request.path.split("/")[3], request.match_info["chat_id"]
    if not SHAPES[kind].fullmatch(chat_id):
        raise bad_parameter(f"{kind}Id")
    return chat_id


def _known(world: World, group: Group) -> list[str]:
    people = [world.people.get(user_id) for user_id in group.members]
    return [person.user_id for person in people if person is not None and person.consents]
