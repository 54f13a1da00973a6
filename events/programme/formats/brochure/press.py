"""Typst in a process of its own, which gives its memory back and takes nobody along if it breaks: JSON comes in, a PDF goes out.

Called as a script by `typesetting`; it knows nothing of the portal. Ends with REFUSED if Typst cannot set the text.
"""

import json
import os
import resource
import sys

# One processor sets a brochure in less of its time than several that wait for each other.
os.environ["RAYON_NUM_THREADS"] = "1"

import typst

# Seconds of CPU after which something is wrong.
MOST_SECONDS = 120
REFUSED = 3


def main() -> int:
    """Set what stdin asks for."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    asked = json.load(sys.stdin)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=asked["fonts"])
    source = asked["template"].encode()
    compiler = typst.Compiler(source, font_paths=fonts, ignore_system_fonts=True)
    try:
        made = compiler.compile(
            source, format="pdf", pdf_standards=["ua-1"], sys_inputs={"brochure": asked["told"]}, timestamp=asked["timestamp"]
        )
    except BaseException as error:  # noqa: BLE001 - a panic of Typst is no Exception
        sys.stderr.write(f"{type(error).__name__}: {error}"[:2000])
        return REFUSED
    sys.stdout.buffer.write(made if isinstance(made, bytes) else b"".join(made or []))
    return 0


if __name__ == "__main__":
    sys.exit(main())
