"""The pages on which the public reports a barrier of the portal or an error in an entry, without account and cookie.

Django's token against forged requests would need a cookie, and protects nothing here: whoever could forge a request could
send the form outright. Instead the form carries a signed time.
"""

from typing import Any, ClassVar

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from clusterweek.common.bilingual import in_language
from clusterweek.common.languages import active_language, page_url
from clusterweek.common.limiting import is_allowed
from clusterweek.geography.models import FederalState
from clusterweek.pages.models import Report
from clusterweek.pages.reporting.forms import BarrierForm, ErrorForm, ReportForm
from clusterweek.pages.reporting.reports import receive
from events.programme.models import PublishedEvent, PublishedStand
from events.programme.public_page import PublicPage

HOUR = 60 * 60

# So many forms an hour are read from one address of the internet.
MOST_POSTS = 20

HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}


@method_decorator(csrf_exempt, name="dispatch")
class ReportPage(PublicPage):
    """A form, or the thanks for it; `find` says what it is about."""

    http_method_names: ClassVar[list[str]] = ["get", "head", "post", "options"]
    template_name = "pages/report.html"
    is_kept = False
    kind = Report.Kind.ERROR
    form_class: type[ReportForm] = ErrorForm
    # What is reported about: its title with the language of that, its path, and the Länder that look after it.
    subject, subject_language, path = "", "", ""
    states: tuple[FederalState, ...] = ()
    form: ReportForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The answer, which nobody keeps because it carries the time. In a preview there is nothing to report."""
        if self.previewed:
            raise Http404
        response = super().dispatch(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    def find(self) -> None:
        """Set what is reported about. Raises Http404 if that is not public."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.find()
        self.form = self.form_class(about=self.path)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the report and lead to the thanks; otherwise the form says why not, with everything typed."""
        self.find()
        report = Report(kind=self.kind, subject=self.subject[:300], path=self.path, language=active_language())
        self.form = self.form_class(request.POST, about=self.path, instance=report)
        status = 200
        if not is_allowed("report", get_adapter().get_client_ip(request), most=MOST_POSTS, seconds=HOUR):
            self.form.is_valid()
            self.form.add_error(None, _("Too many forms came from your connection. Please try again in an hour."))
            status = 429
        elif self.form.is_valid():
            receive(self.form.save(commit=False), list(self.states))
            return redirect(f"{request.path}?sent")
        return self.render_to_response(self.get_context_data(), status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            form=self.form,
            is_barrier=self.kind == Report.Kind.BARRIER,
            is_sent="sent" in self.request.GET and self.request.method == "GET",
            subject=self.subject,
            subject_language=self.subject_language,
            path=self.path,
            states=self.states,
            privacy=page_url("privacy"),
            kept_days=settings.REPORT_DAYS,
            **kwargs,
        )


class BarrierPage(ReportPage):
    """A barrier of the portal; the programme office hears of it."""

    kind = Report.Kind.BARRIER
    form_class = BarrierForm

    def find(self) -> None:
        self.path = page_url("accessibility")

    def breadcrumb(self) -> list[tuple[str, str]]:
        """Under the statement on accessibility."""
        return [(_("Accessibility"), page_url("accessibility"))]


class EntryErrorPage(ReportPage):
    """An error in a public event or stand; its Land and the programme office hear of it."""

    model: type[PublishedEvent | PublishedStand] = PublishedEvent

    def find(self) -> None:
        edition = self.edition_of_path()
        entry = self.model.objects.standing().filter(edition=edition, slug=self.kwargs["slug"]).select_related("edition", "state").first()
        if entry is None or not edition.is_open:
            raise Http404
        self.subject, self.subject_language = in_language(entry, "title")
        self.path = entry.get_absolute_url()
        self.states = (entry.state,) if entry.state else ()

    def breadcrumb(self) -> list[tuple[str, str]]:
        """Under the entry."""
        return [(self.subject, self.path)]


class ClusterErrorPage(ReportPage):
    """An error on the page of a cluster; its Länder and the programme office hear of it."""

    section = "clusters"

    def find(self) -> None:
        cluster = next((cluster for cluster in self.lists.clusters.values() if cluster.slug == self.kwargs["slug"]), None)
        if cluster is None:
            raise Http404
        self.subject, self.subject_language = in_language(cluster, "name")
        self.path = cluster.get_absolute_url()
        self.states = tuple(cluster.states.all())

    def breadcrumb(self) -> list[tuple[str, str]]:
        """Under the cluster."""
        return [(_("Clusters"), page_url("clusters")), (self.subject, self.path)]
