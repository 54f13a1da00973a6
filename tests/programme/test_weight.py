"""What the first view of the programme costs over the wire."""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from events.programme.models import Edition
from tests.factories import ClusterFactory, PublishedEventFactory

# What the head of an answer takes at most.
HEAD = 600
MOST_REQUESTS, MOST_BYTES = 6, 75_000


@pytest.mark.django_db
def test_the_first_view_takes_six_requests_and_75_kilobytes(client: Client, current_edition: Edition) -> None:
    cluster = ClusterFactory(name="Beispielnetzwerk Optik und Medizin Dill")
    for number in range(30):
        PublishedEventFactory(title=f"Leichtbau trifft Fahrzeugbau: Ideenbörse Nummer {number}", organizers=[cluster], state_id="BW")

    response = client.get("/programm/", headers={"Accept-Encoding": "br"})
    html = brotli.decompress(response.content).decode()
    loaded = set(re.findall(r'<(?:link rel="(?:stylesheet|icon|preload)"|script)[^>]* (?:href|src)="/static/([^"]+)"', html))
    assert not re.findall(r'<(?:img|iframe|source)[^>]* src="', html)

    assert len(loaded) + 1 <= MOST_REQUESTS
    assert sum(map(weight, loaded)) + len(response.content) + HEAD <= MOST_BYTES


def weight(name: str) -> int:
    """The bytes of a static file over the wire."""
    content = Path(str(finders.find(name))).read_bytes()
    return HEAD + (len(content) if name.endswith(".woff2") else len(brotli.compress(content)))
