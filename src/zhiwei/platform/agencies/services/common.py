"""What the services of the room share."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.kit import refusals
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.refusals import Fault
from zhiwei.platform.subjects import trail
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import Refused as SubjectRefused
from zhiwei.platform.subjects.services import create_subject

__all__ = ["Fault", "Refused", "found_or_made", "keeper", "record"]
KEEP = "agencies.keep"


class Refused(refusals.Refused):
    """Something with agencies or platforms that cannot be done."""


def keeper(viewer: Viewer, division: str) -> None:
    """Raise PermissionDenied for who does not keep the registers of a division."""
    if not viewer.may(KEEP, division=division):
        raise PermissionDenied(_("您只能登记本地区的平台和机构"))


def found_or_made(entity: str, name: str, division: str, **more: Any) -> Subject:
    """The subject of that kind, name and place, or a new one. Raises Refused for a name or place that cannot be."""
    tidy = " ".join(name.split())
    there = Subject.objects.filter(
        entity=entity, name=tidy, division=division, state=Subject.State.ACTIVE
    ).first()
    if there is not None:
        return there
    try:
        return create_subject(
            SYSTEM, entity=entity, name=tidy, division=division, personal_name=False, **more
        )
    except SubjectRefused as refused:
        raise Refused([Fault("name", text) for text in refused.texts(lang())]) from refused


def record(viewer: Viewer, act: str, subject: Subject, permission: str = KEEP, **detail: Any) -> None:
    """Write an act to the audit, as the last step of its transaction."""
    trail.record(viewer, act, subject, permission, **detail)
