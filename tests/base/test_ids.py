"""Identifiers, codes and hashes."""

from __future__ import annotations

import re
import uuid

import pytest

from base.ids import (
    CODE_DIGITS,
    CODE_LETTERS,
    digest,
    new_id,
    personal_code,
    retry_key,
    row_number,
    same,
    secret_hash,
    six_digits,
)


def test_a_retry_key_is_a_uuid_as_line_wants_it() -> None:
    key = retry_key()
    assert (str(uuid.UUID(key)), key == retry_key()) == (key, False)


def test_ids_are_32_hex_digits_and_differ() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(re.fullmatch(r"[0-9a-f]{32}", one) for one in ids)


def test_a_personal_code_has_a_digit_so_that_it_is_no_word() -> None:
    codes = {personal_code() for _ in range(500)}
    assert all(re.fullmatch(f"[{CODE_LETTERS}{CODE_DIGITS}]{{4}}", code) for code in codes)
    assert all(re.search(r"\d", code) for code in codes)
    assert len(codes) > 400


def test_a_personal_code_has_nothing_that_is_mistaken_for_something_else() -> None:
    assert set(CODE_LETTERS + CODE_DIGITS) & set("0O1ILBPVCZMN") <= set("M")


def test_a_cases_code_is_six_digits_with_zeros_in_front() -> None:
    codes = [six_digits() for _ in range(2000)]
    assert all(re.fullmatch(r"[0-9]{6}", code) for code in codes)
    assert any(code.startswith("0") for code in codes)


def test_a_hashed_code_depends_on_code_salt_and_key() -> None:
    hashes = {
        secret_hash(code, salt, key)
        for code in ("000001", "000002")
        for salt in ("a", "b")
        for key in ("k", "l")
    }
    assert len(hashes) == 8


def test_a_hash_does_not_change_between_versions() -> None:
    """Stored hashes must be found again after an upgrade."""
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert secret_hash("000001", "salt", "key") == (
        "d0934c4fc806d3c6d2e1063e6ce491d34f4f2ab86c721c739d3b9f9db98da033"
    )


def test_hashes_are_compared() -> None:
    assert same("ก", "ก")
    assert not same("ก", "ข")


@pytest.mark.parametrize("text", ["", "-1", "1.5", "๑", "2147483648", "9" * 18, "x"])
def test_what_can_be_no_rows_number_is_none(text: str) -> None:
    assert row_number(text) is None


def test_the_largest_row_of_postgresql_has_a_number() -> None:
    assert row_number("2147483647") == 2**31 - 1
