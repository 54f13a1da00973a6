"""Addresses of the pages in both languages, and those for machines (docs: architecture, section 8)."""

from django.urls import path

from clusterweek.common import health
from clusterweek.common.languages import Route
from clusterweek.pages import clusters, home, machines, media, news_feed, press, preview, states, take_part, texts
from clusterweek.pages.models import Page


def text(key: Page.Key, german: str, english: str) -> Route:
    """The address of the page of plain text `key`."""
    return Route(key.value, german, english, texts.TextView.as_view(key=key.value))


ROUTES = [
    Route("home", "", "", home.HomeView.as_view()),
    Route("clusters", "cluster/", "clusters/", clusters.ClustersView.as_view()),
    Route("cluster", "cluster/<slug:slug>/", "clusters/<slug:slug>/", clusters.ClusterView.as_view()),
    Route("states", "laender/", "states/", states.StatesView.as_view()),
    Route("state", "laender/<slug:code>/", "states/<slug:code>/", states.StateView.as_view()),
    Route("greeting", "grusswort/", "greeting/", texts.GreetingView.as_view()),
    Route("contact", "kontakt/", "contact/", texts.ContactView.as_view()),
    Route("editions", "ausgaben/", "editions/", texts.EditionsView.as_view()),
    Route("take_part", "mitmachen/", "take-part/", take_part.TakePartView.as_view()),
    Route("press", "presse/", "press/", press.PressView.as_view()),
    text(Page.Key.HELP, "hilfe/", "help/"),
    text(Page.Key.IMPRINT, "impressum/", "imprint/"),
    text(Page.Key.PRIVACY, "datenschutz/", "privacy/"),
    text(Page.Key.ACCESSIBILITY, "barrierefreiheit/", "accessibility/"),
    text(Page.Key.EASY_LANGUAGE, "leichte-sprache/", "easy-language/"),
    text(Page.Key.SIGN_LANGUAGE, "gebaerdensprache/", "sign-language/"),
    text(Page.Key.OPEN_DATA, "offene-daten/", "open-data/"),
]

FEEDS = [Route("news_atom", "presse.atom", "press.atom", news_feed.NewsFeedView.as_view())]

OPERATIONS = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("vorschau/<str:token>/", preview.preview, name="preview"),
    path("vorschau/<str:token>/<path:rest>", preview.preview, name="previewed_page"),
    path("media/<path:path>", media.media, name="media"),
]
