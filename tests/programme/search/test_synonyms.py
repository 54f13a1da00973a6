"""Words that mean the same: as the office edits them, and as the search takes them."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from clusterweek.contents.lists import load_lists
from clusterweek.editorial.models import PublicRevision
from events.programme.models import Synonym
from events.programme.search import Synonyms, TextIndex, parse
from tests.factories import OfficeFactory
from tests.programme.search.made import finds, keys, texts

pytestmark = pytest.mark.django_db
GROUPS = Synonyms([["KI", "künstliche Intelligenz"], ["KI", "AI"], ["Luftfahrt", "Luft- und Raumfahrt"]])


@pytest.fixture
def office_client(client):
    client.force_login(OfficeFactory())
    return client


@pytest.mark.parametrize(
    ("query", "text", "is_found"),
    [
        ("KI", "Mit künstlicher Intelligenz", True),
        ("künstliche Intelligenz", "KI im Betrieb", True),
        ("künstlicher Intelligenz Betrieb", "KI im Betrieb", True),
        ("KI", "AI", True),
        ("AI", "künstliche Intelligenz", False),  # two groups are not one
        ("KI", "künstliche und andere Intelligenz", False),
        ("künstliche Intelligenz", "künstliche und andere Intelligenz", True),  # what was typed still counts
        ("künstliche", "KI", False),
        ('"KI"', "künstliche Intelligenz", False),  # in quotation marks nothing else is meant
        ("Luftfahrt", "Luft- und Raumfahrt", True),
    ],
)
def test_expressions_of_a_group_find_each_other(query, text, is_found):
    assert finds(query, text, synonyms=GROUPS) is is_found


def test_an_expression_of_several_words_ranks_like_the_words_it_stands_for():
    made = TextIndex.build(
        "de",
        [(1, texts(text="KI")), (2, texts("künstliche Intelligenz")), (3, texts("künstliche", text="Intelligenz")), (4, texts("KI"))],
        GROUPS,
    )

    assert [sorted(tier) for tier in made.search(parse("künstliche Intelligenz")).tiers] == [[2, 4], [3], [1]]


def test_a_patch_brings_new_synonyms():
    old = TextIndex.build("de", [(1, texts("Internet der Dinge")), (2, texts("IoT"))], Synonyms())

    new = old.patched(old_keys := type(old.search(parse("IoT")).tiers[0])(), [], Synonyms([["IoT", "Internet der Dinge"]]))

    assert (keys(old.search(parse("IoT"))), keys(new.search(parse("IoT"))), list(old_keys)) == ([2], [1, 2], [])


def test_the_groups_of_the_office_are_those_of_the_search():
    Synonym.objects.all().delete()
    Synonym.objects.create(words="KI, künstliche Intelligenz; AI\nartificial   intelligence")

    assert Synonym.load() == Synonyms([["KI", "künstliche Intelligenz", "AI", "artificial intelligence"]])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("KI", "mindestens zwei"),
        ("KI, Ki", "„KI“ und „Ki“"),
        ("Fabrik, Fabriken", "„Fabrik“ und „Fabriken“"),
        ("KI, !!!", "„!!!“"),
        ("KI, eins zwei drei vier fünf sechs", "höchstens 5 Wörter"),
        (", ".join(f"Wort{number}" for number in range(13)), "höchstens 12"),
    ],
)
def test_a_wrong_group_is_refused_with_a_sentence_at_its_field(office_client, words, sentence):
    response = office_client.post(reverse("admin:programme_synonym_add"), {"words": words})

    assert sentence in response.context["adminform"].form.errors["words"][0]
    assert response.context["adminform"].form["words"].value() == words


def test_a_group_is_written_evenly_and_public_at_once(office_client):
    before = PublicRevision.current()

    office_client.post(reverse("admin:programme_synonym_add"), {"words": " Akku ;Batterie , storage battery,"})

    assert Synonym.objects.filter(words="Akku, Batterie, storage battery").exists()
    assert PublicRevision.current() == before + 1


def test_setup_brings_groups_that_keep_the_rules():
    groups = Synonym.objects.all()

    assert len(groups) >= 40
    for group in groups:
        words = group.words
        group.full_clean()
        assert group.words == words


def test_groups_are_brought_once_and_then_belong_to_the_office():
    Synonym.objects.exclude(words__startswith="KI,").delete()

    load_lists()

    assert Synonym.objects.count() == 1


def test_a_group_that_is_there_already_is_refused():
    with pytest.raises(ValidationError):
        Synonym(words=Synonym.objects.first().words).full_clean()
