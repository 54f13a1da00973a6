"""Pages of one's own account that allauth does not bring: the invitation, and absences."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from clusterweek.accounts.forms import AbsenceForm
from clusterweek.accounts.inviting import InvitationOver, accept
from clusterweek.accounts.models import Absence, Invitation


@never_cache
@sensitive_post_parameters()
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Sets the first password and signs in; 404 with the same page for every link that does not work."""
    found = Invitation.objects.behind(token)
    if found is None:
        return render(request, "account/invitation_over.html", status=404)
    form = SetPasswordForm(found.user, request.POST or None)
    if not form.is_valid():
        context = {"form": form, "invitation": found, "second_factor_is_compulsory": settings.REQUIRE_SECOND_FACTOR}
        return render(request, "account/invitation.html", context)
    try:
        user = accept(found, password=form.cleaned_data["new_password1"])
    except InvitationOver:
        return render(request, "account/invitation_over.html", status=404)
    logout(request)
    response = perform_password_login(request, {"email": user.email}, Login(user=user))
    if request.user.is_authenticated:
        reauthenticate_by_password(request)  # the second factor comes next, which need not ask for the password once more
    return response


@never_cache
@login_required
def absences(request: HttpRequest) -> HttpResponse:
    """One's own absences that are not over, and a form for another."""
    form = AbsenceForm(request.POST or None, instance=Absence(user=request.user))
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved. Your deputy gets your mail meanwhile."))
        return redirect("account_absences")
    coming = request.user.absences.filter(last_day__gte=timezone.localdate()).select_related("deputy")
    return render(request, "account/absences.html", {"form": form, "absences": coming})


@require_POST
@login_required
def remove_absence(request: HttpRequest, number: int) -> HttpResponse:
    """Takes one of one's own absences back; 404 for those of others."""
    get_object_or_404(request.user.absences, pk=number).delete()
    messages.success(request, _("Removed."))
    return redirect("account_absences")
