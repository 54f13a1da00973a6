"""Which files of the public storage the public may see already: pictures wait for the opening like the pages that show them."""

from django.db.models import Q
from django.utils import timezone

from clusterweek.editorial.images import PUBLIC_FOLDER, picture_of
from events.programme.models import Edition, PublishedEvent, PublishedStand


def is_released(name: str, *, previewed: Edition | None = None) -> bool:
    """Whether the file `name` may be shown now; one of the edition `previewed` may.

    A rendition may as long as a public copy in an open edition, or outside of every edition, shows it; the joint
    picture of an edition once that is open; anything else always.
    """
    now = timezone.now()
    if name.startswith(PUBLIC_FOLDER):
        released = Q(edition__isnull=True) | Q(edition__opens_at__lte=now) | Q(edition=previewed and previewed.pk)
        picture, copies = picture_of(name), (PublishedEvent, PublishedStand)
        return bool(picture) and any(each.objects.standing().filter(released, image=picture).exists() for each in copies)
    waiting = Edition.objects.filter(opens_at__gt=now, portrait=name).exclude(pk=previewed and previewed.pk)
    return not waiting.exists()
