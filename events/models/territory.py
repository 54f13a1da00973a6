"""Whose an entry is: the object checks and, beside each, the queryset that says the same."""

from typing import Any, ClassVar, cast

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.editorial.models import WorkingCopy
from clusterweek.editorial.review import ReviewError

_WITH_THE_LAND = (WorkingCopy.ReviewStatus.DRAFT, WorkingCopy.ReviewStatus.RETURNED)

# There is a public copy, which has not been withdrawn.
IS_APPROVED = Q(public__isnull=False, public__withdrawn_at__isnull=True)


class TerritoryQuerySet(models.QuerySet):
    """Working copies with who may see and edit them."""

    def editable_by(self, user: User):
        """Coordinators edit the entries that their Länder lead; the programme office edits all. Twin of `Territory.may_edit`."""
        if user.is_programme_office:
            return self.all()
        return self.filter(state__in=user.state_codes)

    def viewable_by(self, user: User):
        """Those one may edit, and those to which one of one's Länder is invited. Twin of `Territory.may_view`."""
        if user.is_programme_office:
            return self.all()
        partners = self.model._meta.get_field("partners").related_model
        invited = partners.objects.filter(state__in=user.state_codes).values(partners.ENTRY)
        return self.filter(Q(state__in=user.state_codes) | Q(pk__in=invited))

    def approved(self):
        """Those that the public has, or will have at the opening of their edition."""
        return self.filter(IS_APPROVED)

    def approved_or_submitted(self):
        """Those that are approved, and those that wait for the office."""
        return self.filter(IS_APPROVED | Q(review_status=WorkingCopy.ReviewStatus.SUBMITTED))

    def open_to_change_by(self, user: User):
        """Those whose content one may change now. Twin of `Territory.may_change`."""
        editable, model = self.editable_by(user), cast("type[Territory]", self.model)
        if user.is_programme_office:
            return editable
        return editable.exclude(review_status=WorkingCopy.ReviewStatus.SUBMITTED).exclude(**{f"{model.EDITION}__is_closed": True})


class Territory(models.Model):
    """The object checks of a working copy."""

    # The lookup that leads to the edition.
    EDITION: ClassVar[str]

    edition: Any
    state_id: str | None
    public_id: int | None
    review_status: str
    partners: Any

    class Meta:
        abstract = True

    def may_edit(self, user: User) -> bool:
        """Whether this entry belongs to `user`: to one of their Länder, or to the office."""
        return user.is_programme_office or self.state_id in user.state_codes

    def may_view(self, user: User) -> bool:
        """Whether `user` may see this entry at all."""
        if self.may_edit(user):
            return True
        return bool(self.pk) and self.partners.filter(state__in=user.state_codes).exists()

    def may_change(self, user: User) -> bool:
        """Whether `user` may change the content now: what is submitted is the office's until it is taken back."""
        if user.is_programme_office:
            return True
        return self.may_edit(user) and self.review_status != WorkingCopy.ReviewStatus.SUBMITTED and not self.is_closed

    def may_delete(self, user: User) -> bool:
        """Whether `user` may delete this entry: what was public once, or waits for the office, stays."""
        mine = self.may_edit(user) and (user.is_programme_office or not self.is_closed)
        return mine and self.public_id is None and self.review_status in _WITH_THE_LAND

    @property
    def is_closed(self) -> bool:
        """Whether the edition is closed, so that the office alone still corrects something."""
        return self.edition is not None and self.edition.is_closed

    def check_not_closed(self, by: User) -> None:
        """Raise ReviewError if the edition is closed and `by` does not belong to the office."""
        if self.is_closed and not by.is_programme_office:
            raise ReviewError(_("This edition is closed. The programme office corrects what is wrong."))
