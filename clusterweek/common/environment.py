"""Typed settings from the environment, with one sentence for every wrong value."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

SQLITE = "django.db.backends.sqlite3"
SQLITE_OPTIONS = {
    # Readers and one writer side by side; a writer waits instead of failing (docs/operations.md).
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
}
MAIL_PORTS = {"smtp+tls": 587, "smtp+ssl": 465}


def text(name: str, default: str = "") -> str:
    """The contents of the file that `name`_FILE points to, or the variable `name`, or `default` where both are empty.

    Raises ImproperlyConfigured if the file cannot be read.
    """
    file_name = os.environ.get(f"{name}_FILE")
    if file_name:
        try:
            return Path(file_name).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error}") from error
    return os.environ.get(name) or default


def switch(name: str, *, default: bool) -> bool:
    """`name` as 1/0, true/false, yes/no, on/off; raises ImproperlyConfigured for anything else."""
    value = text(name, "1" if default else "0").lower()
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not “{value}”.")


def number(name: str, default: int) -> int:
    """`name` as a whole number of at least 0; raises ImproperlyConfigured for anything else."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} must be a whole number, not “{value}”.")
    return int(value)


def items(name: str, default: str = "") -> list[str]:
    """`name` as a list, separated by commas; blank items are left out."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    """`name` as one of `choices`, in whatever case; raises ImproperlyConfigured for anything else."""
    value = text(name, default).upper()
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not “{value}”.")
    return value


def base_url(name: str, default: str, *, path_allowed: bool = False) -> str:
    """`name` as an absolute address without a trailing slash, and without a path unless it is allowed.

    Raises ImproperlyConfigured for anything else.
    """
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or (parts.path and not path_allowed) or parts.query or parts.fragment:
        raise ImproperlyConfigured(f"{name} must look like https://www.example.org, not “{value}”.")
    return value


def database(name: str, default: str) -> dict[str, Any]:
    """`name` as Django's database settings, with what SQLite needs under several processes.

    Raises ImproperlyConfigured for anything but SQLite and PostgreSQL; the value, which may hold a password, is not repeated.
    """
    wrong = ImproperlyConfigured(f"{name} is no database address such as postgres://user:password@host/name.")
    value = text(name, default)
    if urlsplit(value).scheme not in ("sqlite", "postgres", "postgresql"):
        raise wrong
    try:
        config = dict(environ.Env.db_url_config(value))
    except (ValueError, ImproperlyConfigured) as error:
        raise wrong from error
    config["CONN_MAX_AGE"] = number("CONN_MAX_AGE", 60)
    if config["ENGINE"] == SQLITE:
        return config | {"OPTIONS": SQLITE_OPTIONS}
    return config | {"OPTIONS": {"connect_timeout": 5} | config.get("OPTIONS", {}), "CONN_HEALTH_CHECKS": True}


def cache(name: str) -> dict[str, Any]:
    """`name` as Django's cache settings: empty is the database cache, else the address of a Redis server.

    Raises ImproperlyConfigured for anything else; the value, which may hold a password, is not repeated.
    """
    value = text(name)
    if not value:
        # Counters that slow somebody down must not be culled by somebody else's.
        return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache", "OPTIONS": {"MAX_ENTRIES": 20_000}}
    if not value.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured(f"{name} must be empty or an address such as redis://host:6379/0.")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": value}


def email(name: str, default: str) -> dict[str, Any]:
    """`name` as Django's e-mail settings: smtp+tls://user:password@host, filemail:///folder, consolemail:// and the like.

    Raises ImproperlyConfigured for anything else; the value, which may hold a password, is not repeated.
    """
    value = text(name, default)
    try:
        config = dict(environ.Env.email_url_config(value))
    except (KeyError, ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"{name} is no mail address such as smtp+tls://user:password@host:587.") from error
    return config | {"EMAIL_PORT": config["EMAIL_PORT"] or MAIL_PORTS.get(urlsplit(value).scheme, 25)}
