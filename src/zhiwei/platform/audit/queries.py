"""What may be asked of the audit."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.audit.models import Act, Reading


def visible(viewer: Viewer) -> QuerySet[Act]:
    """The acts a viewer may see: all for the audit administrator, an auditor's those of his divisions; else none."""
    rows: QuerySet[Act] = Act.objects.order_by("-seq")
    if viewer.is_system or viewer.grant_for("audit.read", division=""):
        return rows
    if viewer.may("audit.read"):
        return rows.filter(division__in=viewer.divisions)
    return rows.none()


def readings(viewer: Viewer) -> QuerySet[Reading]:
    """The readings a viewer may see: all for the audit administrator; else none."""
    rows: QuerySet[Reading] = Reading.objects.order_by("-seq")
    return rows if viewer.is_system or viewer.grant_for("audit.read", division="") else rows.none()


def of_record(kind: str, key: str) -> QuerySet[Act]:
    """All acts on a record, the latest first."""
    rows: QuerySet[Act] = Act.objects.filter(kind=kind, key=str(key)).order_by("-seq")
    return rows


def who_looked(kind: str, key: str) -> QuerySet[Reading]:
    """All readings that showed something of a record, the latest first."""
    return who_looked_at([(kind, str(key))])


def who_looked_at(records: list[tuple[str, str]]) -> QuerySet[Reading]:
    """All readings that showed something of any of the records, each reading once, the latest first."""
    wanted = Q(pk__in=[])
    for kind, key in records:
        wanted |= Q(index__kind=kind, index__key=key)
    rows: QuerySet[Reading] = Reading.objects.filter(wanted).distinct().order_by("-seq")
    return rows
