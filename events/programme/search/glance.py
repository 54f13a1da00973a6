"""A quick look at a text: whether it is worth reading for a word. It may say yes in vain, and never no in error."""

import re
from collections.abc import Iterable

# Between two letters of a word: hyphens and the like, accents of their own, soft hyphens and invisible joints.
_GLUE = "[-\u2010\u2011&*:·/_\u00ad\u0300-\u036f\u200b-\u200d\u2060]*"
_LETTERS = {
    "a": "[aàáâãäå]e?",
    "c": "[cç]",
    "e": "[eèéêë]",
    "i": "[iìíîïy]",
    "n": "[nñ]",
    "o": "[oòóôõö]e?",
    "s": "[sß]",
    "ss": f"(?:ß|s{_GLUE}s)",
    "u": "[uùúûü]e?",
    "y": "[yýÿi]",
    ".": "[.,]",
}
# What else there is may be folded in other ways: such texts are always read.
_STRANGE = re.compile(
    "[^\\x00-\x7f\xa0-\xa9«\xab-\xaf\xb0\xb1»À-ÅÇ-ÏÑ-ÖÙ-Ýß-åç-ïñ-öù-ýÿ\u0300-\u036f\u200b-\u200d\u2010-\u2015\u2018-\u201f\u2026\u2039\u203a\u2060]"
)
_LENGTH = {"de": 4, "en": 2}
"""So many letters of a stem are looked for: a German one is how the word begins, an English one may end otherwise."""


def glance(stems: Iterable[str], language: str) -> re.Pattern[str]:
    """A pattern that is found wherever a word with one of `stems`, or one that contains it, may stand."""
    beginnings = {stem[: _LENGTH[language]] for stem in stems}
    return re.compile("|".join(map(_spellings, sorted(beginnings))) or r"(?!)", re.IGNORECASE)


def is_strange(text: str) -> bool:
    """Whether `text` has signs of which the quick look knows nothing."""
    return not text.isascii() and bool(_STRANGE.search(text))


def _spellings(letters: str) -> str:
    return _GLUE.join(_LETTERS.get(letter, re.escape(letter)) for letter in re.findall("ss|.", letters, re.DOTALL))
