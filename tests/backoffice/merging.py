"""The page of two versions of one entry, read and answered."""

from events.models import Event
from tests.backoffice.forms import address, fields_of


def stored(event: Event) -> Event:
    return Event.objects.get(pk=event.pk)


def lines(page, part: str) -> dict[str, tuple[str, str]]:
    """A part of the page of two versions: label of each field → what the others and what I make of it, with − and +."""
    return {str(line.label): (words(line.theirs), words(line.mine)) for line in getattr(page.context["merge"], part)}


def words(difference) -> str:
    sign = {"same": "", "added": "+", "removed": "-"}
    return " ".join(sign[piece.kind] + piece.text for piece in difference.pieces) if difference else ""


def decide(client, entry, page, button: str = "save", **choices: str):
    """Choose on the page of two versions and press a button."""
    chosen = {f"choice-{name}": value for name, value in choices.items()}
    return client.post(address(entry), {**fields_of(page, "merge"), **chosen, "_merged": button}, follow=True)
