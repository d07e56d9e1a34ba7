"""Versions of a place's list of approval items (17.8): drafted from the one before, then published for good."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.audit.models import Act
from zhiwei.platform.kit import clock
from zhiwei.platform.registration.models import Item, ItemList
from zhiwei.platform.registration.refused import Fault, Refused
from zhiwei.platform.registration.services.common import refuse_all
from zhiwei.platform.registration.services.pilots import ACT

KIND, DRAFTED = "item_list", "registration.draft_items"
"""How the audit names a version, and every change of its draft."""
COPIED = ("code", "title", "authority", "steps", "statutory_days", "promised_days", "unit")


def draft_list(viewer: Viewer, *, division: str, document: str, from_day: date) -> ItemList:
    """A new version, with the items of the published one before it. The same day again gives the same draft."""
    _must(viewer, division)
    faults = []
    if division not in load_divisions():
        faults.append(Fault("division", _("没有这个行政区划")))
    if not document.strip():
        faults.append(Fault("document", _("请填写文号")))
    refuse_all(faults)
    with transaction.atomic():
        made, new = ItemList.objects.get_or_create(
            division=division, from_day=from_day,
            defaults={"document": document.strip(), "made_by_id": viewer.user_id},
        )  # fmt: skip
        if not new and made.published_at is not None:
            raise Refused([Fault("from_day", _("这一天施行的清单已经公布"))])
        before = ItemList.objects.filter(division=division, from_day__lt=from_day).exclude(published_at=None)
        if new and (last := before.order_by("-from_day").first()) is not None:
            Item.objects.bulk_create(
                Item(list=made, **{name: getattr(one, name) for name in COPIED}) for one in last.items.all()
            )
        if new:
            _record(viewer, DRAFTED, made)
    return made


def put_item(
    viewer: Viewer, version: ItemList, *, code: str, title: str, authority: str, steps: int, statutory_days: int,
    promised_days: int, unit: str = Item.Unit.WORKING,
) -> Item:  # fmt: skip
    """Enter or change an item of a draft. Raises Refused with every fault."""
    _must(viewer, version.division)
    faults = [
        Fault(name, _("请填写%(label)s") % {"label": label})
        for name, value, label in (("code", code, _("事项编码")), ("title", title, _("事项")),
                                   ("authority", authority, _("审批部门")))
        if not value.strip()
    ]  # fmt: skip
    if steps < 1:
        faults.append(Fault("steps", _("环节数至少为 1")))
    if promised_days > statutory_days:
        faults.append(Fault("promised_days", _("承诺时限不能长于法定时限")))
    if unit not in Item.Unit.values:
        faults.append(Fault("unit", _("请选择计日方式")))
    refuse_all(faults)
    with transaction.atomic():
        _draft(version)
        made, _new = Item.objects.update_or_create(
            list=version, code=code.strip(),
            defaults={
                "title": title.strip(), "authority": authority.strip(), "steps": steps,
                "statutory_days": statutory_days, "promised_days": promised_days, "unit": unit,
            },
        )  # fmt: skip
        _record(viewer, DRAFTED, version, code=made.code)
    return made


def drop_item(viewer: Viewer, item: Item) -> None:
    """An item that the new version no longer has."""
    _must(viewer, item.list.division)
    with transaction.atomic():
        version = _draft(item.list)
        _record(viewer, DRAFTED, version, dropped=item.code)
        item.delete()


def publish_list(viewer: Viewer, version: ItemList) -> ItemList:
    """Publish a version: it no longer changes. Somebody who had no hand in it. Raises Refused with every fault."""
    _must(viewer, version.division)
    with transaction.atomic():
        held = _draft(version)
        faults = []
        if not held.items.exists():
            faults.append(Fault("", _("清单里还没有事项")))
        if viewer.user_id is not None and viewer.user_id in _makers(held):
            faults.append(Fault("", _("清单由您起草或改过，须由没有经手的另一人公布")))
        refuse_all(faults)
        held.published_at, held.published_by_id = clock.now(), viewer.user_id
        held.save()
        _record(viewer, "registration.publish_items", held)
    return held


def _makers(version: ItemList) -> set[int | None]:
    """Everybody who drafted a version or changed it, by hand or by file, as the audit keeps it."""
    acts = Act.objects.filter(kind=KIND, key=str(version.pk), act=DRAFTED)
    return {version.made_by_id, *acts.values_list("actor", flat=True)}


def _must(viewer: Viewer, division: str) -> None:
    if not viewer.may(ACT, division=division):
        raise PermissionDenied(_("您只能维护本地区的审批事项清单"))


def _draft(version: ItemList) -> ItemList:
    held = ItemList.objects.select_for_update().get(pk=version.pk)
    if held.published_at is not None:
        raise Refused([Fault("", _("已公布的清单不能修改；请起草新的版本"))])
    return held


def _record(viewer: Viewer, act: str, one: ItemList, **detail: object) -> None:
    log.record(
        viewer, act, kind=KIND, key=str(one.pk), division=one.division,
        detail={"document": one.document, **detail}, permission=ACT,
    )  # fmt: skip
