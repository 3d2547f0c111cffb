"""Sealing: opened by the right keys only, never shown."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet

from ocr import crypto

KEY, OTHER = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def test_what_was_sealed_is_opened_by_the_same_key() -> None:
    assert crypto.unseal(crypto.seal("plain text", [KEY]), [OTHER, KEY]) == "plain text"


def test_a_wrong_key_opens_nothing() -> None:
    with pytest.raises(crypto.SealBroken):
        crypto.unseal(crypto.seal("plain text", [KEY]), [OTHER])


def test_a_seal_can_be_renewed_with_the_first_key() -> None:
    renewed = crypto.reseal(crypto.seal("plain text", [KEY]), [OTHER, KEY])
    assert crypto.unseal(renewed, [OTHER]) == "plain text"


def test_an_opened_secret_does_not_print_itself() -> None:
    sealed = crypto.unseal(crypto.seal("a long secret key of NAVER", [KEY]), [KEY])
    assert "secret" not in repr(sealed)


def test_a_short_secret_shows_none_of_its_letters() -> None:
    assert crypto.last_four("short") == ""
    assert crypto.last_four("long enough to show") == "show"


def test_fingerprints_tell_secrets_apart_and_stay_the_same() -> None:
    assert crypto.fingerprint("one") == crypto.fingerprint("one")
    assert crypto.fingerprint("one") != crypto.fingerprint("two")
