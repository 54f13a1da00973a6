"""The texts that the portal brings along for its pages, and what becomes of a page when a newer one is delivered."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.common.bilingual import language_of_field
from clusterweek.editorial.differences import Difference, Told, differences
from clusterweek.pages.models import Page, PageDraft

FOLDER = Path(settings.BASE_DIR, "clusterweek/contents/pages")


class Texts(NamedTuple):
    """What people write of a page; the names are those of its fields."""

    title: str
    text: str
    title_en: str
    text_en: str

    @property
    def digest(self) -> str:
        """Tells these texts from others; line ends, which browsers send in their own way, do not count."""
        return sha256("\0".join(self).encode()).hexdigest()


def delivered(key: str) -> Texts:
    """The texts that this version of the portal brings along for the page `key`."""
    return _delivered(FOLDER, key)


@cache
def _delivered(folder: Path, key: str) -> Texts:
    return Texts(*_read(folder / f"{key}.de.md"), *_read(folder / f"{key}.en.md"))


def _read(path: Path) -> tuple[str, str]:
    """Title (the first line, "# …") and Markdown text of a page."""
    heading, _separator, text = path.read_text(encoding="utf-8").partition("\n")
    return heading.removeprefix("# ").strip(), text.strip()


def texts_of(page: Page | PageDraft) -> Texts:
    """What `page` says, or said at a step of its history."""
    return Texts(*(getattr(page, name).replace("\r\n", "\n").strip() for name in Texts._fields))


def is_as_delivered(page: Page) -> bool:
    """Whether nobody has edited `page` since its text was delivered."""
    return texts_of(page).digest == page.delivered


def has_newer_text(page: Page) -> bool:
    """Whether a text is delivered that `page` does not say, and that the office has not answered yet."""
    new = delivered(page.key)
    return new.digest != page.delivered and new != texts_of(page)


def changes_between(before: Texts, after: Texts) -> list[Difference]:
    """The fields that differ, word by word."""
    fields = [field for field in Page._meta.fields if field.name in Texts._fields]
    told = [
        {field.name: Told(str(field.verbose_name), getattr(texts, field.name), language=language_of_field(field)) for field in fields}
        for texts in (before, after)
    ]
    return differences(*told)


@transaction.atomic
def bring_up_to_date() -> int:
    """Give the pages that nobody has edited the texts of this version; returns how many said something else."""
    old = [page for page in Page.objects.select_for_update() if is_as_delivered(page) and has_newer_text(page)]
    for page in old:
        _say(page, delivered(page.key), by=None)
    return len(old)


def take_over(page: Page, *, by: User) -> None:
    """Have `page` say what is delivered."""
    _say(page, delivered(page.key), by=by)


def keep(page: Page) -> None:
    """Leave `page` as it is; the delivered text is not pointed out any more."""
    Page.objects.filter(pk=page.pk).update(delivered=delivered(page.key).digest)


def _say(page: Page, texts: Texts, *, by: User | None) -> None:
    for name, text in texts._asdict().items():
        setattr(page, name, text)
    page.delivered = texts.digest
    with translation.override(settings.LANGUAGE_CODE):
        page._history_user, page._change_reason = by, _("The delivered text was taken over.")  # type: ignore[attr-defined]
    page.save()
