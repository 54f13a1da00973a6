"""Typed settings from the environment, with one sentence for every wrong value."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

_env = environ.Env()

SQLITE_OPTIONS = {
    # Readers and one writer side by side; a writer waits instead of failing (docs/operations.md).
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
}


def text(name: str, default: str = "") -> str:
    """The variable `name`, or the contents of the file that `name`_FILE points to, or `default`.

    Raises ImproperlyConfigured if the file cannot be read.
    """
    file_name = _env.str(f"{name}_FILE", default="")
    if file_name:
        try:
            return Path(file_name).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error}") from error
    return _env.str(name, default=default)


def switch(name: str, default: bool) -> bool:
    """`name` as 1/0, true/false, yes/no, on/off; raises ImproperlyConfigured for anything else."""
    value = text(name, "1" if default else "0").lower()
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not “{value}”.")


def number(name: str, default: int) -> int:
    """`name` as a whole number; raises ImproperlyConfigured for anything else."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not “{value}”.") from error


def items(name: str, default: str = "") -> list[str]:
    """`name` as a list, separated by commas; blank items are left out."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def base_url(name: str, default: str) -> str:
    """`name` as the portal's absolute address without a trailing slash."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path:
        raise ImproperlyConfigured(f"{name} must look like https://www.example.org, not “{value}”.")
    return value


def database(name: str, default: str) -> dict:
    """`name` as Django's database settings, with what SQLite needs under several processes."""
    value = text(name, default)
    try:
        config = dict(_env.db_url_config(value))
    except (ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"{name} is no database address such as postgres://user@host/name.") from error
    if not config.get("ENGINE"):
        raise ImproperlyConfigured(f"{name} is no database address such as postgres://user@host/name.")
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = SQLITE_OPTIONS
    else:
        config["CONN_MAX_AGE"] = number("CONN_MAX_AGE", 60)
        config["CONN_HEALTH_CHECKS"] = True
    return config


def cache(name: str) -> dict:
    """`name` as Django's cache settings: empty is the database cache, else a redis:// address."""
    value = text(name)
    if not value:
        return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}
    if not value.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured(f"{name} must be empty or begin with redis://, not “{value}”.")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": value}


def email(name: str, default: str) -> dict:
    """`name` as Django's e-mail settings (smtp+tls://…, file:///folder, console://)."""
    value = text(name, default)
    try:
        return dict(_env.email_url_config(value))
    except (KeyError, ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"{name} is no mail address such as smtp+tls://user:password@host:587.") from error
