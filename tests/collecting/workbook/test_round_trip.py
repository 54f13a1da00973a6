"""Line 1 of what must hold: export → import without a change gives no change, for every field of events and stands."""

import string
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.db import models, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from events.collecting.importing.exporting import export
from events.collecting.workbook.layout import Layout
from events.models import CoExhibitor, Event, EventDate, EventPartner, ImportedRow, Stand, StandPartner
from events.models.submittable import row_content
from tests.collecting.workbook.books import told, upload
from tests.factories import (
    AudienceFactory,
    ClusterFactory,
    ContactPersonFactory,
    CoordinatorFactory,
    EditionFactory,
    EventFormatFactory,
    EventLanguageFactory,
    OfficeFactory,
    PublishedEventFactory,
    TechnologyFieldFactory,
    TradeFairFactory,
)

pytestmark = pytest.mark.django_db

# What spreadsheets, separators and escapes could take for something else.
NASTY = [
    "=1+1",
    "+49",
    "-5",
    "@x",
    "#N/A",
    "'",
    '"',
    ";",
    ",",
    "\n",
    "\r\n",
    "\t",
    "<>",
    "0",
    "007",
    "1e5",
    "_x0041_",
    "_x005F_",
    "ja",
    "WAHR",
]
NASTY += ["ä", "ß", "€", "𝔘", "é", "\u00a0", "\u200b", "–", "BEISPIEL:", "02.04.2019", "[3]", "\x0b", "<https://example.org>", "Firma:"]
PIECES = st.one_of(st.sampled_from(NASTY), st.text(string.ascii_letters + " 0123456789.", min_size=1, max_size=6))
NAMES = [
    "A; B",
    'Sag "hallo"',
    "=SUM(A1)",
    "Komma, Strich e. V.",
    "Optik",
    "optik",
    "Öptik",
    "Firma: X",
    "Zwei\nZeilen",
    "Netz <https://x.example>",
    "7",
]


def texts(limit: int, *, least: int = 0) -> st.SearchStrategy[str]:
    """Texts as a form would keep them: no longer than `limit`, without blanks around."""
    joined = st.lists(PIECES, min_size=least, max_size=8).map(lambda pieces: "".join(pieces)[:limit].strip())
    return joined.filter(lambda text: len(text.strip("\u200b\x0b\u00a0 ")) >= least)


def values(field: models.Field) -> st.SearchStrategy | None:  # noqa: PLR0911  one line for each kind of field
    """What a field can hold; None for one that a workbook does not bring, or that is drawn elsewhere."""
    if not field.editable or field.many_to_one or isinstance(field, models.FileField | models.JSONField):
        return None
    if field.choices:
        return st.sampled_from([value for value, _label in field.flatchoices])
    if isinstance(field, models.BooleanField):
        return st.sampled_from([True, False, None] if field.null else [True, False])
    if isinstance(field, models.URLField):
        return st.sampled_from(["", "https://example.org/a;b?c=1,2&d=%C3%A4", "http://example.org"])
    if isinstance(field, models.EmailField):
        return st.sampled_from(["", "info@example.org"])
    if isinstance(field, models.DateField):
        return st.none() | st.dates(date(1999, 1, 1), date(2050, 1, 1))
    if isinstance(field, models.IntegerField):
        return st.none() | st.integers(0, 10**6)
    if field.name == "postal_code":
        return st.sampled_from(["", "01099", "00001", "99999"])
    return texts(field.max_length or 400, least=1 if field.name == "title" else 0)


def drawn_from(model: type[Event] | type[Stand]) -> st.SearchStrategy[dict]:
    """Contents with every field that a workbook can bring."""
    names = [field.name for field in model.CONTENT._meta.local_fields] + ["source", "internal_note"]
    fields = {name: values(model._meta.get_field(name)) for name in names if name not in ("latitude", "longitude")}
    lists = {field.name: st.sets(st.integers(0, 10), max_size=4) for field in model.CONTENT._meta.local_many_to_many}
    days = st.tuples(st.integers(0, 40), st.integers(0, 3), st.none() | st.integers(0, 1439), st.none() | st.integers(0, 1439))
    rows = st.lists(days, max_size=4) if model is Event else st.lists(st.tuples(st.integers(-5, 10), texts(200, least=1)), max_size=4)
    more = {"rows": rows, "partners": st.sets(st.sampled_from(["BY", "SN", "HE"])), "picks": st.integers(0, 10)}
    return st.fixed_dictionaries({name: found for name, found in {**fields, **lists, **more}.items() if found is not None})


