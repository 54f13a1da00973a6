"""Takes the pictures of the handbook, the README and of every design: `make pictures`.

The portal runs with the demo on a fresh database in a temporary folder, always at the same moment, so that a picture
changes only when its page does. The secret of a second factor is always the same, too.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.accounts.conftest import wait_for

ROOT = Path(__file__).parents[1]
HANDBOOK, PICTURES = ROOT / "docs/handbuch/bilder", ROOT / "docs/pictures"
MOMENT = "2026-11-17 10:00:00+01:00"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "clusterwoche-demo"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=de-DE", "--hide-scrollbars", "--font-render-hinting=none"]
DESKTOP, PHONE = (1280, 900), (390, 780)
# How much of a long page a picture of a design shows, in CSS pixels.
TALLEST = 1900
QUALITY, MOST_BYTES = 78, 100_000
# A whole page says the same with less.
OF_DESIGNS: dict[str, Any] = {"quality": 62, "most_bytes": 150_000}

# Runs a command of manage.py at MOMENT, at which everybody's second factor has the same SECRET.
AT_THE_MOMENT = """
import os, sys, time_machine
from datetime import datetime
time_machine.travel(datetime.fromisoformat(os.environ["MOMENT"]), tick=False).start()
import django
from django.core.management import execute_from_command_line
django.setup()
from allauth.mfa.totp.internal import auth
auth.generate_totp_secret = lambda *args: os.environ["SECRET"]
execute_from_command_line(["manage.py", *sys.argv[1:]])
"""
# Somebody is invited; everybody of the demo has the same second factor.
STORY = """
from allauth.mfa.totp.internal import auth
from clusterweek.accounts.inviting import invite
from clusterweek.accounts.models import User
new = User.objects.create(email="neu@example.org", full_name="Nora Neuhaus")
new.set_unusable_password()
new.save()
new.groups.set(User.objects.get(email="koordination-bw@example.org").groups.all())
new.states.set(["SL"])
office = User.objects.get(email="buero@example.org")
print("INVITATION", invite(new, by=office).get_absolute_url())
for user in User.objects.exclude(pk=new.pk):
    auth.TOTP.activate(user, %r)
"""


# An organiser has sent an entry by a link, entries were taken over, a feed is mapped, and another Land has submitted the same.
COLLECTED = """
from datetime import timedelta
from django.utils import timezone
from clusterweek.accounts.models import User
from clusterweek.editorial.review import submit
from events.collecting.earlier import earlier_entries, take_over
from events.collecting.feeds.mapping import guess
from events.collecting.feeds.updating import bring_in
from events.models import Contribution, Event, Feed, OrganiserLink
from events.programme.models import Edition, EventFormat
new, old = Edition.objects.get(slug="2027"), Edition.objects.get(slug="2019")
by = User.objects.get(email="koordination-nw@example.org")
link = OrganiserLink.objects.create(
    state_id="NW", edition=new, for_whom="Netzwerk Oberfläche", is_open=True, given_by=by, expires_at=timezone.now() + timedelta(days=30)
)
day = new.first_day + timedelta(days=1)
def event(title, state, **more):
    made = Event.objects.create(
        title=title, state_id=state, edition=new, city="Dortmund", format=EventFormat.objects.first(),
        further_organizers="Netzwerk Oberfläche", is_example=True, **more,
    )
    made.dates.create(first_day=day, last_day=day)
    return made
