"""Lists gathered by the database: what hangs on a row comes with it, so that many rows take one query."""

from typing import Any

from django.db.models import Aggregate, Func, JSONField, OuterRef, QuerySet, Subquery


class Gathered(Aggregate):
    """The values of a group as a list, in no order."""

    function = "JSON_GROUP_ARRAY"
    name = "Gathered"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """PostgreSQL's own name of it."""
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


def gathered(rows: QuerySet, link: str, value: str | Func) -> Subquery:
    """For each row of a query, the `value` of all `rows` whose `link` names that row: a list, None if there are none."""
    mine = rows.filter(**{link: OuterRef("pk")}).order_by().values(link)
    return Subquery(mine.annotate(_gathered=Gathered(value)).values("_gathered"), output_field=JSONField())
