import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_readme_names_every_setting():
    sources = [(ROOT / "clusterweek" / name).read_text() for name in ("settings.py", "gunicorn.py", "common/environment.py")]
    table = re.findall(r"^\| (`[A-Z_`, ]+`) \|", (ROOT / "README.md").read_text(), re.MULTILINE)

    read = {
        name
        for source in sources
        for name in re.findall(r"\b(?:text|switch|number|items|choice|base_url|database|cache|email)\(\"([A-Z_]+)\"", source)
    }

    assert {name for row in table for name in re.findall(r"[A-Z_]+", row)} == read
