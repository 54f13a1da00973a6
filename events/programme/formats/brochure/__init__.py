"""The brochure: a result as a PDF to print and to hand on (PDF/UA-1, ISO 14289-1), set by Typst."""

from events.programme.formats.brochure.asked import events, stands

__all__ = ["events", "stands"]
