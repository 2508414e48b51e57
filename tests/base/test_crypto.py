"""Encryption with several keys."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet

from base.crypto import CannotDecrypt, Cipher

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))


def test_what_was_encrypted_is_read_again() -> None:
    cipher = Cipher([NEW])
    token = cipher.encrypt("ยายเลือน 0812345678")
    assert cipher.decrypt(token) == "ยายเลือน 0812345678"


def test_the_same_words_never_look_the_same() -> None:
    cipher = Cipher([NEW])
    assert cipher.encrypt("x") != cipher.encrypt("x")


def test_an_older_key_still_reads() -> None:
    token = Cipher([OLD]).encrypt("x")
    assert Cipher([NEW, OLD]).decrypt(token) == "x"


def test_new_words_use_the_newest_key() -> None:
    token = Cipher([NEW, OLD]).encrypt("x")
    assert Cipher([NEW]).decrypt(token) == "x"


def test_without_the_right_key_nothing_is_read() -> None:
    token = Cipher([OLD]).encrypt("x")
    with pytest.raises(CannotDecrypt):
        Cipher([NEW]).decrypt(token)