class World:
    """The lists, and a coordinator of NW; `add` makes entries of drawn contents."""

    def __init__(self) -> None:
        self.edition = EditionFactory(collecting=True)
        self.nw = CoordinatorFactory()
        self.fairs = [TradeFairFactory(edition=self.edition, name=f"Messe {number}", slug=f"messe-{number}") for number in range(2)]
        clusters = [ClusterFactory(name=name) for name in NAMES]
        clusters.append(ClusterFactory(name="Fremd und nicht öffentlich", is_public=False, states=["BY"]))
        self.lists = {
            "organizers": clusters,
            "technology_fields": [TechnologyFieldFactory(slug=f"t-{place}", name=name) for place, name in enumerate(NAMES)],
            "audiences": [AudienceFactory(slug=f"a-{place}", name=name) for place, name in enumerate(NAMES)],
            "languages": [EventLanguageFactory(slug=f"l-{place}", name=name) for place, name in enumerate(NAMES)],
            "contact_persons": [ContactPersonFactory(last_name="Muster; Maria" if place % 2 else f"M{place}") for place in range(4)],
            "events_at_stand": [PublishedEventFactory(edition=self.edition, title=name) for name in ("Eins", "Eins", "Zwei; drei")],
        }
        self.formats = [EventFormatFactory(slug=f"f-{place}", name=name) for place, name in enumerate(NAMES)]

    def add(self, model: type[Event] | type[Stand], drawn: dict) -> Event | Stand:
        """An entry with exactly that content."""
        own = {name: drawn[name] for name in drawn if name not in (*self.lists, "rows", "partners", "picks")}
        entry = model(state_id="NW", created_by=self.nw, **own)
        pick = drawn["picks"]
        if isinstance(entry, Event):
            entry.edition, entry.format = self.edition, [None, *self.formats][pick]
            if pick % 3 == 0:
                entry.latitude, entry.longitude = Decimal("52.5"), Decimal("-0.00001")
            entry.price = "" if entry.is_free else entry.price
        else:
            entry.fair, entry.main_exhibitor = [None, *self.fairs][pick % 3], [None, *self.lists["organizers"]][pick]
            both = sorted(filter(None, (entry.first_day, entry.last_day)))
            entry.first_day, entry.last_day = (both[0], both[-1]) if both else (None, None)
        entry.save()
        for name in (field.name for field in model.CONTENT._meta.local_many_to_many):
            found = self.lists[name]
            if name != "events_at_stand" or entry.fair_id:
                getattr(entry, name).set({found[place % len(found)] for place in drawn[name]})
        (EventPartner if model is Event else StandPartner).objects.bulk_create(
            entry.partners.model(**{model.__name__.lower(): entry}, state_id=code) for code in drawn["partners"]
        )
        self.add_rows(entry, drawn["rows"])
        return entry

    def add_rows(self, entry: Event | Stand, rows: list) -> None:
        for row in rows:
            if isinstance(entry, Event):
                start, length, begins, ends = row
                first = self.edition.first_day + timedelta(days=start)
                times = [None if minutes is None else time(minutes // 60, minutes % 60) for minutes in (begins, ends)]
                times = [times[0], times[1] if times[0] else None]
                EventDate.objects.create(
                    event=entry, first_day=first, last_day=first + timedelta(days=length), from_time=times[0], to_time=times[1]
                )
            else:
                place, name = row
                website = "https://example.org/x" if place % 2 else ""
                company = {"cluster": self.lists["organizers"][place]} if place >= 0 else {"name": name}
                CoExhibitor.objects.create(stand=entry, website=website, order=max(place, 0), **company)


@pytest.mark.parametrize("model", [Event, Stand])
@pytest.mark.parametrize(("who", "language"), [("coordinator", "de"), ("office", "de"), ("coordinator", "en")])
def test_an_export_that_is_uploaded_unchanged_changes_nothing(model, who, language):
    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, phases=[Phase.generate])
    @given(st.lists(drawn_from(model), min_size=1, max_size=12))
    def check(contents: list[dict]) -> None:
        with transaction.atomic():
            world, noun = World(), model._meta.model_name
            for content in contents:
                world.add(model, content)
            user = world.nw if who == "coordinator" else OfficeFactory()
            user.language = language
            user.save()
            with export(noun, user, world.edition) as file:
                workbook = upload(file.read(), by=user, edition=world.edition, noun=noun)

            found = [line for line in told(workbook) if "unverändert" not in line or "Fehler" in line]
            assert found == ["darüber [1, 2]"], "\n".join(found)
            assert workbook.rows.filter(kind=ImportedRow.Kind.UNCHANGED).count() == len(contents)
            transaction.set_rollback(True)

    check()


@pytest.mark.parametrize("noun", ["event", "stand"])
def test_every_field_of_the_content_has_its_column(noun, nw, collecting_edition):
    layout = Layout(noun, nw, collecting_edition)
    model = layout.declaration.model
    fields = {field.name for field in (*model.CONTENT._meta.local_fields, *model.CONTENT._meta.local_many_to_many) if field.editable}
    rows = {field.name for field in row_content(layout.declaration.row_model)}

    assert fields - set(layout.columns) == {"edition", "image", "is_example"} - ({"edition"} if noun == "stand" else set())
    assert rows - set(layout.columns) == ({"uid"} if noun == "event" else {"cluster", "name", "order"})


def test_a_text_that_no_cell_can_hold_stays_as_it_is(nw, collecting_edition):
    world = World()
    event = world.add(Event, {"title": "Lang", "rows": [], "partners": [], "picks": 0, **dict.fromkeys(world.lists, ())})
    Event.objects.filter(pk=event.pk).update(description="wort " * 9_000)

    with export("event", world.nw, world.edition) as file:
        workbook = upload(file.read(), by=world.nw, edition=world.edition)

    assert told(workbook) == ["darüber [1, 2]", "4 unverändert: Lang"]
