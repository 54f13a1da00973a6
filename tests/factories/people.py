"""People, and persons to contact."""

import factory
from django.contrib.auth.models import Group

from clusterweek.accounts.models import LAND_COORDINATOR, PROGRAMME_OFFICE, User
from contacts.models import ContactPerson
from tests.factories.base import PASSWORD, Factory, related, rows


class UserFactory(Factory):
    """An account without a role; its password is PASSWORD."""

    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person-{number}@example.org")
    password = factory.django.Password(PASSWORD)

    groups = rows(lambda user, name: user.groups.add(Group.objects.get_or_create(name=name)[0]))
    states = related("states")


class OfficeFactory(UserFactory):
    """An account of the programme office."""

    email = factory.Sequence(lambda number: f"office-{number}@example.org")
    groups = rows(lambda user, name: user.groups.add(Group.objects.get_or_create(name=name)[0]), default=(PROGRAMME_OFFICE,))


class CoordinatorFactory(UserFactory):
    """A coordinator, by default of NW: `CoordinatorFactory(states=["BY", "BE"])` takes the codes."""

    email = factory.Sequence(lambda number: f"coordinator-{number}@example.org")
    groups = rows(lambda user, name: user.groups.add(Group.objects.get_or_create(name=name)[0]), default=(LAND_COORDINATOR,))
    states = rows(lambda user, code: user.states.add(code), default=("NW",))


class ContactPersonFactory(Factory):
    """A public contact of the programme, reachable by an e-mail address."""

    class Meta:
        model = ContactPerson

    role = ContactPerson.Role.PROGRAMME
    first_name = "Erika"
    last_name = factory.Sequence(lambda number: f"Beispiel {number}")
    email = factory.Sequence(lambda number: f"contact-{number}@example.org")
    email_is_public = True
    legal_basis = ContactPerson.LegalBasis.OFFICE
    is_public = True
