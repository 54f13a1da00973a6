"""A process of its own for test_hostile_uploads: cleans a picture in several threads and prints by how many MB its memory grew."""

import os
import resource
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django


def peak() -> int:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.core.files.base import ContentFile

    from clusterweek.editorial.images import clean_upload

    path, threads = Path(sys.argv[1]), int(sys.argv[2])
    before = peak()
    with ThreadPoolExecutor(threads) as pool:
        names = {file.name for file in pool.map(clean_upload, [ContentFile(path.read_bytes(), name="x") for _ in range(threads)])}
    assert len(names) == 1
    print(peak() - before)  # noqa: T201
