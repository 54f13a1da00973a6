"""What a web process loads before anybody asks for it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Packages of several megabytes each that few requests need; numpy and lxml come along with openpyxl.
LARGE = ("openpyxl", "numpy", "lxml", "icalendar", "segno", "typst", "python_calamine", "fido2", "cryptography")
PROGRAM = f"""
import os, sys
import clusterweek.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
print(*[name for name in {LARGE!r} if name in sys.modules])
"""


def test_large_packages_are_loaded_only_where_they_are_used(tmp_path) -> None:
    environment = {**os.environ, "SECRET_KEY": "x", "DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3", "PYTHONPATH": str(ROOT)}
    environment["DJANGO_SETTINGS_MODULE"] = "clusterweek.settings"

    loaded = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, cwd=ROOT, check=True, capture_output=True, text=True, timeout=120
    )

    assert loaded.stdout.split() == []
