"""What the public reports."""

from clusterweek.pages.models import Report
from tests.factories.base import Factory, rows


class ReportFactory(Factory):
    """A report that an entry of NW is wrong: `states` takes codes."""

    class Meta:
        model = Report

    kind = "error"
    subject = "Open day"
    path = "/2019/programm/open-day/"
    text = "The room is wrong."

    states = rows(lambda report, code: report.states.add(code), default=("NW",))
