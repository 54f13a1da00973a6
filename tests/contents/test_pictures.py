"""The motifs that the project draws for its examples."""

import pytest

from clusters.models import TechnologyField
from clusterweek.contents.demo.drawings import MOTIFS
from clusterweek.contents.tables import document


@pytest.mark.parametrize("name", MOTIFS)
def test_a_motif_is_large_enough_and_colourful(name):
    picture = MOTIFS[name]()

    assert picture.size == (1600, 900)
    assert len(picture.resize((32, 18)).getcolors(maxcolors=32 * 18)) > 20


@pytest.mark.django_db
def test_every_technology_field_has_exactly_one_motif():
    named = [field for motif in document("examples/motifs").values() for field in motif["technology_fields"]]

    assert sorted(named) == sorted(TechnologyField.objects.values_list("name", flat=True))
    assert document("examples/motifs").keys() == MOTIFS.keys()
