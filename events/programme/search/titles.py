"""The words of a title as they are compared to find the same event under another name."""

from events.programme.search.stop_words import is_stop_word
from events.programme.search.words import read_again


def title_words(title: str) -> list[str]:
    """The stems of the words of `title`, each once, in their order; words that tell nothing are left out unless all are such."""
    words = read_again(title, "de")
    telling = [word for word in words if not is_stop_word(title[word.whole.start : word.whole.end], "de")]
    return list(dict.fromkeys(stem for word in (telling or words) for stem in word.stems))
