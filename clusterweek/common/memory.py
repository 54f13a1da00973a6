"""Gives memory back to the system that the C library keeps for later."""

import ctypes
from contextlib import suppress

_M_ARENA_MAX = -8


def share_one_arena() -> None:
    """Have all threads of this process, and of those it forks, take memory from one share instead of one each.

    Python lets one thread run at a time, so shares of their own save no waiting and keep megabytes (mallopt(3)).
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def give_back() -> None:
    """Hand over what is free, in every thread's share; where the C library cannot do that, nothing happens.

    glibc keeps freed blocks up to 32 MB in the share of the thread that freed them (malloc_trim(3), mallopt(3)).
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
