"""Parts of compounds: "technologie" is in "Wasserstofftechnologie", "Tier" is not in "studieren" and "Licht" not in "ermöglicht".

Without a dictionary, by what stands before and after: before the part another part, which has at least three letters, one of
them a vowel, and is no prefix such as "ver-"; after it nothing, an ending, or another part.
Everything is folded; short words, up to three letters, are never looked for inside of others.
"""

import re
from functools import lru_cache
from typing import NamedTuple

SHORT = 3

_ENDINGS = frozenset(["", "e", "en", "er", "ern", "em", "es", "in", "n", "s"])
_VOWEL = re.compile("[aeiouy]")
_SHORT_FIRST_PARTS = frozenset(["ab", "ol"])  # Abwärme, Ölpreis
_PREFIX = re.compile(
    r"(?:be|des|dis|emp|ent|er|ge|kom|kon|miss|pro|re|ver|zer)\Z|(?:ab|an|auf|aus|durch|ein|mit|nach|uber|um|un|unter|vor|zu)ge\Z"
)
_NO_PART = re.compile(r"(?:en(?:d(?:e[mnrs]?)?|s)|et(?:e[mnrs]?)?|iert?e?[mnrst]?|igen|lich(?:e[mnrs]?)?|isch(?:e[mnrs]?)?)\Z")

# Words that other words only happen to contain: part → where it is none.
_FALSE_FRIENDS = {
    "auto": re.compile("auto(?:mat|nom|r)"),
    "ende": re.compile("(?<!wochen)(?<!jahres)(?<=.)ende"),
    "fach": re.compile("(?:drei|ein|mehr|viel|zwei)fach"),
    "kunst": re.compile("kunststoff"),
    "licht": re.compile("[fgkrt]licht"),
    "messe": re.compile("mess(?:bar|en$|er|gerat|stell|system|techn|ung|wert)"),
    "nische": re.compile("[aeioru]nisch"),
    "reich": re.compile("[gfhlmstu]reich|bereich"),
    "ring": re.compile("(?:[eiu]e|tu|to|ni|ute)ring"),
    "test": re.compile("(?:.al|.ei|.ar|.o|.eu|.p)test(?:e[mnrs]?|ens)$"),
    "tisch": re.compile("[aeikopus]tisch"),
    "tische": re.compile("[aeikopus]tisch"),
    "weise": re.compile("(?:er|s|ungs)weise"),
}


class Needle(NamedTuple):
    """A form or stem that is looked for inside of words."""

    text: str
    is_stem: bool
    false_friend: re.Pattern[str] | None


def needles(form: str, stem: str) -> tuple[Needle, ...]:
    """What of a word is looked for inside of others; nothing of short words and numbers."""
    if len(form) <= SHORT or not form.isalpha():
        return ()
    friend = _FALSE_FRIENDS.get(form) or _FALSE_FRIENDS.get(stem)
    if stem == form or len(stem) <= SHORT:
        return (Needle(form, False, friend),)
    return (Needle(form, False, friend), Needle(stem, True, friend))


def is_part(needle: Needle, word: str) -> bool:
    """Whether `needle` is a part of the longer `word`."""
    text = needle.text
    at = word.find(text)
    if at < 0 or (needle.false_friend and needle.false_friend.search(word)):
        return False
    while at >= 0:
        if _is_compound(needle, word[:at], word[at + len(text) :]):
            return True
        at = word.find(text, at + 1)
    return False


def _is_compound(needle: Needle, before: str, after: str) -> bool:
    """Whether `needle` between `before` and `after` makes a compound. Stems are shorter and so asked for more."""
    ends = after in _ENDINGS
    if not before:
        return (ends and not needle.is_stem) or (_is_last_part(after) and (not needle.is_stem or len(needle.text) > SHORT + 1))
    if not _is_first_part(before):
        return False
    return ends or (_is_last_part(after) and (not needle.is_stem or max(len(needle.text), len(after)) > SHORT + 1))


@lru_cache(maxsize=8192)
def _is_first_part(text: str) -> bool:
    return text in _SHORT_FIRST_PARTS or (len(text) >= 3 and bool(_VOWEL.search(text)) and not _PREFIX.match(text))


@lru_cache(maxsize=8192)
def _is_last_part(text: str) -> bool:
    return len(text) >= 3 and bool(_VOWEL.search(text)) and not _NO_PART.match(text)
