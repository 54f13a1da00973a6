"""Mail about decisions: the Land hears of the programme office's, and the office of those that a Land may take alone."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from clusterweek.editorial.models import Decision
from clusterweek.editorial.outbox.writing import Kind, notify

KINDS = {
    Decision.Kind.RETURNED: Kind.RETURNED,
    Decision.Kind.APPROVED: Kind.APPROVED,
    Decision.Kind.WITHDRAWN: Kind.WITHDRAWN,
    Decision.Kind.EXPRESS: Kind.EXPRESS,
    Decision.Kind.HANDED_OVER: Kind.HANDED_OVER,
}


def tell_of_decision(decision: Decision, entry: Any) -> None:
    """Tell whom it concerns what was decided about `entry`, with notes and corrections."""
    by, kind = decision.decided_by, KINDS[Decision.Kind(decision.kind)]
    concerns_land = by.is_programme_office or kind == Kind.HANDED_OVER
    notify(kind, to=entry.state_id if concerns_land else None, by=by, entry=entry, text=lazy(_text, str)(decision, entry))


def _text(decision: Decision, entry: Any) -> str:
    lines = [decision.note] if decision.note else []
    lines += [f"{_label(entry, name)}: {sentence}" for name, sentence in decision.field_notes.items()]
    if decision.corrections:
        labels = ", ".join(_label(entry, name) for name in decision.corrections)
        lines.append(_("Corrected by the programme office: %(fields)s") % {"fields": labels})
    return "\n".join(lines)


def _label(entry: Any, name: str) -> str:
    try:
        return str(capfirst(entry._meta.get_field(name).verbose_name))
    except (FieldDoesNotExist, AttributeError):
        return name
