from datetime import date, time

import pytest
from django.utils import translation

from clusterweek.common.dates import day_label, span_label, time_label

APRIL_2 = date(2019, 4, 2)


@pytest.mark.parametrize(
    ("language", "last", "expected"),
    [
        ("de", date(2019, 4, 2), "2. April 2019"),
        ("de", date(2019, 4, 11), "2.–11. April 2019"),
        ("de", date(2019, 5, 1), "2. April – 1. Mai 2019"),
        ("de", date(2020, 1, 1), "2. April 2019 – 1. Januar 2020"),
        ("en", date(2019, 4, 11), "2–11 April 2019"),
        ("en", date(2019, 5, 1), "2 April – 1 May 2019"),
    ],
)
def test_span_names_month_and_year_once(language: str, last: date, expected: str) -> None:
    with translation.override(language):
        assert span_label(APRIL_2, last) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("de", "Dienstag, 2. April 2019"), ("en", "Tuesday, 2 April 2019")],
)
def test_day_with_weekday(language: str, expected: str) -> None:
    with translation.override(language):
        assert day_label(APRIL_2, weekday=True) == expected


def test_unknown_time_is_never_midnight() -> None:
    with translation.override("de"):
        assert time_label(None, None) == "Uhrzeit folgt"
        assert time_label(time(0), time(1)) == "00:00–01:00 Uhr"


def test_times_read_as_people_write_them() -> None:
    with translation.override("de"):
        assert time_label(time(10), time(12, 30)) == "10:00–12:30 Uhr"
        assert time_label(time(18), None) == "ab 18:00 Uhr"
    with translation.override("en"):
        assert time_label(time(10), time(12, 30)) == "10:00–12:30"
        assert time_label(time(18), None) == "from 18:00"
