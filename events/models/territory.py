"""Whose an entry is: the object checks and, beside each, the queryset that says the same."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.editorial.models import WorkingCopy
from clusterweek.editorial.review import ReviewError

if TYPE_CHECKING:
    from events.models.submittable import Submittable

_WITH_THE_LAND = (WorkingCopy.ReviewStatus.DRAFT, WorkingCopy.ReviewStatus.RETURNED)

# The answer of a Land that does not want to be a partner, and which reads the entry no longer; `PartnerState.Answer` names it.
DECLINED = "declined"

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
        """Those one may edit, and those to which one of one's Länder is invited and has not declined. Twin of `Territory.may_view`."""
        if user.is_programme_office:
            return self.all()
        partners = self.model._meta.get_field("partners").related_model
        invited = partners.objects.filter(state__in=user.state_codes).exclude(answer=DECLINED).values(partners.ENTRY)
        return self.filter(Q(state__in=user.state_codes) | Q(pk__in=invited))

    def approved(self):
        """Those that the public has, or will have at the opening of their edition."""
        return self.filter(IS_APPROVED)

    def approved_or_submitted(self):
        """Those that are approved, and those that wait for the office."""
        return self.filter(IS_APPROVED | Q(review_status=WorkingCopy.ReviewStatus.SUBMITTED))

    def in_bin(self):
        """Those that have been deleted and can still be taken back; only `everywhere` has any."""
        return self.filter(binned_at__isnull=False)

    def telling_what_is_there(self):
        """With what their completeness asks for, so that it takes no query."""
        found = {}
        model = cast("type[Submittable]", self.model)
        for name in model.COUNTED:
            relation = model._meta.get_field(name)
            if relation.many_to_many:
                rows, link = relation.remote_field.through, relation.m2m_field_name()
            else:
                rows, link = relation.related_model, relation.field.name
            found[f"has_{name}"] = Exists(rows.objects.filter(**{link: OuterRef("pk")}))
        return self.annotate(**found)

    def open_to_change_by(self, user: User):
        """Those whose content one may change now. Twin of `Territory.may_change`."""
        editable, model = self.editable_by(user), cast("type[Territory]", self.model)
        if user.is_programme_office:
            return editable
        return editable.exclude(review_status=WorkingCopy.ReviewStatus.SUBMITTED).exclude(**{f"{model.EDITION}__is_closed": True})


class TerritoryManager(models.Manager.from_queryset(TerritoryQuerySet)):
    """Working copies, without those in the bin: what asks `objects` cannot forget it."""

    def get_queryset(self) -> TerritoryQuerySet:
        return super().get_queryset().filter(binned_at__isnull=True)


class Territory(models.Model):
    """The object checks of a working copy."""

    # The lookup that leads to the edition.
    EDITION: ClassVar[str]

    edition: Any
    state_id: str | None
    public_id: int | None
    review_status: str
    partners: Any
    public: Any
    binned_at: datetime | None

    class Meta:
        abstract = True

    def may_edit(self, user: User) -> bool:
        """Whether this entry belongs to `user`: to one of their Länder, or to the office."""
        return user.is_programme_office or self.state_id in user.state_codes

    def may_view(self, user: User) -> bool:
        """Whether `user` may see this entry at all."""
        if self.may_edit(user):
            return True
        return bool(self.pk) and self.partners.filter(state__in=user.state_codes).exclude(answer=DECLINED).exists()

    def may_change(self, user: User) -> bool:
        """Whether `user` may change the content now: what is submitted is the office's until it is taken back."""
        if user.is_programme_office:
            return True
        return self.may_edit(user) and self.review_status != WorkingCopy.ReviewStatus.SUBMITTED and not self.is_closed

    def may_delete(self, user: User) -> bool:
        """Whether `user` may move this entry to the bin: what is public, or waits for the office, stays."""
        return self.may_still_act(user) and self.binned_at is None and not self.is_public and self.review_status in _WITH_THE_LAND

    def may_take_out(self, user: User) -> bool:
        """Whether `user` may take this entry back out of the bin: whoever could move it there."""
        return self.binned_at is not None and self.may_still_act(user)

    def may_still_act(self, user: User) -> bool:
        """Whether the entry is the user's and its edition is not closed, or the office corrects it."""
        return self.may_edit(user) and (user.is_programme_office or not self.is_closed)

    @property
    def is_public(self) -> bool:
        """Whether there is a public copy that has not been withdrawn."""
        return self.public_id is not None and not self.public.is_withdrawn

    def lands_concerned(self) -> list[str | None]:
        """The codes of the lead Land (None: the programme office) and of the partner Länder that have not declined."""
        return [self.state_id, *self.partners.exclude(answer=DECLINED).values_list("state", flat=True)]

    @property
    def is_closed(self) -> bool:
        """Whether the edition is closed, so that the office alone still corrects something."""
        return self.edition is not None and self.edition.is_closed

    def check_not_closed(self, by: User) -> None:
        """Raise ReviewError if the edition is closed and `by` does not belong to the office."""
        if self.is_closed and not by.is_programme_office:
            raise ReviewError(_("This edition is closed. The programme office corrects what is wrong."))
