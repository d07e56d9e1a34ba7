"""What all services of the room share: who may, and how an act is written down."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.ledger.faults import refuse
from zhiwei.platform.ledger.models import Fund


def must(viewer: Viewer, act: str, fund: Fund) -> None:
    """Raise PermissionDenied unless the table of permissions allows an act in the fund's division."""
    if not viewer.may(act, division=fund.division):
        raise PermissionDenied(_("您不能办理这项资金的此类事项"))


def must_be_open(fund: Fund) -> None:
    """Refuse what would move money of a closed fund."""
    if fund.state != Fund.State.OPEN:
        raise refuse("closed", _("“%(fund)s”已结清，不能再办理") % {"fund": fund.name})


def must_say(code: str, text: str) -> str:
    """The text without blanks around it; refused where there is none."""
    said = text.strip()
    if not said:
        raise refuse(code, _("请写明事由"))
    return said


def same_key(key: str, same: bool) -> None:
    """Refuse a key that was used for something else."""
    if not key:
        raise ValueError("a key is needed, so that the act is done once")
    if not same:
        raise refuse("key", _("编号 %(key)s 已用于另一事项") % {"key": key})


def record(
    viewer: Viewer, act: str, permission: str, fund: Fund, *, kind: str, key: str, **detail: Any
) -> None:
    """Write an act to the audit, as the last step of its transaction."""
    log.record(
        viewer, act, kind=kind, key=key, division=fund.division, detail={"fund": str(fund.pk), **detail},
        permission=permission,
    )  # fmt: skip
