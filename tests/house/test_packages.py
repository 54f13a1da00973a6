"""What is installed, and how it is pinned."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_psycopg_3_is_not_installed():
    """With both drivers Django would take the slower one."""
    assert importlib.util.find_spec("psycopg2") is not None
    assert importlib.util.find_spec("psycopg") is None


@pytest.mark.parametrize("name", ["requirements.txt", "tests/requirements.txt", ".npm-requirements.txt"])
def test_packages_are_pinned_by_hash_and_name_no_index(name):
    text = (ROOT / name).read_text()
    packages = re.findall(r"^(?![ #]).+?(?=^(?![ #])|\Z)", text, re.MULTILINE | re.DOTALL)

    assert packages
    assert [package for package in packages if not re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:", package, re.DOTALL)] == []
    assert "://" not in text


def test_tests_run_with_the_packages_of_the_portal():
    def pins(name):
        return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))

    portal, tests = pins("requirements.txt"), pins("tests/requirements.txt")

    assert {name: tests[name] for name in tests.keys() & portal.keys()} == {name: portal[name] for name in tests.keys() & portal.keys()}


def test_lock_file_of_the_front_end_names_no_registry():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
