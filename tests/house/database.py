"""The address of the tests' database, for processes that start beside them."""

from urllib.parse import quote

from django.db import connection


def database_address(name: str | None = None) -> str:
    """DATABASE_URL of the tests' database, or of the one called `name` (SQLite: the path of a file) beside it."""
    options = connection.settings_dict
    name = name or str(options["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(name)}"
    return f"postgres://{quote(options['USER'])}:{quote(options['PASSWORD'])}@{options['HOST']}:{options['PORT'] or 5432}/{name}"
