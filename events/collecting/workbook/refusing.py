"""Why a file is not read: one sentence for people each."""

from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_ROWS = 5_000
MOST_COLUMNS = 200
MOST_BYTES = 10 * 1024 * 1024
# What a packed file may hold when it is unpacked, and how much larger than packed a part of it may be.
MOST_UNPACKED = 150 * 1024 * 1024
MOST_RATIO = 400
MOST_MEMBERS = 2_000
# So many characters all cells together may hold.
MOST_TEXT = 12_000_000


class Reason(StrEnum):
    """What is wrong with a file."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_COLUMNS = "too-many-columns"
    TOO_MUCH_TEXT = "too-much-text"
    MACROS = "macros"
    LINKS = "links"
    ENTITIES = "entities"
    BOMB = "bomb"
    OLD_FORMAT = "old-format"
    LOCKED = "locked"
    NO_TABLE = "no-table"
    WRONG_ENDING = "wrong-ending"
    BROKEN = "broken"
    TOO_SLOW = "too-slow"
    NO_HEADER = "no-header"
    GONE = "gone"


SENTENCES = {
    Reason.EMPTY: gettext_lazy("The file is empty."),
    Reason.TOO_LARGE: gettext_lazy("The file is larger than %(mb)d MB. Please remove pictures, or split it into several files."),
    Reason.TOO_MANY_ROWS: gettext_lazy(
        "The file has more than %(rows)d rows. Please delete what stands below the table, or split it into several files."
    ),
    Reason.TOO_MANY_COLUMNS: gettext_lazy("The file has more than %(columns)d columns. Please use the template."),
    Reason.TOO_MUCH_TEXT: gettext_lazy("The file holds more text than can be read at once. Please split it into several files."),
    Reason.MACROS: gettext_lazy("The file contains macros, which are not accepted. Please save it as .xlsx without macros."),
    Reason.LINKS: gettext_lazy("The file refers to other files. Please remove these links, or copy the values into the template."),
    Reason.ENTITIES: gettext_lazy("The file contains definitions that no spreadsheet needs, and is not read for safety's sake."),
    Reason.BOMB: gettext_lazy("The file unpacks to far more than it seems to hold, and is not read for safety's sake."),
    Reason.OLD_FORMAT: gettext_lazy(
        "The file is in the old Excel format, or protected by a password. Please save it as .xlsx without one."
    ),
    Reason.LOCKED: gettext_lazy("The file is protected by a password. Please save it without one."),
    Reason.NO_TABLE: gettext_lazy("The file is no spreadsheet. Please upload .xlsx, .ods or .csv."),
    Reason.WRONG_ENDING: gettext_lazy(
        "The ending of the file name does not fit what is in the file. Please save it anew as .xlsx, .ods or .csv."
    ),
    Reason.BROKEN: gettext_lazy("The file is damaged or incomplete. Please open it in your spreadsheet program and save it anew."),
    Reason.TOO_SLOW: gettext_lazy("Reading the file takes too long. Please copy the table into the template and try again."),
    Reason.GONE: gettext_lazy("The file has been deleted after two weeks. Please upload it again."),
    Reason.NO_HEADER: gettext_lazy(
        "No row with known headings was found; the column “%(title)s” at least is needed. Please use the template."
    ),
}


class Refused(Exception):
    """A file that is not read; `str()` of it is the sentence."""

    def __init__(self, reason: Reason, **words: object) -> None:
        self.reason = reason
        known = {"mb": MOST_BYTES // 1024 // 1024, "rows": MOST_ROWS, "columns": MOST_COLUMNS, **words}
        super().__init__(str(SENTENCES[reason]) % known)


def no_header() -> Refused:
    """That nothing in the file looks like the head of a table."""
    return Refused(Reason.NO_HEADER, title=_("Title"))
