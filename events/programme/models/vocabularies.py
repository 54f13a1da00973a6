"""The lists of the programme that the office edits."""

from django.utils.translation import gettext_lazy as _

from clusterweek.common.recording import StepHistory
from clusterweek.common.vocabulary import VocabularyEntry


class EventFormat(VocabularyEntry):
    """A kind of event, e.g. "Tag der offenen Tür"; a stand is no event and has no entry here."""

    history = StepHistory()

    class Meta(VocabularyEntry.Meta):
        verbose_name = _("format")
        verbose_name_plural = _("formats")


class Audience(VocabularyEntry):
    """Whom an event is for, e.g. "Schulen"."""

    history = StepHistory()

    class Meta(VocabularyEntry.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")


class EventLanguage(VocabularyEntry):
    """A language spoken at an event; the slug is its ISO 639-1 code."""

    history = StepHistory()

    class Meta(VocabularyEntry.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")
