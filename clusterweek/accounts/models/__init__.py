from clusterweek.accounts.models.absence import Absence
from clusterweek.accounts.models.invitation import Invitation
from clusterweek.accounts.models.second_factor_reset import SecondFactorReset
from clusterweek.accounts.models.user import LAND_COORDINATOR, PROGRAMME_OFFICE, User, UserManager, UserQuerySet

__all__ = [
    "LAND_COORDINATOR",
    "PROGRAMME_OFFICE",
    "Absence",
    "Invitation",
    "SecondFactorReset",
    "User",
    "UserManager",
    "UserQuerySet",
]