sent = event("Glanz und Schutz: Oberflächen zum Anfassen", "NW", last_edited_at=timezone.now())
Contribution.objects.create(
    link=link, event=sent, name="Olga Beispiel", email="olga@example.org", note="Das Bild folgt.", changed_at=timezone.now()
)
there = User.objects.get(email="koordination-he@example.org")
submit(event("Oberflächen zum Anfassen: Glanz und Schutz", "HE"), by=there, edit_revision=1)
lines = earlier_entries(by, old, new)
take_over([line.key for line in lines[:2]], by=by, old=old, new=new, with_days=True)
feed = Feed(name="Kalender der Landesinitiative", state_id="NW", edition=new, kind="json", address="https://kalender.example.org/termine.json")
feed.created_by, feed.looked_at, feed.next_at = by, timezone.now(), timezone.now() + timedelta(days=1)
places = [("Wasserstoff zum Anfassen", "44227", "Dortmund"), ("Leichtbau im Alltag", "45127", "Essen"), ("Optik erleben", "50667", "Köln")]
feed.sample = [
    {"id": str(number), "title": title, "start_date": f"{day} 14:00", "end_date": f"{day} 17:00", "plz": code, "ort": place}
    for number, (title, code, place) in enumerate(places)
]
feed.columns = list(feed.sample[0])
feed.mapping = guess(feed.columns)
feed.is_active = True
feed.save()
feed.report = bring_in(feed, feed.sample)
feed.save()
print("COLLECTED", link.path, sent.pk, link.pk, feed.pk)
"""


class Portal(NamedTuple):
    """The running portal: its address, that of an invitation, and of what was collected the form, and the keys of entry, link and feed."""

    address: str
    invitation: str
    collected: tuple[str, ...]


@contextmanager
def running_portal(folder: str) -> Iterator[Portal]:
    """The portal with the demo in `folder`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://localhost:{port}"
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CACHE_URL", "SECRET_KEY_FILE")}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "clusterweek.settings",
        "SECRET_KEY": "pictures",
        "VAR_DIR": folder,
        "MOMENT": MOMENT,
        "SECRET": SECRET,
    }
    environment |= {"BASE_URL": address, "DEBUG": "1", "LOG_LEVEL": "ERROR"}
    environment |= {"REQUIRE_SECOND_FACTOR": "1", "DEMO_PASSWORD": PASSWORD}
    command = [sys.executable, "-c", AT_THE_MOMENT]

    def manage(*arguments: str) -> str:
        print("manage.py", arguments[0], flush=True)  # noqa: T201
        ran = subprocess.run([*command, *arguments], env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        return ran.stdout

    manage("migrate", "--no-input", "--verbosity", "0")
    manage("setup")
    manage("demo")
    told = manage("shell", "--no-imports", "-c", STORY % SECRET) + manage("shell", "--no-imports", "-c", COLLECTED)
    serve = [*command, "runserver", "--noreload", f"localhost:{port}"]
    server = subprocess.Popen(serve, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"{address}/healthz")
        yield Portal(address, re.search(r"INVITATION (\S+)", told)[1], re.search(r"COLLECTED (\S+) (\d+) (\d+) (\d+)", told).groups())
    finally:
        server.terminate()
        server.wait(30)


def code() -> str:
    """The code that an app with SECRET shows at MOMENT."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from allauth.mfa.totp.internal.auth import hotp_value

    return f"{hotp_value(SECRET, int(datetime.fromisoformat(MOMENT).timestamp()) // 30):06d}"


def keep(shot: bytes, path: Path, *, width: int, quality: int = QUALITY, most_bytes: int = MOST_BYTES) -> None:
    """Write a screenshot as a small WebP of at most `width` pixels; ValueError if it is larger than `most_bytes`."""
    picture = Image.open(BytesIO(shot)).convert("RGB")
    if picture.width > width:
        picture = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, "WEBP", quality=quality, method=6)
    if path.stat().st_size > most_bytes:
        raise ValueError(f"{path.name} has {path.stat().st_size} bytes, more than {most_bytes}")
    print(path.relative_to(ROOT), path.stat().st_size, flush=True)  # noqa: T201


class Photographer:
    """One person at a browser, who takes pictures of what they see."""

    def __init__(
        self, browser: Browser, portal: Portal, size: tuple[int, int] = DESKTOP, scheme: str = "light", session: Any = None
    ) -> None:
        self.portal, self.size, self.scheme = portal, size, scheme
        width, height = size
        context = browser.new_context(
            base_url=portal.address,
            viewport={"width": width, "height": height},
            device_scale_factor=1 if size == DESKTOP else 2,
            is_mobile=size == PHONE,
            color_scheme=scheme,
            reduced_motion="reduce",
            locale="de-DE",
            timezone_id="Europe/Berlin",
            storage_state=session,
        )
        self.page: Page = context.new_page()

    def take(self, name: str, path: str | None = None, *, part: str | Locator | None = None, folder: Path = HANDBOOK) -> None:
        """The picture `name` of what stands at `path` (or where one is): the window, or one `part` of the page."""
        if path:
            self.page.goto(path)
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate("document.fonts.ready")
        self.page.evaluate("document.activeElement.blur()")
        if part is None:
            shot = self.page.screenshot(animations="disabled")
        else:
            shot = (self.page.locator(part).first if isinstance(part, str) else part).screenshot(animations="disabled")
        keep(shot, folder / f"{name}.webp", width=520 if self.page.viewport_size["width"] == PHONE[0] else 1100)

    def take_design(self, name: str, path: str | None = None) -> None:
        """The picture of a whole page, for docs/pictures: its name ends with width and colours."""
        if path:
            self.page.goto(path)
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate("document.fonts.ready")
        width = self.size[0]
        height = min(TALLEST, self.page.evaluate("document.documentElement.scrollHeight"))
        # What sticks to the edge of a window must not cover the middle of the picture.
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.wait_for_load_state("networkidle")
        shot = self.page.screenshot(animations="disabled")
        self.page.set_viewport_size({"width": width, "height": self.size[1]})
        keep(shot, PICTURES / f"{name}-{width}-{self.scheme}.webp", width=500 if self.size == PHONE else 900, **OF_DESIGNS)

    def follow(self, text: str) -> None:
        """Click the first link or button below the header that says `text`."""
        with self.page.expect_navigation():
            self.page.locator("main").locator("a, button").filter(has_text=text).first.click()


class Desks:
    """The people of the demo at their desks; each signs in once, because a code holds once."""

    def __init__(self, browser: Browser, portal: Portal, digits: str) -> None:
        self.browser, self.portal, self.digits = browser, portal, digits
        self.sessions: dict[str, Any] = {}

    def of(self, who: str, size: tuple[int, int] = DESKTOP, scheme: str = "light") -> Photographer:
        """Somebody who is signed in to the back office as `who`, and looks at its start page."""
        if who not in self.sessions:
            self.sessions[who] = self._signed_in(who)
        desk = Photographer(self.browser, self.portal, size, scheme, self.sessions[who])
        desk.page.goto("/verwaltung/")
        return desk

    def _signed_in(self, who: str) -> Any:
        page = Photographer(self.browser, self.portal).page
        page.goto("/konto/login/?next=/verwaltung/")
        page.fill("#id_login", f"{who}@example.org")
        page.fill("#id_password", PASSWORD)
        page.click("main form button[type=submit]")
        page.fill("#id_code", self.digits)
        page.click("main form button[type=submit]")
        page.wait_for_url("**/verwaltung/")
        return page.context.storage_state()


def first_steps(browser: Browser, portal: Portal) -> None:
    """From the invitation to what is missing in the first event."""
    new = Photographer(browser, portal)
    new.take("einladung", portal.invitation, part="main")
    new.page.fill("#id_new_password1", PASSWORD)
    new.page.fill("#id_new_password2", PASSWORD)
    new.follow("Passwort setzen")
    new.take("zweiter-faktor", part="main .sheet")


def coordinator(desks: Desks) -> None:
    """The desk, the form and the express lane of a coordinator."""
    land = desks.of("koordination-by")
    land.take("schreibtisch", "/verwaltung/")
    shutil.copy(HANDBOOK / "schreibtisch.webp", PICTURES / "schreibtisch.webp")
    land.take("zurueckgegeben", part="#desk-returned .desk-entry")
    land.take("partnerland", part="#desk-joint")
    land.follow("Neue Veranstaltung")
    land.take("neue-veranstaltung")
    land.page.fill("#id_title", "Tag der offenen Werkstatt")
    land.follow("Speichern und einreichen")
    land.take("was-fehlt")
    land.take("bild", part=land.page.locator("fieldset", has=land.page.locator("#id_image")))


def on_the_phone(desks: Desks) -> None:
    """The express lane."""
    phone = desks.of("koordination-bw", PHONE)
    phone.follow("Eilmeldung")
    phone.take("eilmeldung-auswahl", part=".express-choices")
    phone.follow("Abgesagt")
    phone.page.fill("#id_status_note", "Wegen einer Sturmwarnung.")
    phone.take("eilmeldung-absage", part="main")


def office(desks: Desks) -> None:
    """What the programme office works with."""
    desk = desks.of("buero2")
    desk.take("pruefliste", "/verwaltung/review/")
    desk.take("buero-schreibtisch", "/verwaltung/")
    desk.follow("Der Reihe nach prüfen")
    desk.take("pruefung")
    desk.take("abdeckung", "/verwaltung/coverage/")
    desk.take("zahlen", "/verwaltung/numbers/")
    desk.take("freigabe", "/verwaltung/release/")
    desk.take("suche", "/verwaltung/search/?q=optik")
    desk.page.goto("/verwaltung/events/event/?review_status__exact=submitted")
    desk.page.check("#action-toggle")
    desk.page.select_option("[name=action]", "return_chosen")
    desk.page.click("[name=index]")
    desk.take("sammelschritt")
    desk.take("konto", "/verwaltung/accounts/user/add/")
    desk.take("aenderungen", "/verwaltung/changes/")


def administration(desks: Desks) -> None:
    """Accounts and editions."""
    desk = desks.of("admin")
    desk.take("konten", "/verwaltung/accounts/user/")
    desk.page.goto("/verwaltung/programme/edition/")
    desk.follow("2027")
    desk.take("ausgabe")


def collecting(desks: Desks) -> None:
    """Links for organisers, earlier entries, a feed and a likely double; and the form of an organiser on a phone."""
    form, entry, link, feed = desks.portal.collected
    organiser = Photographer(desks.browser, desks.portal, PHONE)
    organiser.take("veranstalter-formular", form)
    land = desks.of("koordination-nw")
    land.take("veranstalter-link", f"/verwaltung/events/organiserlink/{link}/change/")
    land.take("veranstalter-uebernehmen", f"/verwaltung/events/event/{entry}/change/", part=".standing .office-note")
    land.take("doppelt", part=".standing .doubles")
    land.take("frueher", "/verwaltung/earlier/?from=2019")
    land.take("feed", f"/verwaltung/events/feed/{feed}/mapping/")


def excel(desks: Desks) -> None:
    """A workbook with errors: where one sends it, its dry run, what was taken over, and a note at a field."""
    from tests.collecting.workbook.books import xlsx

    headings = ["Titel", "Erster Tag", "Von", "Format", "PLZ", "Ort", "Weitere Veranstalter", "Plätze"]
    good = [
        ["Messtechnik in der Fertigung", "10–16 Uhr"],
        ["Führung durch die Batterieforschung", "14 Uhr"],
        ["Licht für die Medizin", "9:30"],
    ]
    rows = [
        [title, f"{number}. April 2027", hours, "Vortrag", "44227", "Dortmund", "Beispiel e. V.", 40]
        for number, (title, hours) in enumerate(good, 13)
    ]
    rows.append(["Chips aus dem Ruhrgebiet", "31.04.2027", "10 Uhr", "Vortrag", "44227", "Dortmund", "Beispiel e. V.", None])
    rows.append(["Batterien verstehen", "16.04.2027", "25 Uhr", "Vortrg", "4109", "Leipzig", "Beispiel e. V.", "viele"])
    desk = desks.of("koordination-nw")
    desk.take("excel", "/verwaltung/imports/")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    desk.page.set_input_files("input[name=file]", {"name": "sammlung-nrw.xlsx", "mimeType": kind, "buffer": xlsx([headings, *rows])})
    desk.follow("Datei prüfen")
    desk.take("excel-probelauf")
    desk.take("excel-wahl", part=".import-take")
    desk.page.check("#take-all")
    desk.follow("Übernehmen")
    desk.take("excel-uebernommen")
    desk.follow("Batterien verstehen")
    desk.take("excel-notiz", part=".field-format")


def the_public(browser: Browser, portal: Portal) -> None:
    """The portal itself, for the README."""
    visitor = Photographer(browser, portal)
    visitor.take("home", "/", folder=PICTURES)


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
