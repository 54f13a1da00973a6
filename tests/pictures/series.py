"""The pictures of the handbook and the README, person by person."""

import shutil

from playwright.sync_api import Browser

from tests.pictures.photographer import HANDBOOK, PHONE, PICTURES, Desks, Photographer
from tests.pictures.portal import PASSWORD, Portal


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
    from tests.collecting.workbook.books import xlsx  # needs Django, which is not set up before

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
