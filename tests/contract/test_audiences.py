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


def test_an_empty_audience_never_gets_ready(line: Line) -> None:
    """Messaging API reference, §Create audience …, note: stays IN_PROGRESS without user IDs."""
    audience_id = _create(line).json["audienceGroupId"]
    line.advance(DAY)
    found = _get(line, audience_id).json["audienceGroup"]
    assert (found["status"], found["audienceCount"]) == ("IN_PROGRESS", 0)


def test_the_eleventh_job_of_an_audience_at_once_is_429(line: Line, user: str) -> None:
    """Messaging API reference, §Limit on the number of concurrent operations: 10."""
    line.faults(audience_s=600)
    body = {"audienceGroupId": _create(line, user).json["audienceGroupId"]}
    body |= {"audiences": [{"id": user}]}
    statuses = [line.call("PUT", f"{PATH}/upload", body).status for _ in range(10)]
    assert statuses == [202] * 9 + [429]
    line.advance(601)
    assert line.call("PUT", f"{PATH}/upload", body).status == 202


def test_ids_must_be_named_to_be_added(line: Line, user: str) -> None:
    """Messaging API reference, §Add user IDs … (by JSON): audiences is required."""
    body = {"audienceGroupId": _create(line, user).json["audienceGroupId"]}
    refused = line.call("PUT", f"{PATH}/upload", body)
    assert _code(refused) == "UPLOAD_AUDIENCE_GROUP_NO_VALID_AUDIENCE_IDS"


def test_a_bad_id_in_a_file_is_told_in_the_files_words(line: Line) -> None:
    """Messaging API reference, §Add user IDs … (by file), example error response."""
    refused = _by_file(line, "someone", "text/plain")
    detail = {"message": INVALID, "property": "file"}
    assert refused.json == {"message": INVALID, "details": [detail]}


def test_a_file_may_be_larger_than_another_body(line: Line, user: str) -> None:
    """Messaging API reference, §Create audience … (by file): 1,500,000 user IDs."""
    lines = "\n".join(f"U{number:032x}" for number in range(70_000))
    assert len(lines) > 2 * 1024 * 1024
    made = _by_file(line, lines, "text/plain")
    found = _get(line, made.json["audienceGroupId"]).json["audienceGroup"]
    assert found["audienceCount"] == 70_000


@pytest.mark.parametrize("name", ["ครอบครัว 👨‍👩‍👧", "a\u00a0b"])
def test_a_name_may_have_what_is_no_control_character(line: Line, name: str) -> None:
    """Messaging API reference, §Details of the error …: AUDIENCE_GROUP_NAME_WRONG."""
    assert _create(line, description=name).status == 202


@pytest.mark.parametrize("query", ["", "page=0", "page=1&status=LOST", "page=1&createRoute=X"])
def test_a_bad_query_is_refused_though_there_is_no_audience(line: Line, query: str) -> None:
    """Messaging API reference, §Get data for multiple audiences: an invalid query parameter."""
    assert line.call("GET", f"{PATH}/list?{query}").status == 400


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


@pytest.mark.parametrize("path", ["shared/list", "shared/1000000000001"])
def test_shared_audiences_are_refused_in_lines_way(line: Line, path: str) -> None:
    """Messaging API reference, §Status codes: 403, an account or plan that may not."""
    answer = line.call("GET", f"{PATH}/{path}")
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
