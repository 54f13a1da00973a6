"""The texts of the portal in the back office."""

from clusterweek.pages.admin.news import NewsAdmin
from clusterweek.pages.admin.page import PageAdmin

__all__ = ["NewsAdmin", "PageAdmin"]
