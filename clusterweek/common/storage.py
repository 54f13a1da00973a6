"""Where uploads lie on this machine."""

import os
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

# What a file is called while it is being written.
UNFINISHED = ".part"


class WholeFileStorage(FileSystemStorage):
    """A folder in which a file is either whole or not there, even if the process is killed while it writes."""

    def _save(self, name: str, content: File) -> str:
        """Write `content` under another name first; returns the name it got."""
        unfinished = Path(self.path(super()._save(name + UNFINISHED, content)))
        while True:
            try:
                os.link(unfinished, self.path(name))
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                break
        unfinished.unlink()
        return name
