"""Takes all pictures: `make pictures`."""

import shutil
import sys
import tempfile

from playwright.sync_api import sync_playwright

from tests.pictures.designs import designs
from tests.pictures.photographer import PICTURES, Desks
from tests.pictures.portal import code, running_portal
from tests.pictures.series import administration, collecting, coordinator, excel, first_steps, office, on_the_phone, the_public

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=de-DE", "--hide-scrollbars", "--font-render-hinting=none"]


def main() -> None:
    """Take all pictures."""
    if CHROMIUM is None:
        sys.exit("Chromium is missing: apt-get install chromium")
    if shutil.which("pdftoppm") is None:
        sys.exit("pdftoppm is missing: apt-get install poppler-utils")
    digits = code()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="clusterweek-pictures-") as folder,
        running_portal(folder) as portal,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        the_public(browser, portal)
        first_steps(browser, portal)
        desks = Desks(browser, portal, digits)
        for series in (designs, coordinator, on_the_phone, office, administration, collecting, excel):
            series(desks)
        browser.close()


if __name__ == "__main__":
    main()
