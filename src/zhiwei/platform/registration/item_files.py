"""The items of a drafted version of a place's list from a file; the same code again changes an item, as on its form."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy

from zhiwei.platform.accounts.divisions import called
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit.language import semicolons
from zhiwei.platform.registration.forms import ItemForm
from zhiwei.platform.registration.models import Item, ItemList
from zhiwei.platform.registration.services.items import put_item
from zhiwei.platform.registration.services.pilots import ACT
from zhiwei.platform.subjects.list_files import Done, ListFile, Result, changes, row_of
from zhiwei.platform.subjects.list_files.kinds import Words


class ItemFile(ListFile):
    """The items of a version."""

    name = "approval-items"
    title = gettext_lazy("审批事项")
    note = gettext_lazy("事项编码相同的算修改；文件里没有的事项保留不动，要去掉的在清单页面上去掉。")
    permission = ACT
    form = ItemForm
    key = ("code",)
    names: ClassVar[Mapping[str, tuple[Words, ...]]] = {
        "code": ("编码",), "title": ("事项名称",), "authority": ("实施部门", "部门"),
        "statutory_days": ("法定办结时限",), "promised_days": ("承诺办结时限",),
    }  # fmt: skip

    def target(self, viewer: Viewer, key: str) -> ItemList:
        """The version, for officials of its place."""
        version = row_of(ItemList.objects.all(), pk=key)
        if version is None or not viewer.may(ACT, division=version.division):
            raise Http404
        return version

    def whose(self, target: ItemList) -> str:
        """Its document."""
        return target.document

    def page(self, viewer: Viewer, target: ItemList) -> str:
        """Its page."""
        return reverse("registration:office-list", args=[target.pk])

    def division(self, target: ItemList) -> str:
        """Its place."""
        return target.division

    def owners(self, target: ItemList) -> Mapping[Words, Collection[str]]:
        """Rows of another place are refused."""
        return {gettext_lazy("地区"): called(target.division)}

    def enter(self, viewer: Viewer, target: ItemList, given: dict[str, Any]) -> Done:
        """A new item, or what changes in one that is there."""
        there = Item.objects.filter(list=target, code=given["code"].strip()).first()
        told = changes(there, given, ItemForm.base_fields) if there is not None else []
        if there is not None and not told:
            return Done(Result.SAME)
        put_item(viewer, target, **given)
        return Done(Result.NEW) if there is None else Done(Result.CHANGED, semicolons(told))
