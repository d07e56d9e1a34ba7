"""What the services of the room share."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.instruments.models import Platform
from zhiwei.platform.kit import refusals
from zhiwei.platform.kit.refusals import Fault
from zhiwei.platform.subjects import trail

__all__ = ["Fault", "Refused", "keeper", "record"]


class Refused(refusals.Refused):
    """An act on a platform that was not done."""


def keeper(viewer: Viewer, platform: Platform) -> None:
    """Raise PermissionDenied for who does not keep a platform."""
    own = platform.subject.organisation_id
    if not viewer.is_system and (own is None or not viewer.may("instruments.keep", organisation_id=own)):
        raise PermissionDenied(_("您只能管理自己单位的平台"))


def record(viewer: Viewer, act: str, platform: Platform, permission: str, **detail: Any) -> None:
    """Write an act to the audit, as the last step of its transaction."""
    trail.record(viewer, act, platform.subject, permission, **detail)
