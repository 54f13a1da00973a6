"""Cells as files give them, and what cannot be read of them."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal

# What a cell of any kind of file may hold.
Cell = str | int | float | bool | date | datetime | time | timedelta | None

# Characters that a spreadsheet cannot hold, and those that one does not see.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")


class Unreadable(ValueError):
    """A cell that cannot be read as what its column holds; `str()` of it is a sentence for people."""


def is_blank(cell: Cell) -> bool:
    """Whether there is nothing in the cell, or nothing that one sees."""
    return cell is None or (isinstance(cell, str) and not _INVISIBLE.sub("", cell).strip())


def as_text(cell: Cell) -> str:  # noqa: PLR0911  one line for each kind of cell
    """What a person reads in the cell: whole numbers without a decimal point, days and times as one writes them here."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "WAHR" if cell else "FALSCH"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 10**15 else f"{Decimal(repr(cell)):f}".replace(".", ",")
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y %H:%M}" if cell.time() != time() else f"{cell:%d.%m.%Y}"
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M:%S}" if cell.second else f"{cell:%H:%M}"
    return without_control(str(cell)).strip()


def without_control(text: str) -> str:
    """`text` without characters that no spreadsheet can hold, with one kind of line break."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def visible(text: str) -> str:
    """`text` as one sees it in a cell."""
    return _INVISIBLE.sub("", without_control(text))


def plain(text: str) -> str:
    """`text` as it is compared: small letters, single blanks, plain hyphens, nothing invisible."""
    normal = unicodedata.normalize("NFKC", _DASHES.sub("-", _INVISIBLE.sub("", text)))
    return " ".join(_DASHES.sub("-", normal).casefold().split())


def folded(text: str) -> str:
    """`text` as names are compared: also umlauts written out, and letters and digits alone."""
    spelled = plain(text).replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    bare = "".join(each for each in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(each))
    return " ".join(re.findall(r"[^\W_]+", bare))
