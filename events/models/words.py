"""The words of titles, by which the database finds what might be the same; and what was said about such pairs."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.programme.search.titles import title_words

MOST_WORDS = 30
LONGEST_WORD = 40


class TitledCopy(models.Model):
    """A working copy that knows the words of its title, and keeps them where they are looked for."""

    # The words as they were last stored, with blanks between.
    title_words = models.CharField(max_length=1300, blank=True, default="", editable=False)

    WORDS: Any
    title: str

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the words of the title if that has changed."""
        words = words_of(self.title)
        is_other, is_new = " ".join(words) != self.title_words, self._state.adding
        self.title_words = " ".join(words)
        if is_other and kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "title_words"}
        super().save(*args, **kwargs)
        if is_other:
            self.WORDS.store(self, words, is_new=is_new)


def words_of(title: str) -> list[str]:
    """The words of `title` as they are stored."""
    return [word[:LONGEST_WORD] for word in title_words(title)[:MOST_WORDS]]


class TitleWord(models.Model):
    """One word of the title of a working copy."""

    word = models.CharField(max_length=LONGEST_WORD)

    ENTRY: str

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.word

    @classmethod
    def store(cls, entry: Any, words: list[str], *, is_new: bool) -> None:
        """Have these be the words of `entry`; one that is new has none yet."""
        if not is_new:
            cls._default_manager.filter(**{cls.ENTRY: entry}).delete()
        cls._default_manager.bulk_create(cls(**{cls.ENTRY: entry, "word": word}) for word in words)


class DoubleAnswer(models.Model):
    """Two entries of one noun of which somebody said whether they are the same; of each pair it is asked once."""

    noun = models.CharField(max_length=10)
    first = models.PositiveBigIntegerField()
    second = models.PositiveBigIntegerField()
    is_same = models.BooleanField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("said by"), related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["noun", "first", "second"], name="double_answer_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="double_answer_in_order"),
        ]
        indexes = [models.Index(fields=["noun", "second"], name="double_answer_by_second")]

    def __str__(self) -> str:
        return f"{self.noun} {self.first}, {self.second}"
