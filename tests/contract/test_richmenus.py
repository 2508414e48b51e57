"""Behaviour 40: rich menus and their pictures."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.line import Line
from tests.contract.menus import TAP, WHOLE, created, menu, picture, upload, whole

PATH = "/v2/bot/richmenu"
UNKNOWN = "richmenu-" + "0" * 32
CLUSTER = "ที่"  # 3 code points, 1 grapheme cluster
AREA = {"bounds": WHOLE, "action": TAP}
SWITCH = {"type": "richmenuswitch", "richMenuAliasId": "page-2", "data": "page=2"}

GOOD: list[tuple[str, dict[str, Any]]] = [
    ("Rich menu object, largest", menu(size={"width": 2500, "height": 1724})),
    ("Rich menu object, smallest", menu(size={"width": 800, "height": 250})),
    ("Rich menu object, 20 areas", menu(*[TAP] * 20)),
    ("Rich menu object, name; CHARS", menu(name=CLUSTER * 300)),
    ("Rich menu object, chatBarText; CHARS", menu(chatBarText=CLUSTER * 14)),
    ("Label: optional in rich menus", menu({"type": "postback", "data": "x"})),
    ("Rich menu switch action", menu(SWITCH)),
    ("Clipboard action", menu({"type": "clipboard", "clipboardText": "3B48740B"})),
    ("Postback action", menu({**TAP, "inputOption": "openKeyboard", "fillInText": "---\nชื่อ:"})),
    (
        "Use rich menus, step 2: an area over the edge",
        menu(areas=[{"bounds": {**WHOLE, "x": 1}, "action": TAP}]),
    ),
]
BAD: list[tuple[str, dict[str, Any], str]] = [
    ("size", menu(size=None), "size"),
    ("size object", menu(size={"width": 799, "height": 250}), "size.width"),
    ("size object", menu(size={"width": 2501, "height": 1000}), "size.width"),
    ("size object", menu(size={"width": 800, "height": 249}), "size.height"),
    ("size object: ratio 1.45", menu(size={"width": 2500, "height": 1725}), "size"),
    ("selected", menu(selected=None), "selected"),
    ("name", menu(name=""), "name"),
    ("name", menu(name="ก" * 301), "name"),
    ("chatBarText", menu(chatBarText=CLUSTER * 15), "chatBarText"),
    ("areas", menu(areas=None), "areas"),
    ("areas", menu(*[TAP] * 21), "areas"),
    ("Area object", menu(areas=[{"action": TAP}]), "areas[0].bounds"),
    (
        "bounds object",
        menu(areas=[AREA, {"bounds": {**WHOLE, "x": -1}, "action": TAP}]),
        "areas[1].bounds.x",
    ),
    ("Area object", menu(areas=[{"bounds": WHOLE}]), "areas[0].action"),
    ("Label: 20", menu({**TAP, "label": CLUSTER * 21}), "areas[0].action.label"),
    ("Camera action: quick replies only", menu({"type": "camera"}), "areas[0].action.type"),
    ("Postback action", menu({**TAP, "data": "x" * 301}), "areas[0].action.data"),
    (
        "Rich menu switch action",
        menu({"type": "richmenuswitch", "data": "x"}),
        "areas[0].action.richMenuAliasId",
    ),
]


@pytest.mark.parametrize(("page", "body"), GOOD, ids=[page for page, _ in GOOD])
def test_40_line_takes_it(line: Line, page: str, body: dict[str, Any]) -> None:
    """Messaging API reference, §Rich menu structure, §Validate rich menu object."""
    assert line.call("POST", f"{PATH}/validate", body).json == {}
    assert line.call("POST", PATH, body).json["richMenuId"].startswith("richmenu-")


@pytest.mark.parametrize(("page", "body", "place"), BAD, ids=[f"{p} @ {w}" for p, _, w in BAD])
def test_40_line_refuses_it_and_names_the_place(
    line: Line, page: str, body: dict[str, Any], place: str
) -> None:
    """Messaging API reference, §Rich menu structure, §Create rich menu, error response."""
    answer = line.call("POST", PATH, body)
    assert answer.status == 400
    assert [one["property"] for one in answer.json["details"]] == [place]
    assert line.call("POST", f"{PATH}/validate", body).json == answer.json
    assert line.call("GET", f"{PATH}/list").json == {"richmenus": []}


@pytest.mark.parametrize(
    ("parts", "detail"),
    [
        ({"name": None}, {"message": "must be specified", "property": "name"}),
        (
            {"areas": [{"bounds": WHOLE, "action": {"type": "uri", "uri": "ftp://x"}}]},
            {"message": "invalid uri", "property": "areas[0].action.uri"},
        ),
    ],
)
def test_40_a_refusal_has_lines_words(
    line: Line, parts: dict[str, Any], detail: dict[str, str]
) -> None:
    """Messaging API reference, §Create rich menu, example error response."""
    answer = line.call("POST", PATH, menu(**parts))
    assert answer.json == {"message": "The request body has 1 error(s)", "details": [detail]}


@pytest.mark.parametrize("parts", [{"selected": "yes"}, {"size": 3}, {"areas": {}}])
def test_40_another_json_type_is_a_bad_property(line: Line, parts: dict[str, Any]) -> None:
    """Messaging API reference, §Error messages."""
    name = next(iter(parts))
    expected = f"The property, '{name}', in the request body is invalid (line: -, column: -)"
    assert line.call("POST", PATH, menu(**parts)).message == expected


def test_40_a_menu_is_read_listed_and_deleted(line: Line) -> None:
    """Messaging API reference, §Get rich menu, §Get rich menu list, §Delete rich menu."""
    menu_id = created(line, name="ผู้ใหญ่บ้าน")
    expected = {"richMenuId": menu_id, **menu(name="ผู้ใหญ่บ้าน")}
    assert line.call("GET", f"{PATH}/{menu_id}").json == expected
    assert line.call("GET", f"{PATH}/list").json == {"richmenus": [expected]}
    assert line.call("DELETE", f"{PATH}/{menu_id}").json == {}
    assert line.call("GET", f"{PATH}/list").json == {"richmenus": []}


@pytest.mark.parametrize(
    ("method", "rest"), [("GET", ""), ("DELETE", ""), ("GET", "/content"), ("POST", "/content")]
)
def test_40_what_is_not_there_is_404(line: Line, method: str, rest: str) -> None:
    """Messaging API reference, §Get rich menu, §Delete rich menu, §Download rich menu image."""
    answer = line.call(method, f"{PATH}/{UNKNOWN}{rest}")
    assert (answer.status, answer.json) == (404, {"message": "Not found"})


def test_40_a_thousand_menus_are_the_most(line: Line) -> None:
    """Messaging API reference, §Create rich menu: up to 1000."""
    line.faults(rate_limits=False)
    ids = [created(line) for _ in range(1000)]
    assert line.call("POST", PATH, menu()).status == 400
    line.call("DELETE", f"{PATH}/{ids[0]}")
    assert line.call("POST", PATH, menu()).status == 200


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_40_a_picture_comes_back_as_it_was(line: Line, kind: str) -> None:
    """Messaging API reference, §Upload rich menu image, §Download rich menu image."""
    menu_id, raw = created(line), picture(kind=kind)
    assert upload(line, menu_id, raw, f"image/{kind.lower()}").json == {}
    got = line.call("GET", f"{PATH}/{menu_id}/content")
    assert (got.body, got.headers["content-type"]) == (raw, f"image/{kind.lower()}")


def test_40_a_menu_without_a_picture_has_none_to_download(line: Line) -> None:
    """Messaging API reference, §Download rich menu image, error response."""
    assert line.call("GET", f"{PATH}/{created(line)}/content").status == 404


def test_40_a_second_picture_is_refused(line: Line) -> None:
    """Messaging API reference, §Upload rich menu image, example error response."""
    answer = upload(line, whole(line), picture())
    expected = {"message": "An image has already been uploaded to the richmenu"}
    assert (answer.status, answer.json) == (400, expected)


@pytest.mark.parametrize(
    "raw",
    [
        *(picture((800, 541)), picture((2500, 1686)), picture(kind="GIF")),
        *(picture()[:60], b"", picture() + bytes(1024 * 1024)),
    ],
    ids=["a pixel too high", "too large", "a GIF", "cut", "empty", "above 1 MB"],
)
def test_40_a_picture_that_does_not_fit_is_refused(line: Line, raw: bytes) -> None:
    """Messaging API reference, §Requirements for rich menu image."""
    menu_id = created(line)
    answer = upload(line, menu_id, raw)
    assert answer.json == {"message": "The image size is not allowed for richmenu"}
    assert upload(line, menu_id, picture()).status == 200


def test_40_another_media_type_is_415(line: Line) -> None:
    """Messaging API reference, §Upload rich menu image, error response."""
    assert upload(line, created(line), picture(), "image/gif").status == 415
