"""Finding the organisation that a form names, or making it."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.services.refused import Refused


def organisation(kind: str, name: str, division: str = "") -> Organisation:
    """The organisation with a name, kind and division, or with a public id; made where none has the name.

    Without a division the name alone must tell. Raises :class:`Refused` where several have it, or none has the id.
    """
    name = name.strip()
    try:
        found = Organisation.objects.filter(pk=uuid.UUID(name))
    except ValueError:
        found = Organisation.objects.filter(kind=kind, name=name)
    else:
        if not found:
            raise Refused(_("没有这个编号的单位。"))
    exact = found.filter(division=division) if division else found
    if len(exact) > 1:
        raise Refused(_("有 %(count)s 个同名单位，请填单位的公开编号。") % {"count": len(exact)})
    return exact[0] if exact else Organisation.objects.create(kind=kind, name=name, division=division)
