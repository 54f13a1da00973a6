"""Names of places as people type them: keys that are equal however a name is spelt."""

import re
import unicodedata

_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_SEPARATORS = re.compile(r"[\s.,;/()]+")
_HYPHEN = re.compile(r"\s*[-‐‑–]\s*")
_SAINT = re.compile(r"\bsankt\b")
_TITLE = re.compile(r"^(?:(?:landeshaupt|hanse|luther|universitaets|universitats|kur|berg|kreis)?stadt|gemeinde) (?=\w)")
# Words that join a name and what tells it apart, as written in full and as abbreviated.
JOINING = frozenset(
    ["am", "an", "auf", "a", "ob", "o", "bei", "b", "im", "in", "i", "vor", "v", "unter", "u", "d", "der", "dem", "den", "des"]
)


def key(name: str) -> str:
    """`name` in lower case with ä as ae and ß as ss, its words separated by single blanks; hyphens stay."""
    folded = unicodedata.normalize("NFC", name).casefold().translate(_DIGRAPHS)
    return _bare(folded)


def key_without_umlauts(name: str) -> str:
    """As `key`, but with ä as a."""
    return _bare(unicodedata.normalize("NFC", name).casefold())


def words(text: str) -> list[str]:
    """The words of a key that tell a name apart: without "am", "an der" and their abbreviations between them."""
    first, *between, last = text.split() if " " in text else (text, "")
    return [word for word in (first, *(word for word in between if word not in JOINING), last) if word]


def head(name: str) -> str:
    """The key of `name` without what tells it apart: "frankfurt" for Frankfurt am Main and for Frankfurt (Oder)."""
    kept: list[str] = []
    for word in key(re.split(r"[(/]", name)[0]).split():
        if kept and word in JOINING:
            break
        kept.append(word)
    return " ".join(kept)


def is_told_apart(name: str) -> bool:
    """Whether `name` itself says which of several it is: "Frankfurt am Main", "Halle (Saale)"; not "Bad Ems"."""
    second = key(name).split()[1:2]
    return "(" in name or "/" in name or bool(JOINING.intersection(second))


def _bare(text: str) -> str:
    marks_removed = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return _TITLE.sub("", _SAINT.sub("st", _SEPARATORS.sub(" ", _HYPHEN.sub("-", marks_removed)).strip()))
