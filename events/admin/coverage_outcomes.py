"""What the Länder have told after the week, summed up by Land and by format."""

from collections import Counter

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from clusterweek.geography.models import NATIONWIDE
from events.admin.coverage import Cell, Coverage, Head, Row, Table
from events.outcomes import TOLD


def outcome_tables(numbers: Coverage) -> tuple[Table, Table]:
    """By Land and by format: public events, by what is told of them, and the participants; one query."""
    told = {name: Count("pk", filter=condition) for name, condition in TOLD.items()}
    grouped = numbers.events.approved().order_by().values("state", "format")
    rows = list(grouped.annotate(all=Count("pk"), **told, participants=Sum("outcome__participants")))
    lands = [(label, "state", code) for code, label in numbers.lands]
    formats = [(str(kind), "format__id__exact", key) for key, kind in numbers.lists.formats.items()]
    by_land: dict[object, Counter] = {}
    by_format: dict[object, Counter] = {}
    for row in rows:
        counted = Counter({name: row[name] or 0 for name in ("all", *TOLD, "participants")})
        by_land.setdefault(row["state"] or NATIONWIDE, Counter()).update(counted)
        by_format.setdefault(row["format"], Counter()).update(counted)
    whole: Counter = Counter()
    for counted in by_land.values():
        whole.update(counted)
    return (
        _table(numbers, [(label, {name: key}, by_land.get(key, Counter())) for label, name, key in lands], _("All Länder"), whole),
        _table(numbers, [(label, {name: key}, by_format.get(key, Counter())) for label, name, key in formats], _("All formats"), whole),
    )


def _table(numbers: Coverage, lines: list[tuple[str, dict[str, object], Counter]], sum_label: str, whole: Counter) -> Table:
    heads = {
        "all": _("Public events"),
        "yes": _("Took place"),
        "no": _("Did not take place"),
        "missing": _("Nothing told yet"),
        "participants": _("Participants"),
    }

    def cells(label: str, chosen: dict[str, object], counted: Counter) -> list[Cell]:
        found = [numbers.cell_of(counted["all"], f"{label}, {heads['all']}", published="yes", **chosen)]
        found += [numbers.cell_of(counted[name], f"{label}, {heads[name]}", published="yes", outcome=name, **chosen) for name in TOLD]
        return [*found, Cell(counted["participants"], f"{label}, {heads['participants']}")]

    rows = [Row(label, cells(label, chosen, counted)) for label, chosen, counted in lines]
    return Table([Head(head) for head in heads.values()], rows, Row(sum_label, cells(sum_label, {}, whole)))
