"""Spreadsheets: typed cells, a frozen head with filters, and nothing that calculates."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from clusterweek.common.spreadsheet import Heading, Link, Sheet, write_sheets, write_spreadsheet


def sheet_of(*rows: list, headings: int = 1):
    """The sheet of a spreadsheet with these rows."""
    with write_spreadsheet("Events", [Heading(f"Head {number}", 20) for number in range(headings)], rows) as file:
        return load_workbook(file).active


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (date(2027, 4, 2), datetime(2027, 4, 2)),  # noqa: DTZ001 a spreadsheet knows no time zones
        (datetime(2027, 4, 2, 10, 0, tzinfo=UTC), datetime(2027, 4, 2, 12, 0)),  # noqa: DTZ001
        (time(9, 30), time(9, 30)),
        (12, 12),
        (Decimal("51.5"), 51.5),
        ("Zwölf", "Zwölf"),
        ("bad\x0bcharacter", "badcharacter"),
        ("x" * 40_000, "x" * 32_767),
        (None, None),
        ("", None),
    ],
)
def test_values_keep_their_type(value, kept):
    assert sheet_of(["a"], [value])["A3"].value == kept


@pytest.mark.parametrize("text", ["=1+1", "+49 30 1", "-1", "@SUM(A1)", "\t=1", "#REF!", '=HYPERLINK("https://example.org")'])
def test_no_text_becomes_a_formula(text):
    cell = sheet_of([text])["A2"]
    linked = sheet_of([Link(text, "https://example.org/")])["A2"]

    assert [(each.value, each.data_type, each.quotePrefix) for each in (cell, linked)] == [(text, "s", True)] * 2


def test_the_head_stands_still_and_filters():
    sheet = sheet_of(["a", "b"], ["c", "d"], headings=2)

    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("Events", "B2", "A1:B3")
    assert [cell.value for cell in sheet[1]] == ["Head 0", "Head 1"]
    assert [sheet.column_dimensions[name].width for name in "AB"] == [20, 20]


def test_a_link_leads_to_its_address():
    cell = sheet_of([Link("Open day", "https://example.org/1/")])["A2"]

    assert (cell.value, cell.hyperlink.target) == ("Open day", "https://example.org/1/")


def test_sheets_stand_side_by_side():
    with write_sheets(Sheet("Lands", [Heading("A")], [["=1"], [1]]), Sheet("Fields", [Heading("B")], [[date(2027, 4, 2)]])) as file:
        book = load_workbook(file)

    assert [(sheet.title, sheet.max_row) for sheet in book] == [("Lands", 3), ("Fields", 2)]
    assert (book["Lands"]["A2"].quotePrefix, book["Lands"]["A1"].quotePrefix, book["Fields"]["A2"].number_format) == (
        True,
        False,
        "DD.MM.YYYY",
    )
