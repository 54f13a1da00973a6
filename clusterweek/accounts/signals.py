"""What happens to accounts, for those above who tell people about it; receivers run in the same transaction."""

from django.dispatch import Signal

# Sent with `invitation`, an Invitation that was just made.
invited = Signal()

# Sent with `reset`, a SecondFactorReset that was just made.
second_factor_reset = Signal()
