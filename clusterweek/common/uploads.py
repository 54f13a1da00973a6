"""Files that are sent: no more of one is kept than is needed to say that it is too large."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class CutOffUploadHandler(FileUploadHandler):
    """The first of the handlers: passes on the beginning of a file, up to a little more than IMAGE_MAX_BYTES, and drops the rest.

    The form then finds the file too large, and keeps what was typed.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The chunk for the next handler, or None beyond the limit."""
        return raw_data if start <= settings.IMAGE_MAX_BYTES else None

    def file_complete(self, file_size: int) -> None:
        """Nothing: another handler has the file."""
