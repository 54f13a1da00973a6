"""Where an entry stands, for the head of its form: who acts next, what is missing, what the public has, which steps are open."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from clusterweek.accounts.models import User
from clusterweek.editorial.differences import Difference
from clusterweek.editorial.models import Comment, Decision, WorkingCopy
from events.admin.comparison import corrections_in
from events.admin.places import anchor
from events.collecting.doubles import Hint, described, hints, likely_doubles
from events.models import Contribution, Event, FeedEntry, PartnerState, Stand
from events.models.completeness import Completeness

Entry = Event | Stand
Status = WorkingCopy.ReviewStatus


@dataclass(frozen=True)
class Missing:
    """Something that a submission needs: the sentence, and the place in the form."""

    sentence: str
    anchor: str


@dataclass(frozen=True)
class Standing:
    """Where `entry` stands for `user`."""

    entry: Entry
    user: User

    @property
    def who_acts_next(self) -> str:
        """One sentence for the head of the form."""
        office = self.user.is_programme_office
        match self.entry.review_status:
            case Status.SUBMITTED:
                return _("It is your turn: please decide.") if office else _("The programme office is next. You need not do anything.")
            case Status.RETURNED:
                return _("The Land is next.") if office else _("It is your turn: please look at the note and submit again.")
            case Status.APPROVED:
                return _("Nobody needs to do anything: this is what the public has.")
        if self.is_public:
            return _("Changed since the last approval. The public keeps the approved version until this one is submitted and approved.")
        return _("The Land is next.") if office else _("It is your turn: submit the entry when it is complete.")

    @property
    def missing(self) -> list[Missing]:
        """What blocks a submission."""
        return [Missing(sentence, anchor(self.entry, name)) for name, sentence in self.completeness.missing.items()]

    @property
    def helpful(self) -> list[Missing]:
        """What only helps and is not there yet."""
        return [Missing(name_for_people, anchor(self.entry, name)) for name, name_for_people in self.completeness.helpful.items()]

    @cached_property
    def completeness(self) -> Completeness:
        """How many of the details that are asked for are there."""
        return self.entry.completeness()

    @property
    def is_with_the_land(self) -> bool:
        return self.entry.review_status in (Status.DRAFT, Status.RETURNED)

    @property
    def is_public(self) -> bool:
        """Whether there is a public copy that has not been withdrawn."""
        return self.entry.is_public

    @property
    def opens_later(self) -> bool:
        """Whether the public copy waits for the opening of its edition."""
        edition = self.entry.edition
        return self.is_public and edition is not None and not edition.is_open

    @property
    def corrections(self) -> list[Difference]:
        """What the office corrected when it approved the entry as it stands."""
        if self.entry.review_status != Status.APPROVED:
            return []
        approved = Decision.objects.of(self.entry).filter(kind=Decision.Kind.APPROVED).first()
        return corrections_in(self.entry, approved) if approved else []

    @property
    def may_submit(self) -> bool:
        """Whether the form offers to submit; of an approved entry, what is changed in it."""
        return self.entry.review_status != Status.SUBMITTED and self.may_still_act

    @property
    def may_take_back(self) -> bool:
        """Whether `user` is offered to take it back; what a Land submitted the office returns instead."""
        offered = not self.user.is_programme_office or self.is_own_submission
        return offered and self.entry.review_status == Status.SUBMITTED and self.may_still_act

    @property
    def may_decide(self) -> bool:
        return self.user.is_programme_office and self.entry.review_status == Status.SUBMITTED and not self.is_own_submission

    @property
    def is_own_submission(self) -> bool:
        """Whether `user` submitted it, so that somebody else must decide."""
        return self.user.is_programme_office and self.entry.submitted_by_id == self.user.pk

    @property
    def was_edited_by_user(self) -> bool:
        """Whether `user` edited last, so that an approval needs a reason."""
        return self.entry.last_edited_by_id == self.user.pk

    @property
    def may_withdraw(self) -> bool:
        return self.is_public and self.may_still_act

    @property
    def may_change_at_once(self) -> bool:
        return self.may_withdraw and isinstance(self.entry, Event)

    @property
    def may_still_act(self) -> bool:
        return self.entry.may_still_act(self.user)

    @property
    def is_own(self) -> bool:
        """Whether the entry is the user's, not only theirs to read."""
        return self.entry.may_edit(self.user)

    @property
    def contribution(self) -> Contribution | None:
        """What an organiser sent, for the Land and the office; partner Länder do not read who it was."""
        return getattr(self.entry, "contribution", None) if self.is_own else None

    @property
    def feed_entry(self) -> FeedEntry | None:
        """The record of a feed from which the entry came, where that has vanished or says something else, for the Land and the office."""
        entry = getattr(self.entry, "feed_entry", None) if self.is_own else None
        return entry if entry is not None and (entry.vanished_at or entry.differing) else None

    @cached_property
    def doubles(self) -> list[Hint]:
        """What may be the same as this entry, as far as `user` may know of it; the Land and the office are told."""
        return hints(likely_doubles(described(self.entry)), self.user) if self.is_own else []

    @property
    def heirs(self) -> list[PartnerState]:
        """The partner Länder to which `user` may hand over the lead."""
        confirmed = self.entry.partners.filter(answer=PartnerState.Answer.CONFIRMED)
        return list(confirmed.select_related("state")) if self.is_own else []

    @property
    def comments(self) -> list[Comment]:
        """What has been said about the entry, the oldest first."""
        return list(Comment.objects.about(self.entry))

    @property
    def partners_to_answer(self) -> list[PartnerState]:
        """The partner Länder for which `user` is asked to answer."""
        return [row for row in self.entry.partners.select_related("state") if row.state_id in self.user.state_codes]
