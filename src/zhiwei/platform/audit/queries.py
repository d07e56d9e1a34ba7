"""What may be asked of the audit."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from zhiwei.platform.accounts.models import Membership
from zhiwei.platform.accounts.permissions import PERMISSIONS
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.audit import words
from zhiwei.platform.audit.models import Act, Reading, ReadItem
from zhiwei.platform.kit.clock import ZONE


def sees_all(viewer: Viewer) -> bool:
    """Whether the viewer may read the audit without limit of place."""
    return viewer.is_system or viewer.grant_for("audit.read", division="") is not None


def visible(viewer: Viewer) -> QuerySet[Act]:
    """The acts a viewer may see: all for the audit administrator, an auditor's those of his divisions; else none."""
    rows: QuerySet[Act] = Act.objects.order_by("-seq")
    if sees_all(viewer):
        return rows
    if viewer.may("audit.read"):
        return rows.filter(division__in=viewer.divisions)
    return rows.none()


def readings(viewer: Viewer) -> QuerySet[Reading]:
    """The readings a viewer may see: all for the audit administrator; else none, for they name no division."""
    rows: QuerySet[Reading] = Reading.objects.order_by("-seq")
    return rows if sees_all(viewer) else rows.none()


def narrowed(rows: QuerySet[Any], chosen: dict[str, Any]) -> QuerySet[Any]:
    """Acts or readings by what a filter says: who, act, key, from_day, to_day."""
    if who := chosen.get("who"):
        rows = rows.filter(Q(name__icontains=who) | Q(office__icontains=who) | Q(acting_for__icontains=who))
    if act := chosen.get("act"):
        known = [name for name in words.ACTS if act in words.act(name)]
        permitted = [name for name in PERMISSIONS if act in words.act(name)]
        rows = rows.filter(Q(act__icontains=act) | Q(act__in=known + permitted))
    if key := chosen.get("key"):
        if rows.model is Act:
            rows = rows.filter(key=key)
        else:
            rows = rows.filter(pk__in=ReadItem.objects.filter(key=key).values("reading"))
    if day := chosen.get("from_day"):
        rows = rows.filter(at__gte=_start(day))
    if day := chosen.get("to_day"):
        rows = rows.filter(at__lt=_start(day + timedelta(days=1)))
    return rows


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
        wanted |= Q(kind=kind, key=key)
    found = ReadItem.objects.filter(wanted).values("reading")
    rows: QuerySet[Reading] = Reading.objects.filter(pk__in=found).order_by("-seq")
    return rows


def strangers_who_looked(viewer: Viewer, records: list[tuple[str, str]]) -> QuerySet[Reading]:
    """The readings of records by others than the people of the viewer's own organisations."""
    colleagues = Membership.objects.filter(organisation__in=viewer.organisation_ids).values("user")
    return who_looked_at(records).exclude(actor__in=colleagues)


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
