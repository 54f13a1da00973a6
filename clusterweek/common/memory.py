"""Gives memory back to the system that the C library keeps for later."""

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Hand over what is free, in every thread's share; where the C library cannot do that, nothing happens.

    glibc keeps freed blocks up to 32 MB in the share of the thread that freed them (malloc_trim(3), mallopt(3)).
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
