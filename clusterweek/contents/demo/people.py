"""The accounts of the demo, and the contacts of the programme."""

from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from clusterweek.accounts.models import LAND_COORDINATOR, PROGRAMME_OFFICE, User
from clusterweek.contents.tables import document
from clusterweek.geography.models import FederalState
from contacts.models import ContactPerson


class People(NamedTuple):
    """Who does what in the demo."""

    office: User
    second_office: User
    coordinators: dict[str, User]

    def responsible_for(self, state: str | None) -> User:
        """The coordinator of the Land with this code; the second account of the office for what is nationwide."""
        return self.coordinators[state] if state else self.second_office


def create_accounts(password: str) -> People:
    """The accounts of the demo, created where they are missing; existing ones are never changed."""
    # Hashing is slow on purpose: once is enough for accounts that share one password.
    password_hash = make_password(password)
    _account("admin@example.org", "Administration", password_hash, is_superuser=True)
    return People(
        office=_account("buero@example.org", "Programmbüro", password_hash, role=PROGRAMME_OFFICE),
        second_office=_account("buero2@example.org", "Programmbüro, zweites Konto", password_hash, role=PROGRAMME_OFFICE),
        coordinators={
            state.code: _account(
                f"koordination-{state.code.lower()}@example.org",
                f"Koordination {state.name}",
                password_hash,
                role=LAND_COORDINATOR,
                state=state,
            )
            for state in FederalState.objects.all()
        },
    )


def _account(
    email: str, name: str, password_hash: str, *, role: str = "", state: FederalState | None = None, is_superuser: bool = False
) -> User:
    user, created = User.objects.get_or_create(
        email=email, defaults={"full_name": name, "password": password_hash, "is_superuser": is_superuser}
    )
    if created and role:
        user.groups.add(Group.objects.get(name=role))
    if created and state:
        user.states.add(state)
    return user


def create_contacts() -> None:
    """The contacts of the programme, who hold a function and are public with phone and fax."""
    for person in document("contacts"):
        ContactPerson.objects.get_or_create(
            first_name=person["first_name"],
            last_name=person["last_name"],
            defaults={
                **person,
                "role": ContactPerson.Role.PROGRAMME,
                "legal_basis": ContactPerson.LegalBasis.OFFICE,
                "phone_is_public": True,
                "fax_is_public": True,
                "is_public": True,
            },
        )
