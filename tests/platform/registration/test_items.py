"""17.8: versions of the list of approval items, compared."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.platform.registration.world import XIHU, YIWU, official
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.registration import services
from zhiwei.platform.registration.comparing import compare
from zhiwei.platform.registration.models import ItemList
from zhiwei.platform.registration.refused import Refused

pytestmark = pytest.mark.django_db
FIRST = (
    ("01", "餐饮服务许可", "食品药品监管局", 5, 20, 15, "working"),
    ("02", "户外广告登记", "工商行政管理局", 3, 7, 5, "working"),
    ("03", "集贸市场登记", "工商行政管理局", 4, 15, 15, "calendar"),
)


def put(viewer: Viewer, version: ItemList, row: tuple[str, str, str, int, int, int, str]) -> None:
    """Enter a row."""
    names = ("code", "title", "authority", "steps", "statutory_days", "promised_days", "unit")
    services.put_item(viewer, version, **dict(zip(names, row, strict=True)))  # type: ignore[arg-type]


def two() -> tuple[ItemList, ItemList]:
    """A version of 2012 and one of 2013: one item gone, one shortened, one counted otherwise, one new."""
    maker, other = official(Role.COUNTY), official(Role.COUNTY)
    older = services.draft_list(maker, division=XIHU, document="西政办〔2012〕1号", from_day=date(2012, 1, 1))
    for row in FIRST:
        put(maker, older, row)
    services.publish_list(other, older)
    newer = services.draft_list(maker, division=XIHU, document="西政办〔2013〕2号", from_day=date(2013, 1, 1))
    assert newer.items.count() == 3  # begun from the version before
    put(maker, newer, ("01", "餐饮服务许可", "食品药品监管局", 3, 20, 8, "working"))
    put(maker, newer, ("03", "集贸市场登记", "工商行政管理局", 4, 11, 11, "working"))
    put(maker, newer, ("04", "网络市场登记", "工商行政管理局", 2, 5, 3, "working"))
    services.drop_item(maker, newer.items.get(code="02"))
    services.publish_list(other, newer)
    return older, newer


def test_17_8_two_versions_show_items_removed_steps_removed_and_days_saved() -> None:
    found = compare(*two())
    assert (found.removed, found.added, found.steps_saved, found.days_saved) == (1, 1, 2, 7)
    assert [(one.code, one.state, one.steps, one.days) for one in found.changes] == [
        ("01", "changed", 2, 7), ("02", "removed", None, None), ("03", "changed", 0, None), ("04", "added", None, None),
    ]  # fmt: skip


def test_a_published_version_does_not_change() -> None:
    older, _newer = two()
    viewer = official(Role.COUNTY)
    for act in (
        lambda: put(viewer, older, FIRST[0]),
        lambda: services.drop_item(viewer, older.items.get(code="01")),
        lambda: services.publish_list(viewer, older),
        lambda: services.draft_list(viewer, division=XIHU, document="再来", from_day=older.from_day),
    ):
        with pytest.raises(Refused):
            act()


def test_who_drafts_does_not_publish_and_nothing_empty_is_published() -> None:
    maker = official(Role.COUNTY)
    draft = services.draft_list(maker, division=XIHU, document="西政办〔2012〕1号", from_day=date(2012, 1, 1))
    with pytest.raises(Refused) as refused:
        services.publish_list(maker, draft)
    assert [fault.text for fault in refused.value.faults] == [
        "清单里还没有事项",
        "清单由您起草或改过，须由没有经手的另一人公布",
    ]
    with pytest.raises(PermissionDenied):
        services.publish_list(official(Role.COUNTY, YIWU), draft)


def test_whoever_changed_a_draft_by_hand_or_by_dropping_does_not_publish_it() -> None:
    maker, second, third = official(Role.COUNTY), official(Role.COUNTY), official(Role.COUNTY)
    draft = services.draft_list(maker, division=XIHU, document="西政办〔2012〕1号", from_day=date(2012, 1, 1))
    for row in FIRST:
        put(second, draft, row)
    services.drop_item(third, draft.items.get(code="03"))
    for viewer in (maker, second, third):
        with pytest.raises(Refused, match="清单由您起草或改过，须由没有经手的另一人公布"):
            services.publish_list(viewer, draft)
    other = official(Role.COUNTY)
    assert services.publish_list(other, draft).published_by_id == other.user_id


def test_every_fault_of_an_item_at_once() -> None:
    maker = official(Role.COUNTY)
    draft = services.draft_list(maker, division=XIHU, document="西政办〔2012〕1号", from_day=date(2012, 1, 1))
    with pytest.raises(Refused) as refused:
        put(maker, draft, ("", "餐饮", "药监局", 0, 3, 4, "month"))
    assert [fault.field for fault in refused.value.faults] == ["code", "steps", "promised_days", "unit"]
