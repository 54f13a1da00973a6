"""The workbook that a coordinator fills in, or gets back with the entries there are: XLSX with lists, formats and explanations."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from clusterweek.accounts.models import User
from clusterweek.common.spreadsheet import FORMULA_STARTS
from events.collecting.workbook.columns import Column, Content
from events.collecting.workbook.layout import REFERENCE, REVISION, Layout
from events.collecting.workbook.refusing import MOST_ROWS
from events.collecting.workbook.table import EXAMPLE
from events.programme.models import Edition

# Rows: a title, what to do, the headings; then the examples.
HEADER = 3
PROMPT_LENGTH = 250

HEAD = {"font": Font(bold=True, color="FFFFFF"), "fill": PatternFill("solid", fgColor="1F3F9F")}
NEEDED = {"font": Font(bold=True, color="FFFFFF"), "fill": PatternFill("solid", fgColor="14141E")}
EXAMPLE_ROW = {"font": Font(italic=True, color="5A5A66"), "fill": PatternFill("solid", fgColor="EDEDF2")}
WRAPPED = Alignment(vertical="top", wrap_text=True)
TOP = Alignment(vertical="top")


class Book:
    """A workbook of one noun; `entries` are contents with a reference and an edit revision."""

    def __init__(self, layout: Layout, entries: Iterable[tuple[str, int, Content]] = ()) -> None:
        self.layout, self.entries = layout, entries
        self.columns = list(layout.columns.values())
        self.book = Workbook(write_only=True)
        self.lists: dict[str, str] = {}

    def write(self) -> IO[bytes]:
        """A temporary file with the workbook, at its start; who sends it closes it."""
        entries = list(self.entries)
        table = self.book.create_sheet(self.name)
        explanations = self.book.create_sheet(_("Explanation"))
        self._write_lists()
        self._write_table(table, entries)
        self._write_explanations(explanations)
        file = TemporaryFile()  # noqa: SIM115 who sends it closes it
        self.book.save(file)
        file.seek(0)
        return file

    @property
    def name(self) -> str:
        """The name of the sheet to fill in."""
        return capfirst(str(self.layout.declaration.model._meta.verbose_name_plural))

    def _write_lists(self) -> None:
        """Every list in a column of its own, for the drop-downs and for reading."""
        with_options = [(column, column.options()) for column in self.columns]
        with_options = [(column, options) for column, options in with_options if options]
        name = _("Lists")
        sheet = self.book.create_sheet(name)
        sheet.freeze_panes = "A2"
        longest = max((len(options) for _column, options in with_options), default=0)
        for number, (column, options) in enumerate(with_options, 1):
            letter = get_column_letter(number)
            sheet.column_dimensions[letter].width = 36
            self.lists[column.name] = f"{quote_sheetname(name)}!${letter}$2:${letter}${len(options) + 1}"
        sheet.append([cell(sheet, column.label, **HEAD) for column, _options in with_options])
        for number in range(longest):
            sheet.append([cell(sheet, options[number]) if number < len(options) else None for _column, options in with_options])

    def _write_table(self, sheet: Any, entries: list[tuple[str, int, Content]]) -> None:
        sheet.freeze_panes = f"{get_column_letter(self._first_visible + 2)}{HEADER + 1}"
        last = HEADER + max(len(entries), MOST_ROWS // 5)
        for number, column in enumerate(self.columns, 1):
            letter = get_column_letter(number)
            dimension = sheet.column_dimensions[letter]
            dimension.width, dimension.hidden, dimension.number_format = column.width, column.is_hidden, column.number_format
            if not column.is_hidden:
                sheet.data_validations.append(self._validation(column, f"{letter}{HEADER + 1}:{letter}{last}"))
        pad = [None] * self._first_visible
        sheet.append([*pad, cell(sheet, f"{self.layout.edition} · {self.name}", font=Font(bold=True, size=14))])
        hint = _(
            "Please fill in from row %(row)d on. Columns with a black head are needed for submitting; the sheet “%(sheet)s” tells more."
        )
        sheet.append([*pad, cell(sheet, hint % {"row": HEADER + 1 + len(self._examples(entries)), "sheet": _("Explanation")})])
        sheet.append([cell(sheet, column.label, **(NEEDED if column.is_needed else HEAD), alignment=WRAPPED) for column in self.columns])
        for example in self._examples(entries):
            sheet.append([self._cell(sheet, column, example, EXAMPLE_ROW) for column in self.columns])
        for reference, revision, content in entries:
            known = {REFERENCE: reference, REVISION: str(revision)}
            sheet.append([self._cell(sheet, column, {**content, **known}, {}) for column in self.columns])

    @property
    def _first_visible(self) -> int:
        return next(number for number, column in enumerate(self.columns) if not column.is_hidden)

    def _cell(self, sheet: Any, column: Column, content: Content, style: dict[str, Any]) -> Any:
        value = column.write(content)
        if value in (None, "") and not style:
            return None
        return cell(sheet, value, number_format=column.number_format, alignment=WRAPPED if column.wraps else TOP, **style)

    def _validation(self, column: Column, cells: str) -> DataValidation:
        """The drop-down of a column, and what it explains while somebody types."""
        formula = self.lists.get(column.name)
        several = column.name in self.lists and column.wraps
        validation = DataValidation(
            type="list" if formula and not several else None, formula1=None if several else formula, allow_blank=True
        )
        validation.showErrorMessage = bool(formula) and not several
        validation.errorTitle, validation.error = column.label[:32], _("Please choose a value of the list.")
        validation.promptTitle, validation.prompt = column.label[:32], self._help(column)[:PROMPT_LENGTH]
        validation.showInputMessage = bool(validation.prompt)
        validation.add(cells)
        return validation

    def _help(self, column: Column) -> str:
        hints = [column.help]
        if column.wraps and column.options():
            hints.append(_("Several values: separate them by semicolons. All values are on the sheet “%(sheet)s”.") % {"sheet": _("Lists")})
        return " ".join(filter(None, hints))

    def _examples(self, entries: list[Any]) -> list[Content]:
        """Rows that show how it is meant; none where there are entries."""
        if entries:
            return []
        day = self.layout.edition.first_day
        title = f"{EXAMPLE} " + (_("Open day in the laboratory") if self.layout.noun == "event" else _("Sensors for clean water"))
        land = self.layout.land or next(iter(sorted(self.layout.columns["state"].own)), "")  # type: ignore[attr-defined]
        example: Content = {"title": title, "state_id": land if land != "DE" else None, "is_nationwide": False, "email": "info@example.org"}
        if self.layout.noun == "event":
            rows: list[dict[str, Any]] = [{"first_day": day, "last_day": day, "from_time": time(10), "to_time": time(17)}]
            rows.append({"first_day": day + timedelta(days=1), "last_day": day + timedelta(days=2), "from_time": None, "to_time": None})
            example["dates"] = [{name: value.isoformat() if value else None for name, value in row.items()} for row in rows]
            example |= {"attendance_mode": "on_site", "event_status": "scheduled", "venue": _("Example hall"), "is_free": True}
            example |= {
                "postal_code": "01099",
                "further_organizers": _("Example association"),
                "summary": _("One or two sentences for lists."),
            }
        else:
            example |= {"hall": "2", "stand_number": "A12", "main_exhibitor_text": _("Example association")}
        for column in self.columns:
            choices = getattr(column, "choices", None)
            if choices and choices.labels and column.name in ("format", "technology_fields", "audiences", "fair"):
                keys = list(choices.labels)
                example[column.key] = keys[:2] if column.wraps else keys[0]
        return [example]

    def _write_explanations(self, sheet: Any) -> None:
        """What each column means, and how the file is read."""
        for letter, width in zip("ABCD", (34, 18, 80, 40), strict=True):
            sheet.column_dimensions[letter].width = width
        sheet.freeze_panes = "A2"
        sheet.append([cell(sheet, text, **HEAD) for text in (_("Column"), _("Needed"), _("Explanation"), _("Values"))])
        for column in self.columns:
            if column.is_hidden:
                continue
            options = column.options()
            values = "; ".join(options) if len(options) <= 8 else _("see the sheet “%(sheet)s”") % {"sheet": _("Lists")}
            needed = _("for submitting") if column.is_needed else ""
            texts = (column.label, needed, self._help(column), values if options else "")
            sheet.append([cell(sheet, text, alignment=WRAPPED) for text in texts])
        for sentence in self._rules():
            sheet.append([])
            sheet.append([None, None, cell(sheet, sentence, alignment=WRAPPED)])

    def _rules(self) -> Iterator[str]:
        yield _("Rows whose title begins with “%(mark)s” are examples and are not read.") % {"mark": EXAMPLE}
        yield _(
            "Columns may stand in any order and may be deleted; rows may be sorted. "
            "Please leave the two hidden columns as they are: by them the portal knows your entries again."
        )
        yield _(
            "Dates may be written as 02.04.2019 or as “2.–11. April 2019”, times as 10:00 or “10–17 Uhr”. "
            "Without a time the public reads “time to follow”."
        )
        yield _("A deleted row deletes nothing in the portal. An emptied cell empties the field.")
        yield _("Nothing is saved before you have seen the dry run. Pictures are added in the portal.")


def cell(sheet: Any, value: Any, *, number_format: str = "@", **style: Any) -> WriteOnlyCell:
    """A cell with a typed value; text is text and nothing else, whatever it begins with."""
    made = WriteOnlyCell(sheet, "")
    if isinstance(value, date | time | int | float):
        made.value = value
        made.number_format = number_format
    elif value is not None:
        made.value = as_stored(str(value))
        made.data_type, made.number_format = "s", "@"
        made.quotePrefix = made.value.startswith(FORMULA_STARTS)
    for name, setting in style.items():
        setattr(made, name, setting)
    return made


def as_stored(text: str) -> str:
    """`text` so that a reader of XLSX gives it back: what looks like an escaped character is escaped itself (ECMA-376, 22.4.2.4)."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", ILLEGAL_CHARACTERS_RE.sub("", text))


def template(noun: str, user: User, edition: Edition, *, land: str = "") -> IO[bytes]:
    """An empty workbook for entries of `noun`, in German."""
    with translation.override(settings.LANGUAGE_CODE):
        layout = Layout(noun, user, edition, land=land)
        layout.load([])
        return Book(layout).write()


def file_name(noun: str, edition: Edition, land: str, *, what: str = "") -> str:
    """What such a file is called: "clusterwoche-2027-veranstaltungen-sn.xlsx"."""
    from events.collecting.workbook.declaration import NOUNS

    with translation.override(settings.LANGUAGE_CODE):
        parts = ["clusterwoche", edition.slug, slugify(str(NOUNS[noun]._meta.verbose_name_plural)), land.lower(), what]
    return "-".join(filter(None, parts)) + ".xlsx"
