"""Two people have changed one entry: what each of them changed, and what both together make of it. Pure functions on contents.

A content maps names of fields to plain JSON values; lists hold keys, rows are lists of dictionaries.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from clusterweek.editorial.differences import word_pieces

# What identifies a row and says nothing about it: a row that was entered twice has two of them.
IDENTITIES = frozenset({"id", "uid", "answer"})


class Choice(StrEnum):
    """Whose version of a field is to be saved."""

    MINE = "mine"
    THEIRS = "theirs"
    TOGETHER = "together"


@dataclass(frozen=True)
class Field:
    """A field that at least one of two people has changed: what it said before, and what each of them says."""

    name: str
    before: Any
    mine: Any
    theirs: Any

    @property
    def is_list(self) -> bool:
        """Whether it is a list of keys or has rows, of which both versions can be put together."""
        return isinstance(self.mine, list) and isinstance(self.theirs, list)

    @property
    def is_disputed(self) -> bool:
        """Whether both changed it, each to something else."""
        return not (same(self.mine, self.theirs) or same(self.mine, self.before) or same(self.theirs, self.before))

    @property
    def is_only_mine(self) -> bool:
        """Whether I alone changed it."""
        return not same(self.mine, self.before) and same(self.theirs, self.before)

    @property
    def is_only_theirs(self) -> bool:
        """Whether the others alone changed it."""
        return same(self.mine, self.before) and not same(self.theirs, self.before)

    def settled(self, choice: Choice | None = None) -> Any:
        """What is to be saved: what was changed on one side alone, or else what was chosen.

        Raises ValueError if the field is disputed and `choice` does not settle it.
        """
        if not self.is_disputed:
            return self.mine if self.is_only_mine else self.theirs
        if choice == Choice.MINE:
            return self.mine
        if choice == Choice.THEIRS:
            return self.theirs
        if choice == Choice.TOGETHER and self.is_list:
            return together(self.before, self.mine, self.theirs)
        raise ValueError(f"Nobody has chosen what to save of {self.name}.")


def changed_fields(before: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any], names: Iterable[str]) -> list[Field]:
    """The fields in `names` that differ between the three contents, in that order."""
    fields = [Field(name, before.get(name), mine.get(name), theirs.get(name)) for name in names]
    return [field for field in fields if not (same(field.mine, field.before) and same(field.theirs, field.before))]


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same: of texts the words, of lists and rows what is in them, in whatever order."""
    if isinstance(one, str) and isinstance(other, str):
        return one == other or all(piece.kind == "same" for piece in word_pieces(one, other))
    if isinstance(one, list) and isinstance(other, list):
        return Counter(map(_says, one)) == Counter(map(_says, other))
    return one == other or (_is_empty(one) and _is_empty(other))


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [])


def together(before: Any, mine: list[Any], theirs: list[Any]) -> list[Any]:
    """Both lists in one: what either added is in it, what either removed is not; theirs come first."""
    former, my_own = Counter(map(_says, before or ())), Counter(map(_says, mine))
    removed = former - my_own
    result = []
    for item in theirs:
        if removed[_says(item)] > 0:
            removed[_says(item)] -= 1
        else:
            result.append(item)
    added = my_own - former - (Counter(map(_says, theirs)) - former)
    for item in mine:
        if added[_says(item)] > 0:
            added[_says(item)] -= 1
            result.append(_as_new(item) if any(_is_same_row(item, other) for other in result) else item)
    return result


def _is_same_row(one: Any, other: Any) -> bool:
    return isinstance(one, dict) and one.get("id") is not None and one.get("id") == other.get("id")


def _as_new(row: dict[str, Any]) -> dict[str, Any]:
    """The row without what it shares with the one from which both versions come."""
    return {name: value for name, value in row.items() if name not in IDENTITIES}


def _says(item: Any) -> str:
    """A key or a row without what only identifies it."""
    content = {name: value for name, value in item.items() if name not in IDENTITIES} if isinstance(item, dict) else item
    return json.dumps(content, sort_keys=True)
