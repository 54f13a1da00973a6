"""How often somebody may do something: counted in the shared cache, so that it holds across processes and machines."""

import time

from django.core.cache import cache
from django.utils.crypto import salted_hmac

SALT = "clusterweek.limit"


def is_allowed(what: str, whose: str, *, most: int, seconds: int) -> bool:
    """Whether `whose` may do `what` once more within this span of `seconds`; counts it if so.

    `whose`, for instance an IP address, is stored as a keyed hash alone and forgotten with the span. Every place is taken
    by `add`, which only one process can do.
    """
    span = int(time.time()) // seconds
    digest = salted_hmac(SALT, f"{what}:{whose}:{span}", algorithm="sha256").hexdigest()[:32]
    keys = [f"limit:{digest}:{number}" for number in range(most)]
    taken = cache.get_many(keys)
    return any(cache.add(key, 1, seconds) for key in keys if key not in taken)
