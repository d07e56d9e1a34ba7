"""Files handed in that wait for whoever handed them in."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

M = TypeVar("M", bound=Model)


def held(rows: QuerySet[M], key: object, user: int | None) -> M:
    """A row by its key, locked until the transaction ends, for the user (key) who made it (``made_by``).

    Raises PermissionDenied for anybody else.
    """
    found = rows.select_for_update().get(pk=key)
    if user is None or found.made_by_id != user:  # type: ignore[attr-defined]
        raise PermissionDenied(_("只有上传的人可以办理"))
    return found
