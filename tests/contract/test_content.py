"""Behaviour 38: content of what people sent."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.contract.line import Line
from tests.contract.receiver import Receiver

FILM = {"type": "video", "size": 3_000_000, "duration": 1000}


def test_38_a_large_video_is_202_until_it_is_ready(line: Line, user: str) -> None:
    """Messaging API reference, §Get content, §Verify the preparation status of a video or audio."""
    line.faults(content_pending=2)
    film = line.say(user, FILM)
    statuses = [line.content(film, "/transcoding").json["status"]]
    gets = [line.content(film) for _ in range(3)]
    statuses.append(line.content(film, "/transcoding").json["status"])
    assert [got.status for got in gets] == [202, 202, 200]
    assert statuses == ["processing", "succeeded"]
    assert (gets[2].headers["content-type"], len(gets[2].body)) == ("video/mp4", 3_000_000)


def test_38_asking_for_the_status_alone_gets_there(line: Line, user: str) -> None:
    """Messaging API reference, §Verify the preparation status of a video or audio."""
    line.faults(content_pending=2)
    film = line.say(user, FILM)
    told = [line.content(film, "/transcoding").json["status"] for _ in range(3)]
    assert told == ["processing", "processing", "succeeded"]
    assert line.content(film).status == 200


@pytest.mark.parametrize(
    ("size", "switch", "statuses"),
    [(40_000_000, None, [202, 200]), (40_000_000, 0, [200]), (3_000_000, None, [200])],
)
def test_38_a_film_that_is_large_is_not_ready_at_once(
    line: Line, user: str, size: int, switch: int | None, statuses: list[int]
) -> None:
    """Messaging API reference, §Get content: 202 for a large video or audio."""
    line.faults(content_pending=switch)
    film = line.say(user, {**FILM, "size": size})
    assert [line.content(film).status for _ in statuses] == statuses


def test_38_a_film_that_cannot_be_prepared_says_so(line: Line, user: str) -> None:
    """Messaging API reference, §Verify the preparation status of a video or audio: failed."""
    line.faults(content_pending=1, transcoding_fails=True)
    film = line.say(user, FILM)
    assert line.content(film).status == 202
    told = [line.content(film, "/transcoding").json["status"] for _ in range(2)]
    assert told == ["processing", "failed"]
    assert (line.content(film).status, line.content(film, "/preview").status) == (404, 404)


def test_38_content_that_lies_elsewhere_is_not_handed_out(
    line: Line, bot: Receiver, user: str
) -> None:
    """Messaging API reference, §Get content: only where contentProvider.type is line."""
    url = "https://example.com/a.jpg"
    message = {"type": "image", "originalContentUrl": url, "previewImageUrl": url}
    line.control("POST", f"users/{user}/liff", {"messages": [message]})
    heard = bot.one("message")["message"]
    assert heard["contentProvider"]["type"] == "external"
    for rest in ("", "/preview", "/transcoding"):
        assert line.content(heard["id"], rest).status == 404


def test_38_unknown_content_is_404(line: Line) -> None:
    """Messaging API reference, §Get content, error responses."""
    answer = line.content("100000000000000000")
    assert (answer.status, answer.message) == (404, "not found")


def test_38_a_picture_is_not_transcoded(line: Line, user: str) -> None:
    """Messaging API reference, §Verify the preparation status of a video or audio."""
    answer = line.content(line.say(user, {"type": "image"}), "/transcoding")
    expected = "Transcoding status doesn't support this type of content"
    assert (answer.status, answer.message) == (400, expected)


def test_38_a_generated_picture_opens_and_has_its_size(line: Line, user: str) -> None:
    """Messaging API reference, §Get content."""
    got = line.content(line.say(user, {"type": "image", "size": 500_000}))
    assert (len(got.body), got.headers["content-type"]) == (500_000, "image/jpeg")
    Image.open(io.BytesIO(got.body)).load()


def test_38_a_sent_file_comes_back_as_it_was(line: Line, user: str) -> None:
    """Messaging API reference, §Get content."""
    sent = _png()
    message_id = _upload(line, user, b'{"type":"image"}', "image/png", sent)
    got = line.content(message_id)
    assert (got.body, got.headers["content-type"]) == (sent, "image/png")


def test_38_a_picture_has_a_small_preview_and_a_recording_none(line: Line, user: str) -> None:
    """Messaging API reference, §Get a preview image of the image or video."""
    message_id = _upload(line, user, b'{"type":"image"}', "image/png", _png())
    small = Image.open(io.BytesIO(line.content(message_id, "/preview").body))
    assert max(small.size) <= 240
    assert line.content(line.say(user, {"type": "audio"}), "/preview").status == 400


def test_38_text_has_no_content(line: Line, user: str) -> None:
    """Messaging API reference, §Get content: images, videos, audio and files."""
    assert line.content(line.say(user)).status == 404


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), (200, 30, 30)).save(out, "PNG")
    return out.getvalue()


def _upload(line: Line, user: str, message: bytes, kind: str, file: bytes) -> str:
    edge = b"--edge-of-the-test"
    body = b"\r\n".join(
        [
            edge,
            b'Content-Disposition: form-data; name="message"',
            b"Content-Type: application/json",
            b"",
            message,
            edge,
            b'Content-Disposition: form-data; name="file"; filename="photo.png"',
            b"Content-Type: " + kind.encode(),
            b"",
            file,
            edge + b"--",
            b"",
        ]
    )
    headers = {"Content-Type": "multipart/form-data; boundary=edge-of-the-test"}
    answer = line.http("POST", f"/_simulator/api/users/{user}/messages", body, headers)
    assert answer.status == 201, answer
    return str(answer.json["messageId"])
