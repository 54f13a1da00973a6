import shutil

import polib
import pytest
from django.core.management import CommandError, call_command

from clusterweek.common import catalogues

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8"

msgid "Programme"
msgstr "Programm"

#, fuzzy
msgid "Stands"
msgstr "Ständer"

msgid "Clusters"
msgstr ""

#~ msgid "Gone"
#~ msgstr "Weg"
"""


@pytest.fixture
def catalogue(tmp_path):
    path = tmp_path / "de/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOGUE, encoding="utf-8")
    return path


def test_catalogues_are_compiled_without_gettext(catalogue, settings, capsys, monkeypatch):
    settings.LOCALE_PATHS = [catalogue.parents[2]]
    monkeypatch.setenv("PATH", "")

    call_command("compile_translations")

    assert capsys.readouterr().out == "translations: 1 compiled\n"
    assert [(entry.msgid, entry.msgstr) for entry in polib.mofile(str(catalogue.with_suffix(".mo")))] == [("Programme", "Programm")]


def test_every_text_that_is_missing_open_or_unused_is_a_problem(catalogue, monkeypatch):
    monkeypatch.setattr(catalogues, "_extracted", lambda root: polib.pofile(str(catalogue)))

    assert list(catalogues.problems()) == ["Not translated: “Stands”", "Not translated: “Clusters”", "No longer used: “Gone”"]


def test_check_fails_with_the_number_of_problems(monkeypatch, capsys):
    monkeypatch.setattr("clusterweek.common.management.commands.check_translations.problems", lambda: ["One.", "Two."])

    with pytest.raises(CommandError, match=r"^2 texts"):
        call_command("check_translations")

    assert capsys.readouterr().err == "One.\nTwo.\n"


def test_missing_gettext_is_named(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)

    with pytest.raises(CommandError, match="apt-get install gettext"):
        list(catalogues.problems())


def test_extraction_leaves_the_sources_alone(settings, tmp_path):
    if shutil.which("xgettext") is None:
        pytest.skip("xgettext is missing: apt-get install gettext")
    settings.BASE_DIR = tmp_path
    for name in catalogues.SOURCES:
        (tmp_path / name).mkdir()
    (tmp_path / "clusterweek/module.py").write_text("from django.utils.translation import gettext as _\n_('A text')\n")
    before = sorted(tmp_path.rglob("*"))

    found = list(catalogues.problems())

    assert found == ["Not translated: “A text” (clusterweek/module.py)"]
    assert sorted(tmp_path.rglob("*")) == before


def test_update_writes_new_texts_without_a_translation(settings, tmp_path):
    if shutil.which("xgettext") is None:
        pytest.skip("xgettext is missing: apt-get install gettext")
    settings.BASE_DIR = tmp_path
    for name in catalogues.SOURCES:
        (tmp_path / name).mkdir()
    (tmp_path / "clusterweek/module.py").write_text("from django.utils.translation import gettext as _\n_('Programme')\n_('A text')\n")
    target = tmp_path / catalogues.CATALOGUE
    target.parent.mkdir(parents=True)
    target.write_text(CATALOGUE, encoding="utf-8")

    call_command("update_translations")

    assert [(entry.msgid, entry.msgstr) for entry in polib.pofile(str(target))] == [("Programme", "Programm"), ("A text", "")]
