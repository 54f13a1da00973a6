"""Short names for addresses, as Germans would spell them."""

from django.utils.text import slugify

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "ae", "Ö": "oe", "Ü": "ue"})


def german_slug(text: str, *, max_length: int = 100) -> str:
    """`text` as a slug of at most `max_length` characters, cut between words; "eintrag" if nothing is left."""
    slug = slugify(text.translate(_GERMAN))
    if len(slug) > max_length:
        slug = slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]
    return slug.strip("-") or "eintrag"


def free_slug(text: str, *, taken: set[str] | frozenset[str]) -> str:
    """A slug for `text` that is not in `taken`, with -2, -3 … if need be."""
    base = german_slug(text)
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
