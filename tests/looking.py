"""What is wrong with an open page, measured in the browser at every width and in both colour schemes."""

from collections.abc import Callable
from typing import NamedTuple

# So high is a window of 1280 × 1024 pixels at 400 % (WCAG 2.2 SC 1.4.10), at which a pixel of the page is four of the screen.
ZOOMED = 320


class Size(NamedTuple):
    """A window, and how large a target has to be in it (SC 2.5.8 and 2.5.5)."""

    width: int
    height: int
    least: int


SIZES = (Size(1280, 900, 24), Size(390, 844, 44), Size(ZOOMED, 256, 44))


def complaints(page, axe: Callable[..., list[str]]) -> list[str]:
    """A line for every finding on the open `page`, which has reduced motion; none if all is well.

    Axe and the contrasts at each size in the light and in the dark, all other measures in the light.
    """
    found: list[str] = []
    session = page.context.new_cdp_session(page)
    for size in SIZES:
        resize(page, session, size)
        seen = {
            "axe": axe(page),
            "wide": page.evaluate("looking.wide()"),
            "small": page.evaluate("(least) => looking.small(least)", size.least),
            "focus": page.evaluate("looking.unseen()"),
            "light": page.evaluate("looking.weak()"),
        }
        page.evaluate("looking.space(true)")
        seen["spaced"] = page.evaluate("[...looking.cut(), ...looking.wide()]")
        page.evaluate("looking.space(false)")
        page.emulate_media(color_scheme="dark")
        seen["dark"] = page.evaluate("looking.weak()")
        seen["axe in the dark"] = axe(page)
        page.emulate_media(color_scheme="light")
        found += [f"{size.width} {what}: {line}" for what, lines in seen.items() for line in lines]
    session.detach()
    resize(page, None, SIZES[0])
    return found


def resize(page, session, size: Size) -> None:
    """Give the window its size; where one zooms, with four pixels of the screen for each of the page."""
    if size.width == ZOOMED:
        metrics = {"width": size.width, "height": size.height, "deviceScaleFactor": 4, "mobile": False}
        session.send("Emulation.setDeviceMetricsOverride", metrics)
    else:
        page.set_viewport_size({"width": size.width, "height": size.height})
