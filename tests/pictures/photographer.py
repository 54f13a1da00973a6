"""Who takes the pictures: somebody at a browser, and the people of the demo at their desks."""

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from tests.pictures.portal import PASSWORD, ROOT, Portal

HANDBOOK, PICTURES = ROOT / "docs/handbuch/bilder", ROOT / "docs/pictures"
DESKTOP, PHONE = (1280, 900), (390, 780)
# How much of a long page a picture of a design shows, in CSS pixels.
TALLEST = 1900
QUALITY, MOST_BYTES = 78, 100_000
# A whole page says the same with less.
OF_DESIGNS: dict[str, Any] = {"quality": 62, "most_bytes": 150_000}


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
