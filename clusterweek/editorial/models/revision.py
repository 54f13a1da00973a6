"""One number for the whole site that rises whenever anything public changes."""

from typing import Any

from django.db import InterfaceError, OperationalError, models, transaction
from django.db.models import F
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils.translation import gettext_lazy as _


class PublicRevision(models.Model):
    """A single row; its number is the version of everything that the public sees."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    number = models.PositiveBigIntegerField(_("number"), default=1)

    class Meta:
        verbose_name = _("public revision")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="public_revision_is_one_row")]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        """The number now; one query, which every public page begins with.

        So it is also the check of a kept connection: if the server has hung up, the query is asked once more on a new one.
        """
        connection = transaction.get_connection()
        if connection.in_atomic_block:
            return cls._current()
        connection.health_check_done = True
        try:
            return cls._current()
        except (InterfaceError, OperationalError):
            connection.close()
            return cls._current()

    @classmethod
    def _current(cls) -> int:
        with transaction.get_connection().cursor() as cursor:
            cursor.execute(f"SELECT number FROM {cls._meta.db_table} WHERE id = 1")  # noqa: S608  no value in it
            row = cursor.fetchone()
        return row[0] if row else 0

    @classmethod
    def hold(cls) -> None:
        """Wait until nobody else is changing what is public, and keep others waiting until the transaction ends.

        Whoever writes or deletes public files does so under it. Raises TransactionManagementError outside of a transaction.
        """
        cls.objects.get_or_create(pk=1)
        cls.objects.select_for_update().get(pk=1)

    @classmethod
    def advance(cls) -> int:
        """Raise the number and return it; call it last in a transaction that changes anything public.

        The row stays locked until that transaction ends, so that numbers are published in their order.
        Raises TransactionManagementError outside of a transaction.
        """
        if not transaction.get_connection().in_atomic_block:
            raise transaction.TransactionManagementError("The public revision rises inside a transaction.")
        if not cls.objects.filter(pk=1).update(number=F("number") + 1):
            cls.objects.get_or_create(pk=1)
        return cls.current()


# The nouns whose changes are public at once, and which `clusterweek.editorial.changes` shows to the office.
MASTER_DATA: list[type[models.Model]] = []


def publishes_at_once(*model_classes: type[models.Model]) -> None:
    """Raise the public revision with every change of master data, which has no second copy."""

    def advance(**kwargs: Any) -> None:
        if not kwargs.get("raw") and kwargs.get("action", "post_").startswith("post_"):
            with transaction.atomic():
                PublicRevision.advance()

    MASTER_DATA.extend(model for model in model_classes if model not in MASTER_DATA)
    for model in model_classes:
        uid = f"public-revision-{model._meta.label}"
        post_save.connect(advance, sender=model, weak=False, dispatch_uid=f"{uid}-save")
        post_delete.connect(advance, sender=model, weak=False, dispatch_uid=f"{uid}-delete")
        for field in model._meta.local_many_to_many:
            m2m_changed.connect(advance, sender=field.remote_field.through, weak=False, dispatch_uid=f"{uid}-{field.name}")
