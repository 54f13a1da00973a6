"""Collecting by workbook: templates, uploads, the dry run, and what became of it."""

from io import BytesIO
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusterweek.accounts.models import User
from clusterweek.accounts.office_pages import add_page
from clusterweek.common.spreadsheet import XLSX
from clusterweek.editorial.review import ReviewError
from clusterweek.geography.models import FederalState
from events.admin.forms import all_editions, edition_for_new_entries
from events.admin.import_reports import DryRunReport, TakenReport, marks_of
from events.collecting.importing.exporting import export
from events.collecting.importing.progress import progress_of
from events.collecting.importing.running import is_broken_off, receive, start_again, start_taking
from events.collecting.importing.taking import decide
from events.collecting.importing.taking_back import take_back_import
from events.collecting.workbook.declaration import NOUNS
from events.collecting.workbook.refusing import MOST_BYTES, Reason, Refused
from events.models import ImportedRow, WorkbookImport
from events.programme.models import Edition

State, Decision = WorkbookImport.State, ImportedRow.Decision
LISTED = 20


class ChoosingForm(forms.Form):
    """Which entries, of which edition, and of which Land where there are several."""

    noun = forms.ChoiceField(label=gettext_lazy("What"), choices=[("event", gettext_lazy("Events")), ("stand", gettext_lazy("Stands"))])
    edition = forms.ModelChoiceField(Edition.objects.none(), label=gettext_lazy("Edition"), empty_label=None, to_field_name="slug")
    land = forms.ModelChoiceField(FederalState.objects.none(), label=gettext_lazy("Land"), required=False)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        editions = all_editions()
        self.fields["edition"].queryset = Edition.objects.filter(is_closed=False)
        self.fields["edition"].initial = edition_for_new_entries(editions)
        lands = FederalState.objects.all() if user.is_programme_office else FederalState.objects.filter(pk__in=user.state_codes)
        self.fields["land"].queryset = lands
        self.fields["land"].empty_label = _("all") if user.is_programme_office else _("all of mine")
        if len(lands) < 2:
            del self.fields["land"]

    @property
    def code(self) -> str:
        """The code of the Land that was chosen; empty for all."""
        chosen = self.cleaned_data.get("land")
        return chosen.pk if chosen else ""


class UploadForm(ChoosingForm):
    """The same, with the file."""

    file = forms.FileField(label=gettext_lazy("File"), error_messages={"empty": gettext_lazy("The file is empty.")})

    def clean_file(self) -> Any:
        """The file, if it is not too large to be kept."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(str(Refused(Reason.TOO_LARGE)))
        return file


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Templates, the field for a file, and one's earlier uploads; POST takes a file and leads to its dry run."""
    form = UploadForm(request.user, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        chosen, file = form.cleaned_data, form.cleaned_data["file"]
        workbook = receive(file.read(), file.name, noun=chosen["noun"], edition=chosen["edition"], by=request.user, land=form.code)
        return redirect("admin:import", number=workbook.pk)
    context = {
        **admin.site.each_context(request),
        "title": _("Excel"),
        "form": form,
        "choosing": ChoosingForm(request.user, prefix=None, auto_id="template_%s"),
        "may_choose": request.user.is_programme_office or bool(request.user.state_codes),
        "workbooks": WorkbookImport.objects.of(request.user).select_related("edition")[:LISTED],
    }
    return render(request, "admin/imports/overview.html", context)


@require_safe
def import_template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in: an empty one, or with `with=entries` one's own entries."""
    from events.collecting.workbook.template import file_name, template  # loads a large package

    form = ChoosingForm(request.user, request.GET)
    if not form.is_valid():
        raise Http404
    chosen, land = form.cleaned_data, form.code
    with_entries = request.GET.get("with") == "entries"
    make = export if with_entries else template
    name_land = land or (next(iter(request.user.state_codes), "") if len(request.user.state_codes) == 1 else "")
    name = file_name(chosen["noun"], chosen["edition"], name_land, what=_("entries") if with_entries else "")
    file = make(chosen["noun"], request.user, chosen["edition"], land=land)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def own_workbook(request: HttpRequest, number: int) -> WorkbookImport:
    """The upload with that number, if it is one's own; 404 otherwise."""
    workbook = WorkbookImport.objects.of(request.user).select_related("edition", "by").filter(pk=number).first()
    if workbook is None:
        raise Http404
    return workbook


@require_http_methods(["GET", "HEAD", "POST"])
def one_import(request: HttpRequest, number: int) -> HttpResponse:
    """The dry run, how far it is, or what was taken over; POST takes over."""
    workbook = own_workbook(request, number)
    if request.method == "POST":
        return _take(request, workbook)
    show_all = request.GET.get("all", "")
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "menu_page": "imports",
        "workbook": workbook,
        "noun": NOUNS[workbook.noun]._meta.verbose_name_plural,
        "is_broken_off": is_broken_off(workbook),
        "progress": progress_of(workbook),
        "title": _("Excel: %(file)s") % {"file": workbook.file_name},
        "subtitle": workbook.edition,
    }
    if workbook.state in (State.CHECKED, State.DISCARDED):
        context |= {"report": DryRunReport(workbook, request.user, show_all), "show_all": show_all, "template": "dry_run"}
        context["conflict_choices"] = conflict_choices()
        context["title"] = context["report"].title
    elif workbook.state in (State.TAKEN, State.TAKEN_BACK):
        context |= {"report": TakenReport(workbook, request.user), "template": "taken"}
    return render(request, f"admin/imports/{context.get('template', 'running')}.html", context)


