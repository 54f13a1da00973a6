"""The pictures of every design, on a desk and on a phone, in the light and in the dark."""

import subprocess
import tempfile
from io import BytesIO
from pathlib import Path
from urllib.request import urlopen

from PIL import Image

from tests.pictures.photographer import DESKTOP, OF_DESIGNS, PHONE, PICTURES, Desks, Photographer, keep
from tests.pictures.portal import Portal

# Design → its path on the portal, as the demo has it.
DESIGNS = {
    "home": "/",
    "programme": "/2019/programm/",
    "calendar": "/2019/programm/kalender/",
    "map": "/2019/programm/karte/?state=NW",
    "zero-hits": "/2019/programm/?q=Wasserstofff&state=SL&format=workshop",
    "event": "/2019/programm/gedruckt-statt-gefraest-bauteile-aus-der-additiven-fertigung/",
    "stand": "/2019/messestaende/leicht-stark-nachwachsend/",
    "fair": "/2019/messestaende/",
    "cluster": "/cluster/beispielcluster-optik-saale/",
    "land": "/laender/nw/",
    "shortlist": "/merkliste/?event=20&event=21&event=22&event=23&event=40&event=60&stand=3&stand=4",
}
BROCHURE, ITS_PAGES = "/2019/programm.pdf?state=NW", (1, 2, 3, 4)


def designs(desks: Desks) -> None:
    """Every design on a desk and on a phone, light and dark, and some pages of the brochure."""
    for size in (DESKTOP, PHONE):
        for scheme in ("light", "dark"):
            visitor = Photographer(desks.browser, desks.portal, size, scheme)
            for name, path in DESIGNS.items():
                visitor.take_design(name, path)
            desks.of("koordination-by", size, scheme).take_design("desk")
            office = desks.of("buero2", size, scheme)
            office.follow("Der Reihe nach prüfen")
            office.take_design("review")
            for one in (visitor, office):
                one.page.context.close()
    brochure(visitor.portal)


def brochure(portal: Portal) -> None:
    """The first pages of the brochure of a Land, side by side."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder, "brochure.pdf")
        with urlopen(portal.address + BROCHURE) as response:  # noqa: S310
            pdf.write_bytes(response.read())
        first, last = str(ITS_PAGES[0]), str(ITS_PAGES[-1])
        subprocess.run(["pdftoppm", "-png", "-r", "80", "-f", first, "-l", last, pdf, pdf.with_suffix("")], check=True)
        pages = [Image.open(path).convert("RGB") for path in sorted(Path(folder).glob("*.png"))]
    gap = 20
    sheet = Image.new("RGB", (sum(page.width + gap for page in pages) + gap, pages[0].height + 2 * gap), "#c8ccd4")
    for number, page in enumerate(pages):
        sheet.paste(page, (gap + number * (page.width + gap), gap))
    written = BytesIO()
    sheet.save(written, "PNG")
    keep(written.getvalue(), PICTURES / "brochure.webp", width=1800, **OF_DESIGNS)
