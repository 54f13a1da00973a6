"""Reads texts for an index: every different chunk once."""

from events.programme.search.folding import plain, uncached_stem, without_e
from events.programme.search.streams import encoded
from events.programme.search.vocabulary import Vocabulary
from events.programme.search.words import Part, read

_AROUND = ".,;:!?()[]\"'„“”‚‘’»«…–/"


class Reader(dict[str, int]):
    """A number for each chunk of text; by that number, its `forms` and what stands for it in a stream (`encoded`).

    `compounds` are the numbers of chunks with hyphens; `wholes` are what stands for their words as a whole.
    """

    def __init__(self, language: str, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.forms: list[tuple[int, ...]] = []
        self.encoded: list[bytes] = []
        self.wholes: dict[int, list[bytes]] = {}
        self.compounds: set[int] = set()
        self._language, self._vocabulary = language, vocabulary
        self._known: dict[int, tuple[tuple[int, ...], bytes]] = {}

    def __missing__(self, chunk: str) -> int:
        bare = chunk.strip(_AROUND)
        if bare != chunk and bare.isalnum():
            code = self[bare]
        elif chunk.isalnum():
            code = self._note(*self._simple(chunk))
        else:
            code = self._read(chunk)
        self[chunk] = code
        return code

    def _simple(self, word: str) -> tuple[tuple[int, ...], bytes]:
        """The forms and bytes of a word without any other sign."""
        plain_form = plain(word)
        form = without_e(plain_form, self._language)
        if not form:
            return (), b""
        number = self._vocabulary.forms.get(form)
        if number is None:
            number = self._vocabulary.add(form, uncached_stem(form, self._language), word)
        known = self._known.get(number)
        if known is None:
            forms = (number,) if form == plain_form else (number, self._vocabulary.add_variant(plain_form, number))
            known = self._known[number] = forms, encoded(self._vocabulary.stem_of[number])
        return known

    def _read(self, chunk: str) -> int:
        words = read(chunk, self._language)
        numbers = {part: self._number(part, chunk) for word in words for part in (*word.parts, word.whole)}
        stem_of = self._vocabulary.stem_of
        stream = b"".join(encoded(stem_of[numbers[part]]) for word in words for part in word.parts)
        variants = {self._vocabulary.add_variant(part.plain, number) for part, number in numbers.items()}
        code = self._note(tuple(variants.union(numbers.values())), stream)
        if wholes := [encoded(stem_of[numbers[word.whole]]) for word in words if len(word.parts) > 1]:
            self.wholes[code] = wholes
            self.compounds.add(code)
        return code

    def _number(self, part: Part, chunk: str) -> int:
        return self._vocabulary.add(part.form, part.stem, chunk[part.start : part.end])

    def _note(self, forms: tuple[int, ...], stream: bytes) -> int:
        self.forms.append(forms)
        self.encoded.append(stream)
        return len(self.forms) - 1
