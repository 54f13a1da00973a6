"""Several queries that see one and the same state of the database."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import connection, transaction


@contextmanager
def read_snapshot() -> Iterator[None]:
    """Within it all queries read what was committed when the first one ran; nothing may be written.

    PostgreSQL: REPEATABLE READ. SQLite: a deferred transaction, which in WAL mode keeps its snapshot and blocks no writer.
    Inside of a transaction that runs already it changes nothing.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        connection.ensure_connection()
        with nullcontext() if connection.connection.in_transaction else _deferred():
            yield
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


@contextmanager
def _deferred() -> Iterator[None]:
    """A transaction of SQLite without the write lock that Django's atomic() takes here."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("COMMIT")
