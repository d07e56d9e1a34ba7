"""What may be asked of the audit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.models import Membership
from zhiwei.platform.accounts.models.memberships import on
from zhiwei.platform.accounts.permissions import PERMISSIONS
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.audit import people, upwards, words
from zhiwei.platform.audit.models import Act, Reading, ReadItem
from zhiwei.platform.kit import clock

LOG_INS = ("login", "logout", "login.failed", "login.locked")
MONEY = "cases.refused_money"
REFUSALS = ("refused", "not_found", MONEY)
SORTS: Mapping[str, str | Promise] = {
    "effects": _("办理的行为"), "log_ins": _("登录和退出"), "refusals": _("被拒绝和未找到"), "money": _("账本拒绝的付款和承诺"),
}  # fmt: skip
"""What acts may be told apart by at first: what was done, who came and went, what was refused, of it
what the ledger refused."""
NUMBER = re.compile(r"(\d{8}-)?(?P<signs>[0-9A-Fa-f]{6,32})")
"""A number as pages show it: the day, and the first signs of the record's key."""


def sees_all(viewer: Viewer) -> bool:
    """Whether the viewer may read the audit without limit of place."""
    return viewer.is_system or viewer.grant_for("audit.read", division="") is not None


def visible(viewer: Viewer) -> QuerySet[Act]:
    """The acts a viewer may see: all for the audit administrator; an auditor's those of his divisions, and of those that
    concern no division (log-ins, refusals, exports) those of the people there; else none."""
    rows: QuerySet[Act] = Act.objects.order_by("-seq")
    if sees_all(viewer):
        return rows
    if viewer.may("audit.read"):
        near = Q(division__in=sorted(viewer.divisions))
        return rows.filter(near | Q(division="", actor__in=people.of_divisions(viewer)))
    return rows.none()


def readings(viewer: Viewer) -> QuerySet[Reading]:
    """The readings a viewer may see: all for the audit administrator, an auditor's those by people of his divisions; else
    none."""
    rows: QuerySet[Reading] = Reading.objects.order_by("-seq")
    if sees_all(viewer):
        return rows
    return rows.filter(actor__in=people.of_divisions(viewer)) if viewer.may("audit.read") else rows.none()


def narrowed(rows: QuerySet[Any], chosen: dict[str, Any]) -> QuerySet[Any]:
    """Acts or readings by what a filter says: who, sort, act, kind, key, from_day, to_day."""
    acts = rows.model is Act
    if who := chosen.get("who"):
        rows = rows.filter(Q(name__icontains=who) | Q(office__icontains=who) | Q(acting_for__icontains=who))
    if sort := chosen.get("sort_of"):
        rows = rows.filter(_of_sort(sort))
    if act := chosen.get("act"):
        known = [name for name in words.ACTS if act in words.act(name)]
        permitted = [name for name in PERMISSIONS if act in words.act(name)]
        rows = rows.filter(Q(act__icontains=act) | Q(act__in=known + permitted))
    if kind := chosen.get("kind"):
        alike = Q(kind__in=[name for name in words.KINDS if words.kind(name) == words.kind(kind)])
        rows = rows.filter(alike if acts else _shown(alike))
    if text := chosen.get("key"):
        rows = rows.filter(_about(text) if acts else _shown(_named(text, upwards.found(text))))
    if day := chosen.get("from_day"):
        rows = rows.filter(at__gte=clock.start_of(day))
    if day := chosen.get("to_day"):
        rows = rows.filter(at__lt=clock.start_of(day + timedelta(days=1)))
    return rows


def _of_sort(sort: str) -> Q:
    """The condition of one of :data:`SORTS`."""
    entered = Q(act__in=LOG_INS)
    refused, money = Q(act__in=REFUSALS), Q(act=MONEY)
    return {"log_ins": entered, "refusals": refused, "money": money}.get(sort, ~(entered | refused))


def _about(text: str) -> Q:
    """Acts on what people call so, and acts whose particulars name it."""
    found = list(upwards.found(text))
    named = _named(text, found) | Q(content__icontains=text)
    for _kind, key in found:
        named |= Q(content__contains=f'"{key}"')
    if begins := _beginning(text):
        named |= Q(content__icontains=f'"{begins}')
    return named


def _named(text: str, found: Iterable[tuple[str, str]]) -> Q:
    """Rows on the records that people call so: those found by name, by the number that pages show, by the key itself."""
    named = Q(key=text)
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for kind, key in found:
        by_kind[kind].append(key)
    for kind, keys in by_kind.items():
        named |= Q(kind=kind, key__in=keys)
    if begins := _beginning(text):
        named |= Q(key__istartswith=begins)
    return named


def _beginning(text: str) -> str:
    """How the keys begin from which a number on a page is made (``20140303-DB107E``), in the form of keys; '' for no such
    number."""
    number = NUMBER.fullmatch(text.strip())
    if number is None:
        return ""
    signs = number["signs"].lower()
    cuts = [0, 8, 12, 16, 20, 32]
    return "-".join(signs[a:b] for a, b in pairwise(cuts) if signs[a:b])


def _shown(wanted: Q) -> Q:
    """Readings by what they showed."""
    return Q(pk__in=ReadItem.objects.filter(wanted).values("reading"))


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
    """The readings of records by others than those who belonged to the viewer's own organisations on that day."""
    colleagues = Membership.objects.filter(
        on(OuterRef("day")), user=OuterRef("actor"), organisation__in=viewer.organisation_ids
    )
    return who_looked_at(records).alias(day=TruncDate("at", tzinfo=clock.ZONE)).exclude(Exists(colleagues))
