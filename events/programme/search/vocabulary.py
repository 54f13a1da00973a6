"""The different words of all texts, and how those are found that a query means."""

from array import array
from collections import defaultdict
from collections.abc import Iterable

from pyroaring import BitMap

from events.programme.search.compounds import is_part
from events.programme.search.plan import Term

# Words are found by three letters in a row; the beginning is marked.
_GRAM = 3
_BEGINNING = "^"

# So many terms are remembered, because visitors ask for the same words.
REMEMBERED = 1024


class Vocabulary:
    """Every form with its number, its stem and a spelling to show; grows while an index is built and never after."""

    def __init__(self) -> None:
        self.forms: dict[str, int] = {}
        self.names: list[str] = []
        self.spellings: list[str] = []
        self.stems: dict[str, int] = {}
        self.forms_of_stem: list[tuple[int, ...]] = []
        self.stem_of = array("I")
        self._stems: list[str] = []
        self._grams: dict[str, BitMap] = {}
        self._with_grams = 0
        self._meant: dict[Term, tuple[int, ...]] = {}

    def copy(self) -> "Vocabulary":
        """One that can grow without this one."""
        twin = Vocabulary()
        twin.forms, twin.names, twin.spellings = self.forms.copy(), self.names.copy(), self.spellings.copy()
        twin.stems, twin.forms_of_stem = self.stems.copy(), self.forms_of_stem.copy()
        twin.stem_of, twin._stems = self.stem_of[:], self._stems.copy()
        twin._grams, twin._with_grams = self._grams.copy(), self._with_grams
        return twin

    def add(self, form: str, stem: str, spelling: str) -> int:
        """The number of `form`, which is new if need be; call `complete` after the last one."""
        number = self.forms.get(form)
        if number is None:
            stem = form if stem == form else stem  # one string for both
            self.forms[form] = number = len(self.names)
            self.names.append(form)
            self.spellings.append(spelling)
            stem_number = self.stems.setdefault(stem, len(self.forms_of_stem))
            self.stem_of.append(stem_number)
            if stem_number == len(self.forms_of_stem):
                self.forms_of_stem.append((number,))
                self._stems.append(stem)
            else:
                self.forms_of_stem[stem_number] += (number,)
        return number

    def add_variant(self, form: str, number: int) -> int:
        """The number of `form`, another form of the word with that `number`."""
        return number if form == self.names[number] else self.add(form, self._stems[self.stem_of[number]], self.spellings[number])

    def complete(self) -> None:
        """Make the new forms findable by their letters. Bitmaps are replaced, never changed: a copy may share them."""
        new: defaultdict[str, list[int]] = defaultdict(list)
        for number in range(self._with_grams, len(self.names)):
            for gram in _grams_of_word(self.names[number]):
                new[gram].append(number)
        for gram, numbers in new.items():
            fresh = BitMap(numbers)
            known = self._grams.get(gram)
            self._grams[gram] = known | fresh if known is not None else fresh
        self._with_grams = len(self.names)

    def meant_by(self, term: Term) -> tuple[int, ...]:
        """The numbers of all forms that `term` fits."""
        known = self._meant.get(term)
        if known is None:
            if len(self._meant) >= REMEMBERED:
                self._meant.clear()
            known = self._meant[term] = tuple(self._search(term))
        return known

    def _search(self, term: Term) -> set[int]:
        number, names = self.stems.get(term.stem), self.names
        found = set(self.forms_of_stem[number]) if number is not None else set()
        for needle in term.needles:
            found.update(number for number in self._with_all(_grams(needle.text)) if is_part(needle, names[number]))
        if term.is_open:
            candidates = self._with_all([_BEGINNING + term.form[: _GRAM - 1], *_grams(term.form)])
            found.update(number for number in candidates if names[number].startswith(term.form))
        return found

    def _with_all(self, grams: Iterable[str]) -> BitMap:
        """The numbers of the forms that may contain all of `grams`."""
        bitmaps = []
        for gram in grams:
            bitmap = self._grams.get(gram)
            if bitmap is None:
                return BitMap()
            bitmaps.append(bitmap)
        return BitMap.intersection(*sorted(bitmaps, key=len))


def _grams(text: str) -> set[str]:
    return {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}


def _grams_of_word(form: str) -> set[str]:
    grams = _grams(form)
    grams.add(_BEGINNING + form[: _GRAM - 1])
    return grams
