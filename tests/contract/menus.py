"""Rich menus to try."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from tests.contract.line import TOKEN, Answer, Line

SIZE = (800, 540)
WHOLE = {"x": 0, "y": 0, "width": SIZE[0], "height": SIZE[1]}
TAP = {"type": "postback", "label": "รายงานเวที", "data": "report"}


def menu(*actions: dict[str, Any], **parts: object) -> dict[str, Any]:
    """Each action has the whole picture; without one there is a postback."""
    areas = [{"bounds": WHOLE, "action": action} for action in actions or (TAP,)]
    return {
        "size": {"width": SIZE[0], "height": SIZE[1]},
        "selected": False,
        "name": "ลูกบ้าน",
        "chatBarText": "เมนู",
        "areas": areas,
        **parts,
    }


def picture(size: tuple[int, int] = SIZE, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (20, 120, 90)).save(out, kind)
    return out.getvalue()


def created(line: Line, *actions: dict[str, Any], **parts: object) -> str:
    """A menu without a picture; gives its ID."""
    answer = line.call("POST", "/v2/bot/richmenu", menu(*actions, **parts))
    assert answer.status == 200, answer
    return str(answer.json["richMenuId"])


def upload(line: Line, menu_id: str, raw: bytes, kind: str = "image/png") -> Answer:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": kind}
    return line.http("POST", f"/v2/bot/richmenu/{menu_id}/content", raw, headers)


def whole(line: Line, *actions: dict[str, Any], **parts: object) -> str:
    """A menu with its picture."""
    menu_id = created(line, *actions, **parts)
    assert upload(line, menu_id, picture()).json == {}
    return menu_id


def link(line: Line, user: str, menu_id: str) -> Answer:
    return line.call("POST", f"/v2/bot/user/{user}/richmenu/{menu_id}")


def own(line: Line, user: str) -> str | None:
    """The menu that LINE says is the person's own."""
    answer = line.call("GET", f"/v2/bot/user/{user}/richmenu")
    return str(answer.json["richMenuId"]) if answer.status == 200 else None


def shown(line: Line, user: str) -> str | None:
    """The menu of a phone that opens the chat now."""
    found = line.control("GET", f"users/{user}/menu")["menu"]
    return None if found is None else str(found["richMenuId"])
