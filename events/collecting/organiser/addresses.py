"""Where the links lead that organisers get by mail."""

from events.models import Contribution, OrganiserLink


def path_of_link(number: int) -> str:
    """The path of a link for organisers, by its key; "" if it is gone."""
    link = OrganiserLink.objects.filter(pk=number).first()
    return link.path if link else ""


def path_of_contribution(number: int) -> str:
    """The path under which an organiser comes back, by the key of what was sent; "" if it is gone."""
    contribution = Contribution.objects.filter(pk=number).first()
    return contribution.path if contribution else ""
