"""Audiences of uploaded user IDs, as far as narrowcasts need them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.line import TOKEN, Answer, Line

PATH = "/v2/bot/audienceGroup"
DAY = 86_400


def _create(line: Line, *people: str, **more: Any) -> Answer:
    body = {"description": "ผู้นำชุมชน", "audiences": [{"id": one} for one in people], **more}
    return line.call("POST", f"{PATH}/upload", body)


def _get(line: Line, audience_id: object) -> Answer:
    return line.call("GET", f"{PATH}/{audience_id}")


def _code(answer: Answer) -> str:
    assert answer.status == 400
    return str(answer.json["details"][0]["message"])


def test_an_audience_is_accepted_and_ready_later(line: Line, user: str) -> None:
    """Messaging API reference, §Create audience for uploading user IDs (by JSON)."""
    line.faults(audience_s=600)
    made = _create(line, user)
    assert (made.status, made.json["type"], made.json["permission"]) == (
        202,
        "UPLOAD",
        "READ_WRITE",
    )
    assert made.json["expireTimestamp"] - made.json["created"] == 180 * DAY
    statuses = []
    for _ in range(2):
        statuses.append(_get(line, made.json["audienceGroupId"]).json["audienceGroup"]["status"])
        line.advance(601)
    assert statuses == ["IN_PROGRESS", "READY"]


def test_ids_are_added_and_each_counts_once(line: Line, user: str) -> None:
    """Messaging API reference, §Add user IDs … (by JSON); §Get audience data, jobs."""
    audience_id = _create(line, user).json["audienceGroupId"]
    body = {"audienceGroupId": audience_id, "audiences": [{"id": user}, {"id": line.join()}]}
    more = line.call("PUT", f"{PATH}/upload", body | {"uploadDescription": "สองคน"})
    assert (more.status, more.json) == (202, {})
    found = _get(line, audience_id).json
    assert found["audienceGroup"]["audienceCount"] == 2
    assert [job["description"] for job in found["jobs"]] == [None, "สองคน"]


def test_ids_come_in_a_file_too(line: Line, user: str) -> None:
    """Messaging API reference, §Create audience for uploading user IDs (by file)."""
    made = _by_file(line, f"{user}\n{line.join()}\n", "text/plain")
    assert made.status == 202
    found = _get(line, made.json["audienceGroupId"]).json["audienceGroup"]
    assert (found["audienceCount"], found["description"]) == (2, "จากแฟ้ม")
    assert _by_file(line, user, "image/png").status == 415
    assert _code(_by_file(line, "someone", "text/plain")) == INVALID
    assert (
        _code(_by_file(line, "\n", "text/plain")) == "UPLOAD_AUDIENCE_GROUP_NO_VALID_AUDIENCE_IDS"
    )


INVALID = "UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"description": "ก" * 121}, "AUDIENCE_GROUP_NAME_SIZE_OVER"),
        ({"description": "a\nb"}, "AUDIENCE_GROUP_NAME_WRONG"),
        ({"description": "  "}, "AUDIENCE_GROUP_NAME_EMPTY"),
        ({"audiences": [{"id": "C" + "0" * 32}]}, INVALID),
        (
            {"audiences": [{"id": "U" + "0" * 32}] * 10_001},
            "UPLOAD_AUDIENCE_GROUP_TOO_MANY_AUDIENCE_IDS",
        ),
        ({"uploadDescription": "x" * 301}, "AUDIENCE_GROUP_UPLOAD_DESCRIPTION_SIZE_OVER"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_bad_audience_has_its_code_in_the_details(
    line: Line, body: dict[str, object], code: str
) -> None:
    """Messaging API reference, §Details of the error related to audience management."""
    assert _code(_create(line, **body)) == code


def test_an_audience_is_renamed_listed_and_deleted(line: Line, user: str) -> None:
    """Messaging API reference, §Rename an audience, §Get data for multiple audiences, §Delete."""
    first, second = (_create(line, user).json["audienceGroupId"] for _ in range(2))
    renamed = line.call("PUT", f"{PATH}/{first}/updateDescription", {"description": "Elders"})
    assert renamed.status == 200
    page = line.call("GET", f"{PATH}/list?page=1&size=1").json
    assert (page["totalCount"], page["hasNextPage"]) == (2, True)
    named = line.call("GET", f"{PATH}/list?page=1&description=elder").json["audienceGroups"]
    assert [one["audienceGroupId"] for one in named] == [first]
    assert line.call("DELETE", f"{PATH}/{first}").status == 202
    assert _code(_get(line, first)) == "AUDIENCE_GROUP_NOT_FOUND"
    assert _get(line, second).status == 200
    assert line.call("GET", f"{PATH}/list?page=1&size=41").json == {
        "message": "size: must be less than or equal to 40",
        "details": [{"message": "TOO_HIGH"}],
    }


def test_an_audience_is_kept_for_180_days(line: Line, user: str) -> None:
    """Messaging API reference, §Create audience …: up to 180 days; deleted a month after."""
    audience_id = _create(line, user).json["audienceGroupId"]
    line.advance(181 * DAY)
    assert _get(line, audience_id).json["audienceGroup"]["status"] == "EXPIRED"
    body = {"audienceGroupId": audience_id, "audiences": [{"id": user}]}
    refused = line.call("PUT", f"{PATH}/upload", body)
    assert _code(refused) == "AUDIENCE_GROUP_CAN_NOT_UPLOAD_STATUS_EXPIRED"
    line.advance(30 * DAY)
    assert line.call("GET", f"{PATH}/list?page=1").json["totalCount"] == 0
    assert _code(_get(line, audience_id)) == "AUDIENCE_GROUP_NOT_FOUND"


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "click"), ("POST", "imp"), ("GET", "shared/list")]
)
def test_other_audiences_are_refused_in_lines_way(line: Line, method: str, path: str) -> None:
    """Messaging API reference, §Status codes: 403, an account or plan that may not."""
    answer = line.call(method, f"{PATH}/{path}", {} if method == "POST" else None)
    expected = {"message": "Access to this API is not available for your account"}
    assert (answer.status, answer.json) == (403, expected)


def _by_file(line: Line, lines: str, kind: str) -> Answer:
    parts = (
        'Content-Disposition: form-data; name="description"\r\n\r\nจากแฟ้ม\r\n',
        'Content-Disposition: form-data; name="file"; filename="a.txt"\r\n'
        f"Content-Type: {kind}\r\n\r\n{lines}\r\n",
    )
    body = "".join(f"--edge\r\n{part}" for part in parts) + "--edge--\r\n"
    headers = {
        "Authorization": f"Bearer {TOKEN}",
        "Content-Type": "multipart/form-data; boundary=edge",
    }
    return line.http("POST", f"{PATH}/upload/byFile", body.encode(), headers)
