"""The translation catalogues under locale/: compiled without gettext, extracted and compared with it."""

import shutil
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import polib
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test.utils import override_settings

LANGUAGE = "de"
CATALOGUE = Path("locale", LANGUAGE, "LC_MESSAGES", "django.po")
SOURCES = ("clusterweek", "clusters", "contacts", "events", "templates", "locale")


def compile_catalogues(folder: Path) -> int:
    """Write a .mo beside every .po under `folder`, the locale folder; returns how many."""
    catalogues = sorted(folder.glob("*/LC_MESSAGES/*.po"))
    for path in catalogues:
        compiled = path.with_suffix(".mo")
        fresh = compiled.with_suffix(".mo.new")
        polib.pofile(str(path)).save_as_mofile(str(fresh))
        fresh.replace(compiled)
    return len(catalogues)


def update_catalogue() -> None:
    """Bring the German catalogue in line with the code: new texts come in empty, unused ones go. Raises CommandError."""
    catalogue = _extracted(settings.BASE_DIR)
    for entry in catalogue.obsolete_entries():
        catalogue.remove(entry)
    catalogue.metadata.pop("POT-Creation-Date", None)
    target = settings.BASE_DIR / CATALOGUE
    target.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(target))


def problems() -> Iterator[str]:
    """One sentence for every text that the German catalogue lacks, leaves open or no longer needs. Raises CommandError."""
    for entry in _extracted(settings.BASE_DIR):
        place = f" ({entry.occurrences[0][0]})" if entry.occurrences else ""
        if entry.obsolete:
            yield f"No longer used: “{entry.msgid}”"
        elif entry.fuzzy or not entry.translated():
            yield f"Not translated: “{entry.msgid}”{place}"


def _extracted(root: Path) -> polib.POFile:
    """The German catalogue as it would be after an extraction, which happens in a copy of the sources at `root`."""
    if shutil.which("xgettext") is None:
        raise CommandError("The program xgettext is missing: apt-get install gettext")
    with TemporaryDirectory() as folder, chdir(folder), override_settings(LOCALE_PATHS=[Path(folder, "locale")]):
        for name in SOURCES:
            shutil.copytree(root / name, name, ignore=shutil.ignore_patterns("__pycache__", "migrations", "*.mo"))
        call_command(
            "makemessages", locale=[LANGUAGE], add_location="file", no_wrap=True, extensions=["html", "jinja", "py", "txt"], verbosity=0
        )
        return polib.pofile(str(CATALOGUE), wrapwidth=0)
