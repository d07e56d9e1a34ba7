"""What the services of the room share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.registration import queries
from zhiwei.platform.registration.models import Filing
from zhiwei.platform.registration.refused import Fault, Refused

FILLED, FILLED_KIND = "registration.fill", "registration"
"""How the audit calls a change of a filing, and a filing."""


def editable(
    viewer: Viewer, filing: Filing, may: Callable[[Viewer, Filing], bool] = queries.may_edit
) -> Filing:
    """The filing, locked. Raises PermissionDenied for who may not change it now, or do what else ``may`` asks."""
    held = (
        Filing.objects.select_for_update(of=("self",)).select_related("case", "enterprise").get(pk=filing.pk)
    )
    if not may(viewer, held):
        raise PermissionDenied(_("这件申请现在不能由您修改"))
    return held


def refuse_all(faults: Iterable[Fault]) -> None:
    """Raise Refused where there is anything to refuse."""
    if found := list(faults):
        raise Refused(found)


def record(viewer: Viewer, filing: Filing, what: str, **detail: Any) -> None:
    """Write a change of a filing to the audit, as the last step of its transaction."""
    log.record(
        viewer, FILLED, kind=FILLED_KIND, key=str(filing.pk), division=filing.division,
        detail={"what": what, **detail}, permission="cases.counter" if filing.counter else "cases.apply",
    )  # fmt: skip
