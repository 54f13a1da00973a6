"""The outbox in the back office: the office reads what is told to whom, and has it sent again."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from clusterweek.accounts.backoffice import Section
from clusterweek.accounts.model_admin import BackOfficeAdmin
from clusterweek.accounts.models import User
from clusterweek.editorial.outbox.models import Message
from clusterweek.editorial.outbox.sending import send_again


@admin.register(Message)
class MessageAdmin(BackOfficeAdmin):
    """Every message with its state; the link of an invitation is its recipient's alone."""

    menu = (Section.OFFICE, 30)
    can_add = can_change = can_delete = False
    change_form_template = "admin/outbox/message_form.html"
    list_display = ("created_at", "kind", "subject", "address", "state", "due", "sent_at", "error")
    list_filter = ("state", "kind")
    search_fields = ("address", "subject")
    date_hierarchy = None
    when_empty = gettext_lazy(
        "No message has been written yet. What is returned, approved or asked appears here, with whom it was sent to and when."
    )
    fields = (
        "recipient",
        "address",
        "deputy_for",
        "kind",
        "subject",
        "text",
        "link",
        "state",
        "created_at",
        "due",
        "sent_at",
        "attempts",
        "error",
    )
    actions = ("send_chosen_again",)

    def get_urls(self) -> list[URLPattern]:
        again = path("<int:object_id>/send-again/", self.admin_site.admin_view(self.send_again_view), name="outbox_message_send_again")
        return [again, *super().get_urls()]

    def may_send_again(self, user: User) -> bool:
        """Whether `user` may have messages sent again."""
        return self.may_enter(user)

    def has_send_permission(self, request: HttpRequest) -> bool:
        """How Django asks for the action's permission."""
        return self.may_send_again(request.user)

    @admin.action(description=gettext_lazy("Send again"), permissions=["send"])
    def send_chosen_again(self, request: HttpRequest, chosen: QuerySet) -> None:
        """Have the chosen messages sent once more."""
        for message in chosen.select_related("recipient"):
            send_again(message)
        messages.success(
            request, ngettext("%(count)s message goes out again.", "%(count)s messages go out again.", len(chosen)) % {"count": len(chosen)}
        )

    @method_decorator(require_POST)
    def send_again_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Have one message sent once more."""
        message = self.get_object(request, str(object_id))
        if message is None or not self.may_send_again(request.user):
            raise Http404
        send_again(message)
        messages.success(request, _("The message goes out again."))
        return redirect(reverse("admin:outbox_message_change", args=[message.pk]))
