"""Hands memory that a page has used back to the system."""

from __future__ import annotations

import ctypes


def hand_back() -> None:
    """Ask the C library to return what it keeps; only glibc can.

    Without it the arrays of each page leave holes and a worker grows by half.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
