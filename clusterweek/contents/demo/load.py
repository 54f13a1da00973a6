"""The whole demo, part by part; what is there already is left alone."""

from collections.abc import Callable

from django.db import transaction

from clusterweek.contents.demo.catalogue import Catalogue
from clusterweek.contents.demo.coming_edition import NUMBER as COMING
from clusterweek.contents.demo.coming_edition import load_coming_edition
from clusterweek.contents.demo.editions import create_edition, create_fair, link_opening_and_closing, put_forward
from clusterweek.contents.demo.example_changes import change_examples
from clusterweek.contents.demo.example_clusters import load_example_clusters
from clusterweek.contents.demo.example_events import load_example_events
from clusterweek.contents.demo.example_stands import load_example_stands
from clusterweek.contents.demo.people import People, create_accounts, create_contacts
from clusterweek.contents.demo.pictures import Pictures
from clusterweek.contents.demo.real_clusters import load_clusters
from clusterweek.contents.demo.real_events import load_events
from clusterweek.contents.demo.real_stands import load_records, load_stands
from clusterweek.contents.lists import load_lists
from clusterweek.contents.pages import load_pages
from clusterweek.editorial.outbox.writing import silence
from events.programme.models import CurrentEdition, Edition, TradeFair


@transaction.atomic
def load_demo(*, password: str, tell: Callable[[str], None]) -> None:
    """Load what is missing of the demo; all of it or, after an error, nothing. `tell` hears of every step.

    Nobody gets a mail about it.
    """
    with silence():
        _load(password=password, tell=tell)


def _load(*, password: str, tell: Callable[[str], None]) -> None:
    load_lists()
    load_pages()
    tell("Accounts and contacts …")
    people = create_accounts(password)
    create_contacts()
    tell("Clusters …")
    catalogue, pictures = Catalogue(), Pictures()
    load_clusters(catalogue)
    load_example_clusters(catalogue)
    tell("Edition of 2017 …")
    if not _exists(number=1):
        _load_past_edition("2017", catalogue, people)
    tell("Edition of 2019 …")
    if not _exists(number=2):
        edition, fair = _load_past_edition("2019", catalogue, people)
        CurrentEdition.switch_to(edition)
        tell("Examples of 2019 …")
        _fill_up(edition, fair, catalogue, people, pictures)
    tell("Coming edition …")
    if not _exists(number=COMING):
        load_coming_edition(catalogue, people, pictures)
    tell("Stands of other years …")
    load_records(catalogue, people)


def _load_past_edition(slug: str, catalogue: Catalogue, people: People) -> tuple[Edition, TradeFair]:
    edition = create_edition(slug)
    events = load_events(edition, catalogue, people)
    link_opening_and_closing(edition, events)
    fair = create_fair(int(slug), edition)
    load_stands(fair, catalogue, people, events)
    return edition, fair


def _fill_up(edition: Edition, fair: TradeFair, catalogue: Catalogue, people: People, pictures: Pictures) -> None:
    """Bring an edition to its real size with invented entries."""
    examples = load_example_events(edition, catalogue, people, pictures)
    load_example_stands(fair, catalogue, people, pictures, examples)
    change_examples(examples, edition, people)
    put_forward(edition)


def _exists(*, number: int) -> bool:
    return Edition.objects.filter(number=number).exists()
