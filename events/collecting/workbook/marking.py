"""A process of its own that colours and comments cells of an XLSX file: `python marking.py < request > file`.

The request is the length of a JSON text in 8 bytes, that text – `{"sheet": name, "marks": [[row, letter, text], …]}` – and the file.
"""

import io
import json
import resource
import sys

# Bytes of memory, and seconds of CPU.
MEMORY = 900 * 1024 * 1024
SECONDS = 60

MOST_COMMENTS = 5_000


def mark(content: bytes, sheet: str, marks: list[tuple[int, str, str]]) -> bytes:
    """The file with each of `marks` as a red cell with a comment; styles, lists and formats stay."""
    from openpyxl import load_workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill

    book = load_workbook(io.BytesIO(content))
    table = book[sheet]
    book.active = book.sheetnames.index(sheet)
    for number, (row, letter, text) in enumerate(marks):
        cell = table[f"{letter}{row}"]
        cell.fill, cell.font = PatternFill("solid", fgColor="FDE8E5"), Font(color="A3170F", bold=True)
        if number < MOST_COMMENTS:
            comment = Comment(text, "Clusterwoche")
            comment.width, comment.height = 320, 120
            cell.comment = comment
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def main() -> None:
    """Read the request and write the file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    length = int.from_bytes(sys.stdin.buffer.read(8), "big")
    request = json.loads(sys.stdin.buffer.read(length))
    sys.stdout.buffer.write(mark(sys.stdin.buffer.read(), request["sheet"], request["marks"]))


if __name__ == "__main__":
    main()
