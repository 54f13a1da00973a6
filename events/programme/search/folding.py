"""How words become comparable: one function for texts and queries.

Case does not count, ä = ae = a and ß = ss, accents go: "Muenchen", "Munchen" and "München" are all "munchen". The e after
a, o and u goes on both sides, but for the u of "Quelle", "neue" and "bauen", which is no ü.
"""

import re
import threading
import unicodedata
from functools import lru_cache

from Stemmer import Stemmer

LANGUAGES = ("de", "en")
MAX_FORM_LENGTH = 64

_E_AFTER_VOWEL = re.compile(r"(?<=[ao])e|(?<=(?<![aeiouyq])u)e")
# English has plenty of words like value, issues and shoes.
_E_WITHIN = re.compile(rf"(?:{_E_AFTER_VOWEL.pattern})(?![sdr]?$)")
_NO_DECOMPOSITION = str.maketrans({"ø": "o", "œ": "o", "æ": "a", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_NOT_IN_FORMS = re.compile(r"[^\w+#&.]|_")

# Snowball's algorithms (https://snowballstem.org) in C; what was stemmed is kept by those who ask.
_stemmers = {"de": Stemmer("german", 0), "en": Stemmer("english", 0)}
_stemmers_are_busy = threading.Lock()


def fold(word: str, language: str) -> str:
    """`word` as it is compared; "" if nothing of it can be."""
    return without_e(plain(word), language)


def without_e(form: str, language: str) -> str:
    """A plain form without the e of ae, oe and ue."""
    return (_E_AFTER_VOWEL if language == "de" else _E_WITHIN).sub("", form)


def plain(word: str) -> str:
    """`word` without case and accents: "Mikroelektronik" → "mikroelektronik", in which "elektronik" can be seen."""
    form = word.lower()
    if not form.isascii():
        form = unicodedata.normalize("NFKD", form.casefold()).translate(_NO_DECOMPOSITION)
        form = _NOT_IN_FORMS.sub("", "".join(sign for sign in form if not unicodedata.combining(sign)).casefold())
    return form[:MAX_FORM_LENGTH]


@lru_cache(maxsize=4096)
def stem(form: str, language: str) -> str:
    """The stem of a folded word: "fertigungen" → "fertig", in English "batteries" → "batteri"."""
    return uncached_stem(form, language)


def uncached_stem(form: str, language: str) -> str:
    """As `stem`, for those who come by every word of a language."""
    with _stemmers_are_busy:  # the package keeps the word in the stemmer
        return _stemmers[language].stemWord(form)
