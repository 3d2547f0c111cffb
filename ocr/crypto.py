"""Seal and unseal text with MultiFernet; what may be shown of a secret. Knows no models.

* SealBroken    the stored bytes cannot be opened with the keys at hand; entering the
                secret again, or restoring the keys, helps; a retry does not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class SealBroken(Exception):
    """None of the keys opens this seal."""


class Sealed(str):
    """A plain secret that does not print itself."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Sealed(…{last_four(self)})"


def seal(text: str, keys: Sequence[str]) -> bytes:
    """Encrypt `text` with the first key."""
    return _fernet(keys).encrypt(text.encode())


def unseal(data: bytes, keys: Sequence[str]) -> Sealed:
    """Decrypt with whichever key fits; raises `SealBroken`, never returns ciphertext."""
    try:
        return Sealed(_fernet(keys).decrypt(bytes(data)).decode())
    except InvalidToken as error:
        raise SealBroken("no key opens this seal") from error


def reseal(data: bytes, keys: Sequence[str]) -> bytes:
    """The same secret sealed with the first key; raises `SealBroken`."""
    try:
        return _fernet(keys).rotate(bytes(data))
    except InvalidToken as error:
        raise SealBroken("no key opens this seal") from error


def last_four(text: str) -> str:
    """The end of a secret, shown only when at least as much again stays hidden."""
    return str.__str__(text)[-4:] if len(text) >= 12 else ""


def fingerprint(text: str) -> str:
    """Eight hex digits that tell two secrets apart without telling them."""
    return hashlib.sha256(b"ocrsite secret:" + text.encode()).hexdigest()[:8]


def _fernet(keys: Sequence[str]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
