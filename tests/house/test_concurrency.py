"""Several processes that write to the SQLite database at once."""

import os
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

from tests.house.editing_process import EDITS

PROCESSES = 8
ROOT = Path(__file__).parents[2]


def test_eight_processes_that_write_at_once_lose_nothing(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CACHE_URL")}
    environment |= {"DJANGO_SETTINGS_MODULE": "clusterweek.settings", "SECRET_KEY": "x", "VAR_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "tests.house.editing_process"]
    subprocess.run([*command, "prepare"], env=environment, cwd=ROOT, check=True, timeout=120)

    writers = [subprocess.Popen([*command, "edit"], env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(PROCESSES)]
    (tmp_path / "go").touch()
    complaints = [writer.communicate(timeout=120)[1] for writer in writers]

    assert complaints == [""] * PROCESSES
    with closing(sqlite3.connect(tmp_path / "clusterweek.sqlite3")) as database:
        [(edit_revision, note)] = database.execute("SELECT edit_revision, internal_note FROM events_event")
        [(edits_in_history,)] = database.execute("SELECT count(*) FROM events_historicalevent WHERE history_type = '~'")
    assert sorted(Counter(note.split()).values()) == [EDITS] * PROCESSES
    assert edit_revision == 1 + PROCESSES * EDITS
    assert edits_in_history == PROCESSES * EDITS
