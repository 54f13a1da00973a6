"""A process of its own for test_hostile_books: `python -m tests.collecting.workbook.reading_process FILE`.

It reads the file as the server would and prints, as JSON, why the file was refused and the most memory in megabytes that
this process and the one that reads have used.
"""

import json
import os
import re
import resource
import sys
from pathlib import Path

import django

# In kilobytes, as the system tells it.
MEGABYTE = 1024


def main(path: str) -> None:
    """Print what reading took."""
    from events.collecting.workbook.reading import read_file
    from events.collecting.workbook.refusing import Refused

    refused = ""
    try:
        read_file(Path(path).read_bytes(), Path(path).name)
    except Refused as refusal:
        refused = refusal.reason.value
    # A process begins with the peak of the one that started it: its own is told by the system alone.
    own = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    reader = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    used = {"server": int(own[1]) // MEGABYTE if own else 0, "reader": reader // MEGABYTE}
    print(json.dumps({"refused": refused, **used}))  # noqa: T201


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    main(sys.argv[1])
