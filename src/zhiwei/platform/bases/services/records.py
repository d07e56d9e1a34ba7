"""What services of the sub-packages share: an act in the audit, and striking an entry with its reason."""

from __future__ import annotations

from typing import Any, TypeVar

from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.bases.models import Struck
from zhiwei.platform.bases.services.common import Fault, Refused
from zhiwei.platform.kit import clock

S = TypeVar("S", bound=Struck)


def record_on(
    viewer: Viewer, act: str, kind: str, key: object, division: str, permission: str, **detail: Any
) -> None:
    """Write an act on a record to the audit, as the last step of its transaction."""
    log.record(viewer, act, kind=kind, key=str(key), division=division, detail=detail, permission=permission)


def strike_row(viewer: Viewer, entry: S, why: str) -> S:
    """Strike an entry, once, with a reason; within the caller's transaction, who asks first whether the viewer may.

    Raises Refused with every fault.
    """
    held: S = type(entry)._default_manager.select_for_update().get(pk=entry.pk)
    faults = [] if why.strip() else [Fault("why", _("请写明理由"))]
    if held.struck_at:
        faults.append(Fault("", _("这条登记已经作废")))
    if faults:
        raise Refused(faults)
    held.struck_at, held.struck_by_id, held.struck_why = clock.now(), viewer.user_id, why.strip()
    held.save(update_fields=["struck_at", "struck_by", "struck_why"])
    return held
