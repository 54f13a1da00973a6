"""Sets a brochure: what it says goes in as JSON, the PDF comes out; nothing that somebody wrote can be code or end it."""

import json
import re
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from events.programme.formats.brochure.fonts import FOLDERS, has_glyph

# A process of the portal sets one brochure at a time.
_one_at_a_time = threading.Lock()
SECONDS = 180
PRESS = Path(__file__).with_name("press.py")
TEMPLATE = settings.BASE_DIR / "templates/brochure/brochure.typ"
# The letters of European languages in Latin script, which the portal's typeface has.
UNCOMMON = re.compile("[^\u0020-\u007e\u00a0-\u017f\u2013\u2014\u2018-\u201e\u2026]")
# Of characters that one does not see, those within emoji and within Arabic words are kept. What turns the direction of a text is not:
# in one paragraph several texts meet.
JOINING = frozenset("\u200c\u200d\u200e\u200f") | frozenset(map(chr, range(0xE0020, 0xE0080)))
UNSEEN = frozenset({"Cc", "Cf"})
# What has no glyph becomes a box: PDF/UA-1 §7.21.8 allows no text without, and nothing is lost without a trace.
BOX = "\u25a1"
# A longer word may be broken: after what parts an address, else anywhere.
LONG_WORD, PART, WHOLE_PART = re.compile(r"\S{29,}"), re.compile(r"(?<=[/@])(?=[^/@])"), re.compile(r"[^/@-]{28}(?=[^/@-])")
BREAK = "\u200b"


class Refused(Exception):
    """Typst cannot set this text; the message says why."""


def typeset(told: dict[str, Any], *, made_at: datetime) -> bytes:
    """The PDF that says `told`, dated `made_at`; the same bytes for the same input. Raises Refused, or TimeoutExpired after SECONDS."""
    try:
        return _press(told, has_glyph, made_at)
    except Refused:
        # Single characters have a glyph, but some sequence of them has none.
        return _press(told, only_common, made_at)


def only_common(_character: str) -> bool:
    """Whether a character that is none of the common ones can be shown in need."""
    return False


def _press(told: dict[str, Any], can_show: Callable[[str], bool], made_at: datetime) -> bytes:
    asked = {
        "template": TEMPLATE.read_text(encoding="utf-8"),
        "fonts": FOLDERS,
        "told": json.dumps(shown(told, can_show), ensure_ascii=False),
        "timestamp": int(made_at.timestamp()),
    }
    # Isolated (-I): neither the environment nor the working folder have a say in what runs.
    command = [sys.executable, "-I", str(PRESS)]
    with _one_at_a_time:
        done = subprocess.run(command, input=json.dumps(asked).encode(), capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    if done.returncode:
        raise Refused(done.stderr.decode(errors="replace"))
    return done.stdout


def shown(value: Any, can_show: Callable[[str], bool] = has_glyph) -> Any:
    """`value` with all its texts as they can be shown; addresses, under `url` and `qr`, stay."""
    if isinstance(value, str):
        return shown_text(value, can_show)
    if isinstance(value, dict):
        return {key: each if key in {"url", "qr", "address"} else shown(each, can_show) for key, each in value.items()}
    if isinstance(value, list):
        return [shown(each, can_show) for each in value]
    return value


def shown_text(text: str, can_show: Callable[[str], bool] = has_glyph) -> str:
    """`text` composed (NFC), in one line, with a box for each character without a glyph, and with places at which long words can break."""
    if not (text.isascii() and text.isprintable()):
        text = " ".join(unicodedata.normalize("NFC", text).split())
        text = UNCOMMON.sub(lambda match: _shown_character(match[0], can_show), text)
    return LONG_WORD.sub(_breakable, text)


def _breakable(word: re.Match[str]) -> str:
    return WHOLE_PART.sub(rf"\g<0>{BREAK}", PART.sub(BREAK, word[0]))


def _shown_character(character: str, can_show: Callable[[str], bool]) -> str:
    category = unicodedata.category(character)
    if category in UNSEEN and character not in JOINING:
        return ""
    # Whoever uses characters of their own ("Co") has them in a font of their own.
    return character if category != "Co" and can_show(character) else BOX
