"""The whole demo, part by part; what is there already is left alone."""

from collections.abc import Callable

from django.db import transaction

from clusterweek.contents.demo.catalogue import Catalogue
from clusterweek.contents.demo.editions import create_edition, create_fair, link_opening_and_closing
from clusterweek.contents.demo.people import People, create_accounts, create_contacts
from clusterweek.contents.demo.real_clusters import load_clusters
from clusterweek.contents.demo.real_events import load_events
from clusterweek.contents.demo.real_stands import load_records, load_stands
from clusterweek.contents.lists import load_lists
from clusterweek.contents.pages import load_pages
from events.programme.models import CurrentEdition, Edition


@transaction.atomic
def load_demo(*, password: str, tell: Callable[[str], None]) -> None:
    """Load what is missing of the demo; all of it or, after an error, nothing. `tell` hears of every step."""
    load_lists()
    load_pages()
    tell("Accounts and contacts …")
    people = create_accounts(password)
    create_contacts()
    tell("Clusters …")
    catalogue = Catalogue()
    load_clusters(catalogue)
    tell("Edition of 2017 …")
    if not _exists(number=1):
        _load_past_edition("2017", catalogue, people)
    tell("Edition of 2019 …")
    if not _exists(number=2):
        CurrentEdition.switch_to(_load_past_edition("2019", catalogue, people))
    tell("Stands of other years …")
    load_records(catalogue, people)


def _load_past_edition(slug: str, catalogue: Catalogue, people: People) -> Edition:
    edition = create_edition(slug)
    link_opening_and_closing(edition, load_events(edition, catalogue, people))
    load_stands(create_fair(int(slug), edition), catalogue, people)
    return edition


def _exists(*, number: int) -> bool:
    return Edition.objects.filter(number=number).exists()
