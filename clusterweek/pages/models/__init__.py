"""The texts that the office edits, and what the public reports."""

from clusterweek.pages.models.draft import PageDraft
from clusterweek.pages.models.news import News
from clusterweek.pages.models.page import Page
from clusterweek.pages.models.report import Report

__all__ = ["News", "Page", "PageDraft", "Report"]
