"""How far a running import is: a small file beside the uploaded ones, because others cannot see into the transaction it runs in."""

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

from clusterweek.editorial.images import private_storage
from events.models import WorkbookImport

# Seconds between two notes.
PAUSE = 1.0
T = TypeVar("T")


class Progress(NamedTuple):
    """So many of `total` rows are done; 0 of 0 before the first note."""

    done: int = 0
    total: int = 0


def with_progress(workbook: WorkbookImport, rows: Iterable[T], total: int) -> Iterator[T]:
    """The rows, one after the other; how many are done is noted now and then, until all are."""
    noted_at = time.monotonic()
    _note(workbook, Progress(0, total))
    try:
        for done, row in enumerate(rows, 1):
            yield row
            if time.monotonic() - noted_at >= PAUSE:
                noted_at = time.monotonic()
                _note(workbook, Progress(done, total))
    finally:
        forget_progress(workbook)


def progress_of(workbook: WorkbookImport) -> Progress:
    """How far the import is, as far as it has told."""
    with suppress(OSError, ValueError, TypeError):
        return Progress(*map(int, _path(workbook).read_text().split()))
    return Progress()


def forget_progress(workbook: WorkbookImport) -> None:
    """Nothing runs any more."""
    with suppress(OSError):
        _path(workbook).unlink()


def _note(workbook: WorkbookImport, progress: Progress) -> None:
    """Let others see how far it is; a full disk is no reason to give up what was done."""
    path = _path(workbook)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        written = path.with_suffix(".new")
        written.write_text(f"{progress.done} {progress.total}")
        written.replace(path)


def _path(workbook: WorkbookImport) -> Path:
    return Path(private_storage().path(f"imports/{workbook.pk}.progress"))
