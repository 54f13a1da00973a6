"""What is installed, and how it is pinned."""

import importlib.util
import re
import tomllib
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


def pins(name: str) -> dict[str, str]:
    """Package → version in a file of requirements."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))


def test_every_package_that_is_declared_is_pinned():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())

    def names(requirements):
        return {re.match(r"[a-z0-9-]+", requirement)[0] for requirement in requirements}

    assert names(declared["project"]["dependencies"]) - pins("requirements.txt").keys() == set()
    assert names(declared["dependency-groups"]["dev"]) - pins("tests/requirements.txt").keys() == set()
    assert names(declared["dependency-groups"]["npm"]) - pins(".npm-requirements.txt").keys() == set()


def test_tests_run_with_the_packages_of_the_portal():
    portal, tests = pins("requirements.txt"), pins("tests/requirements.txt")

    assert {name: tests[name] for name in tests.keys() & portal.keys()} == {name: portal[name] for name in tests.keys() & portal.keys()}


def test_lock_file_of_the_front_end_names_no_registry():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
