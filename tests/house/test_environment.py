import pytest
from django.core.exceptions import ImproperlyConfigured

from clusterweek.common import environment


@pytest.fixture
def value(monkeypatch):
    """Sets the variable NAME."""
    return lambda text: monkeypatch.setenv("NAME", text)


def test_text_is_the_variable_or_the_default(value):
    assert environment.text("NAME", "default") == "default"

    value("given")

    assert environment.text("NAME", "default") == "given"


def test_empty_variable_counts_as_unset(value):
    value("")

    assert environment.text("NAME", "default") == "default"


def test_text_keeps_a_dollar_sign(value):
    value("$ecret")

    assert environment.text("NAME") == "$ecret"


def test_text_comes_from_the_named_file_first(value, monkeypatch, tmp_path):
    value("from the variable")
    (tmp_path / "secret").write_text("from the file\n")
    monkeypatch.setenv("NAME_FILE", str(tmp_path / "secret"))

    assert environment.text("NAME") == "from the file"


def test_unreadable_file_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("NAME_FILE", str(tmp_path / "missing"))

    with pytest.raises(ImproperlyConfigured, match=r"^NAME_FILE cannot be read: .*missing"):
        environment.text("NAME")


@pytest.mark.parametrize(("given", "expected"), [("1", True), ("True", True), ("on", True), ("0", False), ("no", False), ("", True)])
def test_switch_is_on_or_off(value, given, expected):
    value(given)

    assert environment.switch("NAME", default=True) is expected


def test_number_is_a_whole_number(value):
    value("42")

    assert environment.number("NAME", 7) == 42


def test_items_are_separated_by_commas(value):
    value("a, b,,c ")

    assert environment.items("NAME") == ["a", "b", "c"]


def test_choice_is_taken_in_any_case(value):
    value("debug")

    assert environment.choice("NAME", "INFO", ("DEBUG", "INFO")) == "DEBUG"


def test_base_url_has_no_trailing_slash(value):
    value("https://www.example.org/")

    assert environment.base_url("NAME", "") == "https://www.example.org"


def test_database_on_sqlite_waits_for_other_writers(value):
    value("sqlite:////srv/portal.sqlite3")

    config = environment.database("NAME", "")

    assert config["NAME"] == "/srv/portal.sqlite3"
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]


def test_database_on_postgresql_keeps_checked_connections(value):
    value("postgres://user:p%40ss@db:5433/portal?sslmode=require")

    config = environment.database("NAME", "")

    assert {key: config[key] for key in ("ENGINE", "USER", "PASSWORD", "HOST", "PORT", "NAME", "CONN_HEALTH_CHECKS", "OPTIONS")} == {
        "ENGINE": "django.db.backends.postgresql",
        "USER": "user",
        "PASSWORD": "p@ss",
        "HOST": "db",
        "PORT": 5433,
        "NAME": "portal",
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, "sslmode": "require"},
    }


def test_cache_is_in_the_database_unless_redis_is_named(value):
    assert environment.cache("NAME")["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"

    value("redis://127.0.0.1:6379/1")

    assert environment.cache("NAME") == {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:6379/1"}


@pytest.mark.parametrize(
    ("given", "port", "tls"),
    [("smtp+tls://user:secret@mail.example.org", 587, True), ("smtp://mail.example.org", 25, None), ("smtp://localhost:1025", 1025, None)],
)
def test_email_has_the_usual_port(value, given, port, tls):
    value(given)

    config = environment.email("NAME", "")

    assert (config["EMAIL_PORT"], config.get("EMAIL_USE_TLS")) == (port, tls)


@pytest.mark.parametrize(
    ("read", "wrong"),
    [
        (lambda: environment.switch("NAME", default=True), "maybe"),
        (lambda: environment.number("NAME", 1), "many"),
        (lambda: environment.number("NAME", 1), "-1"),
        (lambda: environment.choice("NAME", "INFO", ("DEBUG", "INFO")), "LOUD"),
        (lambda: environment.base_url("NAME", ""), "www.example.org"),
        (lambda: environment.base_url("NAME", ""), "https://www.example.org/portal"),
        (lambda: environment.database("NAME", ""), "mysql://db/portal"),
        (lambda: environment.database("NAME", ""), "postgres://db:port/portal"),
        (lambda: environment.database("NAME", ""), "portal.sqlite3"),
        (lambda: environment.cache("NAME"), "memcached://cache"),
        (lambda: environment.email("NAME", ""), "mail.example.org"),
        (lambda: environment.email("NAME", ""), "smtp://mail.example.org:port"),
    ],
)
def test_wrong_value_is_one_sentence_that_names_the_variable(value, read, wrong):
    value(wrong)

    with pytest.raises(ImproperlyConfigured) as caught:
        read()

    sentence = str(caught.value)
    assert sentence.startswith("NAME ")
    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize(
    "read", [lambda: environment.database("NAME", ""), lambda: environment.cache("NAME"), lambda: environment.email("NAME", "")]
)
def test_password_is_not_repeated(value, read):
    value("other://user:topsecret@host")

    with pytest.raises(ImproperlyConfigured) as caught:
        read()

    assert "topsecret" not in str(caught.value)
