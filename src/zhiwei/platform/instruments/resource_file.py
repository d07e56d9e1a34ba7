"""The resources of a platform from a file; the same title again changes a resource and opens it, as on its form."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.instruments import queries, rules
from zhiwei.platform.instruments.forms import ResourceForm
from zhiwei.platform.instruments.models import Platform, Resource
from zhiwei.platform.instruments.services import offer
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import semicolons
from zhiwei.platform.subjects.list_files import Done, ListFile, Result, changes, row_of
from zhiwei.platform.subjects.list_files.kinds import Words


class ResourceFile(ListFile):
    """What a platform opens."""

    name = "resources"
    title = gettext_lazy("科技资源")
    note = gettext_lazy("名称相同的算修改，暂停开放的重新开放；文件里没有的资源和没有的列保留不动。")
    permission = "instruments.keep"
    form = ResourceForm
    key = ("title",)
    names: ClassVar[Mapping[str, tuple[Words, ...]]] = {
        "title": ("资源名称",), "tariff": (gettext_lazy("收费标准（每次）"),),
        "small_price": (gettext_lazy("对小微企业的价格（每次）"),),
    }  # fmt: skip

    def target(self, viewer: Viewer, key: str) -> Platform:
        """The platform, for who keeps it."""
        platform = row_of(queries.kept_by(viewer), pk=key)
        if platform is None:
            raise Http404
        return platform

    def whose(self, target: Platform) -> str:
        """Its name."""
        return target.subject.name

    def page(self, viewer: Viewer, target: Platform) -> str:
        """Its page."""
        return reverse("instruments:keeper-platform", args=[target.pk])

    def division(self, target: Platform) -> str:
        """Its place."""
        return target.subject.division

    def row(self, viewer: Viewer, target: Platform, data: Mapping[str, str] | None = None) -> forms.Form:
        """The form of one resource; a platform of public money sets no price for small firms."""
        return ResourceForm(rules.public_money(target, clock.today()) is True, data)

    def owners(self, target: Platform) -> Mapping[Words, Collection[str]]:
        """Rows of another platform are refused."""
        return {gettext_lazy("平台"): {target.subject.name}}

    def enter(self, viewer: Viewer, target: Platform, given: dict[str, Any]) -> Done:
        """A new resource, or what changes in one that is there."""
        there = Resource.objects.filter(platform=target, title=given["title"].strip()).first()
        if there is None:
            offer(viewer, target, **given)
            return Done(Result.NEW)
        told = changes(there, given, self.fields(viewer, target))
        if there.state == Resource.State.WITHDRAWN:
            told.append(_("重新开放"))
        if not told:
            return Done(Result.SAME)
        kept = {name: getattr(there, name) for name in ("small_price", "text")}
        offer(viewer, target, **(kept | given))
        return Done(Result.CHANGED, semicolons(told))
