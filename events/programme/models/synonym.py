"""Words that mean the same, as the office edits them for the search."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from clusterweek.common.recording import StepHistory
from events.programme.search import Synonyms
from events.programme.search.folding import LANGUAGES
from events.programme.search.words import read

MAX_EXPRESSIONS = 12
MAX_WORDS = 5


class Synonym(models.Model):
    """A group of words and phrases that find each other, e.g. "KI, künstliche Intelligenz, AI"."""

    words = models.CharField(
        _("words"),
        max_length=400,
        unique=True,
        help_text=_(
            "Words and phrases that mean the same, separated by commas, e.g. “KI, künstliche Intelligenz, AI”. "
            "Who searches for one of them finds the others too."
        ),
    )

    history = StepHistory()

    class Meta:
        ordering = ["words"]
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms of the search")

    def __str__(self) -> str:
        return self.words

    @property
    def expressions(self) -> list[str]:
        """The words and phrases of the group."""
        return [stripped for expression in re.split(r"[,;\n]", self.words) if (stripped := " ".join(expression.split()))]

    @classmethod
    def load(cls) -> Synonyms:
        """All groups, for the search; one query."""
        return Synonyms(group.expressions for group in cls.objects.all())

    def clean(self) -> None:
        """Writes the group evenly; asks for at least two expressions that the search can tell apart, none of them long."""
        expressions = self.expressions
        if error := _what_is_wrong(expressions):
            raise ValidationError({"words": error})
        self.words = ", ".join(expressions)


def _what_is_wrong(expressions: list[str]) -> ValidationError | None:
    if len(expressions) < 2:
        return ValidationError(_("Please enter at least two words that mean the same, separated by commas."))
    if len(expressions) > MAX_EXPRESSIONS:
        return ValidationError(_("Please enter at most %(count)d words in one group."), params={"count": MAX_EXPRESSIONS})
    seen: dict[tuple[str, ...], str] = {}
    for expression in expressions:
        stems = tuple(stem for word in read(expression, LANGUAGES[0]) for stem in word.stems)
        if not stems:
            return ValidationError(_("The search finds no letters in “%(expression)s”."), params={"expression": expression})
        if len(stems) > MAX_WORDS:
            return ValidationError(
                _("“%(expression)s” is too long: please use at most %(count)d words."),
                params={"expression": expression, "count": MAX_WORDS},
            )
        if stems in seen:
            return ValidationError(
                _("“%(first)s” and “%(second)s” are the same for the search: one of them is enough."),
                params={"first": seen[stems], "second": expression},
            )
        seen[stems] = expression
    return None
