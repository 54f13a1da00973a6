"""What every template may use; nothing here touches session or database."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """The portal's absolute address and the switch for the bar of official websites."""
    return {"base_url": settings.BASE_URL, "official_website_bar": settings.OFFICIAL_WEBSITE_BAR}