def conflict_choices() -> list[tuple[str, str, str]]:
    """What can become of a conflict: value, label, explanation."""
    return [
        (Decision.MINE.value, _("From the file"), _("what the file says, and what others changed in other fields")),
        (Decision.THEIRS.value, _("From the portal"), _("only what nobody else has changed is taken from the file")),
        (Decision.LEAVE.value, _("Leave the row out"), _("decide later")),
    ]


def _take(request: HttpRequest, workbook: WorkbookImport) -> HttpResponse:
    take = request.POST.get("take", "")
    if workbook.state != State.CHECKED:
        messages.error(request, _("This workbook has been taken over or discarded already."))
    elif take == "nothing":
        WorkbookImport.objects.filter(pk=workbook.pk, state=State.CHECKED).update(state=State.DISCARDED)
        messages.success(request, _("Nothing was taken over."))
        return redirect("admin:imports")
    elif take not in WorkbookImport.Take.values:
        messages.warning(request, _("Please choose what is to be taken over."))
    else:
        decisions = {int(name[4:]): value for name, value in request.POST.items() if name.startswith("row-") and name[4:].isdecimal()}
        decide(workbook, decisions)
        if refusal := start_taking(workbook, take):
            messages.error(request, refusal)
    return redirect("admin:import", number=workbook.pk)


@require_safe
def import_marked(request: HttpRequest, number: int) -> HttpResponse:
    """The uploaded file with the faulty cells coloured and commented."""
    from events.collecting.workbook.marked import marked  # loads a large package

    workbook = own_workbook(request, number)
    if not workbook.file or workbook.state in (State.WAITING, State.REFUSED):
        raise Http404
    with workbook.file.open("rb") as file:
        content = file.read()
    try:
        answer = marked(content, workbook.file_name, workbook.report["sheet"], marks_of(workbook))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:import", number=workbook.pk)
    name = _("%(name)s-marked.xlsx") % {"name": workbook.file_name.rpartition(".")[0] or workbook.file_name}
    return FileResponse(BytesIO(answer), as_attachment=True, filename=name, content_type=XLSX)


@require_POST
def import_again(request: HttpRequest, number: int) -> HttpResponse:
    """Start what was broken off once more."""
    workbook = own_workbook(request, number)
    if is_broken_off(workbook):
        start_again(workbook)
    return redirect("admin:import", number=workbook.pk)


@require_POST
def import_take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take one import back as a whole."""
    workbook = own_workbook(request, number)
    try:
        count = take_back_import(workbook, by=request.user)
    except ReviewError as refusal:
        messages.error(request, str(refusal))
    else:
        sentence = ngettext(
            "Taken back: %(count)d entry is as it was before.", "Taken back: %(count)d entries are as they were before.", count
        )
        messages.success(request, sentence % {"count": count})
    return redirect("admin:import", number=workbook.pk)


add_page("imports/", imports, name="imports", label=gettext_lazy("Excel"), order=110)
add_page("imports/template/", import_template, name="import_template")
add_page("imports/<int:number>/", one_import, name="import")
add_page("imports/<int:number>/marked/", import_marked, name="import_marked")
add_page("imports/<int:number>/again/", import_again, name="import_again")
add_page("imports/<int:number>/take-back/", import_take_back, name="import_take_back")
