"""The typefaces of the brochure: the portal's own, and others for the characters that it lacks; all are installed as packages."""

from functools import cache
from pathlib import Path

import cvttf_NotoSansCJK_Regular
from django.conf import settings
from fontTools.ttLib import TTFont
from pyroaring import BitMap

PACKAGES = settings.BASE_DIR / "node_modules"
# The first that has a character sets it; the template names their families in the same order. `make install` reduces the first.
FILES = (
    PACKAGES / ".print/FiraSans-Regular.ttf",
    PACKAGES / "@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf",
    PACKAGES / "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
    Path(cvttf_NotoSansCJK_Regular.get_TTF_path()),
)
# Typst reads whole folders, and so finds the semibold cuts as well.
FOLDERS = [str(path.parent) for path in FILES]


@cache
def has_glyph(character: str) -> bool:
    """Whether one of the typefaces can show `character`."""
    return any(ord(character) in _characters(path) for path in FILES)


@cache
def _characters(path: Path) -> BitMap:
    """The code points for which the font in the file has a glyph (OpenType, “cmap”)."""
    with TTFont(path, lazy=True) as font:
        return BitMap(font.getBestCmap())
