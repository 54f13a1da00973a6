"""The news of the programme office as a feed (RFC 4287)."""

from datetime import datetime, time
from io import StringIO
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from clusterweek.common.bilingual import in_language
from clusterweek.common.languages import active_language, page_url
from clusterweek.common.markdown import render
from clusterweek.pages.models import News
from events.programme.formats.atom import LICENCE, Feed
from events.programme.formats.taken import absolute
from events.programme.formats.ways import Alternate
from events.programme.public_page import PublicPage

# So many news are told, as on the page for the press.
MOST_NEWS = 20
CONTENT_TYPE = "application/atom+xml"
# When there is nothing to tell, the feed has not changed since the portal began.
BEGINNING = datetime(2017, 4, 20)  # noqa: DTZ001 made aware below


class NewsFeedView(PublicPage):
    """The latest news, each with its text."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        address = absolute(page_url("news_atom"))
        feed = Feed(
            title=_("News of the Clusterwoche Deutschland"),
            link=absolute(page_url("press")),
            description="",
            language=active_language(),
            author_name=_("Clusterwoche Deutschland"),
            feed_url=address,
            feed_guid=address,
            feed_copyright=LICENCE,
            empty_since=make_aware(BEGINNING),
        )
        steps = News.history.model.objects.filter(id=OuterRef("pk")).order_by("-history_date").values("history_date")
        for item in News.objects.public().annotate(saved_at=Subquery(steps[:1]))[:MOST_NEWS]:
            published = make_aware(datetime.combine(item.day, time()))
            feed.add_item(
                title=in_language(item, "title")[0],
                link=absolute(item.get_absolute_url()),
                description=render(in_language(item, "text")[0]),
                pubdate=published,
                updateddate=max(published, item.saved_at or published),
                unique_id=absolute(item.get_absolute_url()),
            )
        text = StringIO()
        feed.write(text, "utf-8")
        return HttpResponse(text.getvalue(), content_type=f"{CONTENT_TYPE}; charset=utf-8")


def news_alternate() -> Alternate:
    """The feed, for the head of a page."""
    return Alternate(CONTENT_TYPE, _("News"), absolute(page_url("news_atom")))
