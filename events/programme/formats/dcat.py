"""The catalogue for open data portals (DCAT-AP.de 3.0 as JSON-LD): one dataset for the events and one for the stands of each edition."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from clusterweek.common.languages import LANGUAGES, page_url
from events.programme.formats.records import told
from events.programme.formats.registry import FORMATS, Format
from events.programme.formats.taken import absolute
from events.programme.lists import Lists
from events.programme.models import Edition, PublishedEvent, PublishedStand

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LICENCE = "http://dcat-ap.de/def/licenses/dl-by-de/2.0"
AUTHORITY = "http://publications.europa.eu/resource/authority"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
# Extension → name in the Publications Office's list of file types.
FILE_TYPES = {"ics": "ICS", "atom": "ATOM", "csv": "CSV", "xlsx": "XLSX", "json": "JSON", "pdf": "PDF"}
LEVEL = "http://dcat-ap.de/def/politicalGeocoding/Level/federal"
COPIES = {"programme": PublishedEvent, "stands": PublishedStand}

Data = dict[str, Any]


def catalogue(lists: Lists) -> Data:
    """The catalogue with every edition that has opened; two queries."""
    editions = [edition for edition in lists.editions.values() if edition.is_open]
    changed = {noun: _last_changes(copies, editions) for noun, copies in COPIES.items()}
    datasets = [dataset(edition, noun, changed[noun].get(edition.pk)) for edition in editions for noun in FORMATS]
    return {
        "@context": CONTEXT,
        "@id": absolute(reverse("catalogue")),
        "@type": "dcat:Catalog",
        "dct:title": _in_both(lambda: _("Open data of the Clusterwoche Deutschland")),
        "dct:description": _in_both(lambda: _("Events and stands of the cluster initiatives, edition by edition.")),
        "dct:publisher": publisher(),
        "dct:language": [{"@id": f"{AUTHORITY}/language/{code}"} for code in ("DEU", "ENG")],
        "dct:license": {"@id": LICENCE},
        "foaf:homepage": {"@id": absolute(page_url("home", "de"))},
        "dcat:dataset": datasets,
        "dcat:service": {
            "@id": absolute(reverse("api_root")),
            "@type": "dcat:DataService",
            "dct:title": _in_both(lambda: _("Data for programs")),
            "dcat:endpointURL": {"@id": absolute(reverse("api_root"))},
            "dcat:endpointDescription": {"@id": absolute(reverse("api_openapi"))},
            "dct:license": {"@id": LICENCE},
            "dcat:servesDataset": [{"@id": each["@id"]} for each in datasets],
        },
    }


def dataset(edition: Edition, noun: str, changed_at: datetime | None) -> Data:
    """The events (`noun` programme) or the stands of an edition."""
    page = absolute(page_url(f"edition_{noun}", "de", edition=edition.slug))
    is_programme = noun == "programme"

    def title() -> str:
        return f"{edition}: {_('Events') if is_programme else _('Stands')}"

    def description() -> str:
        if is_programme:
            return _("All public events with dates, places, organizers, topics and status. Invented examples are marked as such.")
        return _("All public stands with halls, exhibitors and exhibits. Invented examples are marked as such.")

    return {
        "@id": f"{page}#dataset",
        "@type": "dcat:Dataset",
        "dct:identifier": f"clusterwoche-{edition.slug}-{noun}",
        "dct:title": _in_both(title),
        "dct:description": _in_both(description),
        "dct:publisher": publisher(),
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": "Clusterwoche Deutschland",
            "vcard:hasURL": {"@id": absolute(page_url("contact", "de"))},
        },
        "dcat:keyword": ["Cluster", "Innovation", "Veranstaltungen" if is_programme else "Messe", edition.slug],
        "dcat:theme": [{"@id": f"{AUTHORITY}/data-theme/{theme}"} for theme in ("ECON", "TECH")],
        "dct:accrualPeriodicity": {"@id": f"{AUTHORITY}/frequency/CONT"},
        "dct:issued": _moment(edition.opens_at),
        "dct:modified": _moment(changed_at or edition.opens_at),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@type": "xsd:date", "@value": told(edition.first_day)},
            "dcat:endDate": {"@type": "xsd:date", "@value": told(edition.last_day)},
        },
        "dct:spatial": {"@id": f"{AUTHORITY}/country/DEU"},
        "dcatde:politicalGeocodingLevelURI": {"@id": LEVEL},
        "dcat:landingPage": {"@id": page},
        "dcat:distribution": [distribution(edition, noun, each) for each in FORMATS[noun]],
    }


def distribution(edition: Edition, noun: str, each: Format) -> Data:
    """One format of a dataset."""
    address = absolute(page_url(f"edition_{noun}_{each.extension}", "de", edition=edition.slug))
    kind = each.content_type.partition(";")[0]
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": _in_both(lambda: str(each.label)),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dct:format": {"@id": f"{AUTHORITY}/file-type/{FILE_TYPES[each.extension]}"},
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}/{kind}"},
        "dct:license": {"@id": LICENCE},
        "dcatde:licenseAttributionByText": "Clusterwoche Deutschland",
        "dct:issued": _moment(edition.opens_at),
    }


def publisher() -> Data:
    """Who publishes: the portal, no person."""
    return {"@id": absolute("/#publisher"), "@type": "foaf:Organization", "foaf:name": "Clusterwoche Deutschland"}


def _last_changes(copies: Any, editions: list[Edition]) -> dict[int, datetime]:
    """Edition → when an entry of it was changed last, withdrawals included."""
    rows = copies.objects.filter(edition__in=editions).order_by().values("edition").annotate(changed=Max("changed_at"))
    return {row["edition"]: row["changed"] for row in rows}


def _in_both(text: Any) -> list[Data]:
    """What the function `text` gives in each language."""
    return list(_values(text))


def _values(text: Any) -> Iterator[Data]:
    for language in LANGUAGES:
        with translation.override(language):
            yield {"@language": language, "@value": text()}


def _moment(moment: datetime) -> Data:
    return {"@type": "xsd:dateTime", "@value": told(moment)}
