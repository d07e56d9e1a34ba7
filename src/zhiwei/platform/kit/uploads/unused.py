"""Files that nothing names: handed in ahead of an application that was never filed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef
from django.db.models.deletion import ProtectedError

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.kit.uploads.keep import discard

KEPT = timedelta(days=30)
"""How long a file waits for somebody to name it."""

_holders: list[Callable[[], Iterable[str]]] = []


def add_holder(keys: Callable[[], Iterable[str]]) -> None:
    """Hand in, in a room's ``AppConfig.ready``, the keys of files that it names otherwise than by a foreign key."""
    _holders.append(keys)


def sweep() -> int:
    """Forget the files handed in longer than ``KEPT`` ago that nothing names; gives their number."""
    waiting = StoredFile.objects.filter(uploaded_at__lt=clock.now() - KEPT)
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            holding = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            waiting = waiting.filter(~Exists(holding))
    held = {str(key) for keys in _holders for key in keys()}
    return sum(_forgotten(one) for one in waiting if str(one.pk) not in held)


def _forgotten(one: StoredFile) -> bool:
    """False where an application took the file in the meantime: the database keeps what is named."""
    try:
        with transaction.atomic():
            discard(one)
    except (ProtectedError, IntegrityError):
        return False
    return True
