"""QR codes that a phone reads: taken apart again by the rules of ISO/IEC 18004."""

from __future__ import annotations

import pytest

from reports.cards.qr import MOST_BYTES, TooLong, as_svg, qr
from tests.reports.cards.reading import read

LINK = "https://line.me/R/oaMessage/%40123abcde/?%E0%B8%A5%E0%B8%87%E0%B8%8A%E0%B8%B7%E0%B9%88%E0%B8%AD%20AD72KM"


@pytest.mark.parametrize("length", [1, 14, 15, 26, 42, 62, 84, 106, 122, 152, MOST_BYTES])
def test_what_is_written_is_read_back(length: int) -> None:
    text = (LINK * 2)[:length]
    assert read(qr(text)) == text


def test_a_personal_link_is_read_back() -> None:
    assert read(qr(LINK)) == LINK


def test_more_than_fits_is_refused() -> None:
    with pytest.raises(TooLong):
        qr("a" * (MOST_BYTES + 1))


def test_finders_and_timing_stand_where_a_camera_looks() -> None:
    drawn = qr("Wethi")
    rows = ["".join("01"[one] for one in row) for row in drawn]
    assert len(rows) == 21
    assert [row[:7] for row in rows[:7]] == FINDER
    assert [row[-7:] for row in rows[:7]] == FINDER
    assert [row[:7] for row in rows[-7:]] == FINDER
    assert rows[6][7:14] == "0101010"


FINDER = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]


def test_a_camera_gets_its_quiet_zone() -> None:
    svg = as_svg(qr("a"))
    assert 'viewBox="0 0 29 29"' in svg
    assert "M4 4h7" in svg
