"""LIFF apps of the channel. LIFF is the page "LIFF server API"."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.line import Answer, Line

PATH = "/liff/v1/apps"
VIEW = {"type": "tall", "url": "https://example.com/myservice"}


def add(line: Line, **parts: Any) -> Answer:
    return line.call("POST", PATH, {"view": VIEW, **parts})


def apps(line: Line) -> list[Any]:
    found: list[Any] = line.call("GET", PATH).json["apps"]
    return found


def test_an_app_is_added_and_has_what_is_usual(line: Line) -> None:
    """LIFF §Adding the LIFF app to a channel, the default values; §Get all LIFF apps."""
    liff_id = add(line, description="แบบรายงาน", features={"qrCode": True}).json["liffId"]
    assert apps(line) == [
        {
            "liffId": liff_id,
            "view": VIEW,
            "description": "แบบรายงาน",
            "features": {"ble": False, "qrCode": True},
            "permanentLinkPattern": "concat",
            "scope": ["profile", "chat_message.write"],
            "botPrompt": "none",
        }
    ]


def test_a_channel_without_apps_is_404(line: Line) -> None:
    """LIFF §Get all LIFF apps, error response."""
    assert line.call("GET", PATH).status == 404


def test_an_update_changes_what_it_names_alone(line: Line) -> None:
    """LIFF §Update LIFF app settings: partially."""
    liff_id = add(line, description="ก").json["liffId"]
    change = {"view": {"url": "https://new.example.com"}, "botPrompt": "normal"}
    assert line.call("PUT", f"{PATH}/{liff_id}", change).status == 200
    [found] = apps(line)
    assert found["view"] == {"type": "tall", "url": "https://new.example.com"}
    assert (found["botPrompt"], found["description"]) == ("normal", "ก")


def test_a_deleted_app_is_gone(line: Line) -> None:
    """LIFF §Delete LIFF app from a channel."""
    first, second = (add(line).json["liffId"] for _ in range(2))
    assert line.call("DELETE", f"{PATH}/{first}").status == 200
    assert [one["liffId"] for one in apps(line)] == [second]
    assert line.call("DELETE", f"{PATH}/{first}").status == 404


def test_an_app_that_does_not_exist_cannot_be_changed(line: Line) -> None:
    """LIFF §Update LIFF app settings, error response."""
    assert line.call("PUT", f"{PATH}/1234567890-AbcdEfgh", {}).status == 404


BAD: list[tuple[dict[str, Any], str]] = [
    ({"view": None}, "view"),
    ({"view": {"type": "tall"}}, "view.url"),
    ({"view": {**VIEW, "type": "wide"}}, "view.type"),
    ({"view": {**VIEW, "url": "http://example.com/"}}, "view.url"),
    ({"view": {**VIEW, "url": "https://example.com/#a"}}, "view.url"),
    ({"description": "my LINE app"}, "description"),
    ({"permanentLinkPattern": "replace"}, "permanentLinkPattern"),
    ({"scope": ["profile", "wallet"]}, "scope[1]"),
    ({"botPrompt": "always"}, "botPrompt"),
]


@pytest.mark.parametrize(("parts", "place"), BAD, ids=str)
def test_an_invalid_value_is_refused(line: Line, parts: dict[str, Any], place: str) -> None:
    """LIFF §Adding the LIFF app to a channel, request body."""
    answer = add(line, **parts)
    assert (answer.status, answer.json["details"][0]["property"]) == (400, place)
    assert line.call("GET", PATH).status == 404


def test_a_bad_update_changes_nothing(line: Line) -> None:
    """LIFF §Update LIFF app settings, error response."""
    liff_id = add(line).json["liffId"]
    before = apps(line)
    change = {"botPrompt": "normal", "view": {"type": "wide"}}
    assert line.call("PUT", f"{PATH}/{liff_id}", change).status == 400
    assert apps(line) == before


def test_a_channel_has_thirty_apps_and_no_more(line: Line) -> None:
    """LIFF §Adding the LIFF app to a channel: up to 30."""
    assert [add(line).status for _ in range(31)] == [200] * 30 + [400]
    assert len(apps(line)) == 30


def test_a_wrong_token_is_401(line: Line) -> None:
    """LIFF §Get all LIFF apps, error response."""
    assert line.call("GET", PATH, token="wrong").status == 401


def test_an_app_on_this_machine_passes_with_a_warning(line: Line) -> None:
    """LIFF §Adding the LIFF app to a channel: https. A simulator's app has no certificate."""
    view = {**VIEW, "url": "http://127.0.0.1:8000/form"}
    assert add(line, view=view).status == 200
    assert line.control("GET", "requests")[-1]["warnings"][0].startswith("view.url")
    line.faults(refuse_loopback_http=True)
    assert add(line, view=view).status == 400
