"""The pages behind an organiser's link. Whoever has the address may use it: there is no account and no cookie.

Django's token against forged requests would need a cookie, and protects nothing here: a forged request would have to
know the secret address, and with it one could send the form outright. Instead the form carries a signed time.
"""

from typing import Any, ClassVar

from allauth.account.adapter import get_adapter
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from clusterweek.common.languages import LANGUAGES, active_language, page_url
from clusterweek.common.limiting import is_allowed
from clusterweek.editorial.models import WorkingCopy
from clusterweek.editorial.review import ReviewError
from events.admin.preview import PreviewPage
from events.collecting.organiser.contributing import HOUR, KEPT, change_contribution, contribute
from events.collecting.organiser.forms import FORMS, OrganiserForm
from events.models import Contribution, OrganiserLink
from events.programme.public_page import PublicPage

# So many forms an hour are read from one address of the internet.
MOST_POSTS = 60

HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow, noarchive", "Referrer-Policy": "no-referrer"}


@method_decorator(csrf_exempt, name="dispatch")
class OrganiserPage(PublicPage):
    """A page behind a secret address: found by nobody else, kept nowhere, told to no other page."""

    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "options"]
    template_name = "organiser/form.html"
    is_kept = False
    section = "take_part"
    link: OrganiserLink
    # What was sent before, and the form; None where there is none.
    contribution: Any = None
    form: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The answer, with the headers that keep the address secret. Http404 for a wrong token."""
        self.find(kwargs["token"])
        response = super().dispatch(request, *args, **kwargs) if self.is_open else self.ended()
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    def find(self, token: str) -> None:
        """Set what the token stands for. Raises Http404."""
        raise NotImplementedError

    @property
    def is_open(self) -> bool:
        """Whether the link still opens anything."""
        return self.link.works

    def ended(self) -> HttpResponse:
        """The page that says that the link opens nothing any more."""
        return self.only_page(status=410)

    def only_page(self, status: int = 200) -> HttpResponse:
        """The page without a form."""
        self.setup_lists()
        self.form = None
        return self.render_to_response(self.get_context_data(is_ended=status != 200), status=status)

    def setup_lists(self) -> None:
        """What the frame of the page needs where `dispatch` of the public page did not run."""
        from events.programme.lists import current_lists

        self.lists = current_lists()

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        context["canonical_url"] = None
        return super().render_to_response(context, **kwargs)

    def make_form(self, *data: Any) -> OrganiserForm:
        """The form, filled with what was sent."""
        entry = self.contribution.entry if self.contribution else None
        form = FORMS[self.link.noun](*data, instance=entry, link=self.link, contribution=self.contribution)
        if entry is not None and entry.image:
            form.fields["image"].widget.preview = page_url("organiser_picture", token=self.kwargs["token"])
        return form

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = self.make_form()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save what was sent and lead to its own page; otherwise the form says why not, with everything typed."""
        self.form = self.make_form(request.POST, request.FILES)
        status = 200
        if not is_allowed("organiser-post", get_adapter().get_client_ip(request), most=MOST_POSTS, seconds=HOUR):
            self.form.is_valid()
            self.form.add_error(None, _("Too many forms came from your connection. Please try again in an hour."))
            status = 429
        elif self.form.is_valid():
            try:
                return self.saved()
            except ReviewError as refusal:
                self.form.add_error(None, str(refusal))
        return self.render_to_response(self.get_context_data(), status=status)

    def saved(self) -> HttpResponse:
        """Save the valid form. Raises ReviewError."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            link=self.link,
            form=self.form,
            contribution=self.contribution,
            kept_days=KEPT.days,
            privacy=page_url("privacy"),
            **kwargs,
        )


class LinkPage(OrganiserPage):
    """The form behind the link that a coordinator gave out; a single link leads to what was sent with it."""

    def find(self, token: str) -> None:
        self.link = OrganiserLink.objects.behind(token)
        if self.link is None:
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.link.is_open and (first := self.link.contributions.first()):
            return redirect(first.path)
        return super().get(request, *args, **kwargs)

    def saved(self) -> HttpResponse:
        return redirect(contribute(self.form).path + "?sent")


class EntryPage(OrganiserPage):
    """What an organiser sent: to look at and to change, until the Land has taken it over."""

    def find(self, token: str) -> None:
        self.contribution = Contribution.objects.select_related("link", "event", "stand").behind(token)
        if self.contribution is None:
            raise Http404
        self.link = self.contribution.link

    @property
    def is_open(self) -> bool:
        return self.link.revoked_at is None and not self.link.edition.is_closed

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.only_page() if self.contribution.is_adopted else super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.only_page() if self.contribution.is_adopted else super().post(request, *args, **kwargs)

    def saved(self) -> HttpResponse:
        change_contribution(self.contribution, self.form)
        return redirect(self.contribution.path + "?sent")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry = type(self.contribution.entry).everywhere.get(pk=self.contribution.entry.pk)
        return super().get_context_data(
            entry=entry,
            is_sent="sent" in self.request.GET and self.request.method == "GET",
            completeness=entry.completeness(),
            preview_address=page_url("organiser_preview", token=self.kwargs["token"]),
            is_submitted=entry.review_status in (WorkingCopy.ReviewStatus.SUBMITTED, WorkingCopy.ReviewStatus.APPROVED),
            **kwargs,
        )


class EntryPreviewPage(EntryPage):
    """The page that the public would see of what was sent."""

    http_method_names: ClassVar[list[str]] = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.contribution.is_adopted:
            raise Http404
        picture = page_url("organiser_picture", token=self.kwargs["token"])
        other = next(language for language in LANGUAGES if language != active_language())
        view = _Preview.as_view(
            entry=self.contribution.entry, picture_address=picture, other=page_url("organiser_preview", other, token=self.kwargs["token"])
        )
        return view(request)


class EntryPicture(EntryPage):
    """The picture that was sent, which has no address of its own."""

    http_method_names: ClassVar[list[str]] = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        entry = self.contribution.entry
        if self.contribution.is_adopted or not entry.image or not entry.image.storage.exists(str(entry.image)):
            raise Http404
        return FileResponse(entry.image.open("rb"), content_type="image/webp")


class _Preview(PreviewPage):
    """The preview with its other language at an address of its own."""

    other = ""

    def address(self, language: str) -> str:
        return self.request.path if language == active_language() else self.other
