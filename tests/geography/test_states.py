"""The names of the Länder in sentences."""

import pytest
from django.utils import translation

from clusterweek.geography.models import FederalState


@pytest.mark.parametrize(
    ("code", "german", "english"),
    [("BY", "in Bayern", "in Bavaria"), ("SL", "im Saarland", "in Saarland"), ("BE", "in Berlin", "in Berlin")],
)
def test_a_land_has_the_article_that_it_is_spoken_with(db, code: str, german: str, english: str) -> None:
    state = FederalState.objects.get(pk=code)

    with translation.override("de"):
        assert state.inside == german
    with translation.override("en"):
        assert state.inside == english
