"""The services of an agency from a file; the same title again changes a service and lists it, as on its form."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit.language import semicolons
from zhiwei.platform.services import queries
from zhiwei.platform.services.forms import OfferForm
from zhiwei.platform.services.models import Offer
from zhiwei.platform.services.services import offer
from zhiwei.platform.subjects.list_files import Done, ListFile, Result, changes, row_of
from zhiwei.platform.subjects.list_files.kinds import Words
from zhiwei.platform.subjects.models import Subject


class OfferRow(OfferForm):
    """A service of the agency whose file it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(Subject.objects.none(), *args, **kwargs)
        del self.fields["agency"]


class OfferFile(ListFile):
    """What an agency offers."""

    name = "offers"
    title = gettext_lazy("创业服务")
    note = gettext_lazy(
        "服务名称相同的算修改，已下架的重新上架；文件里没有的服务和没有的列保留不动，已有的服务单不受影响。"
    )
    permission = "services.offer"
    form: ClassVar[type[forms.Form]] = OfferRow
    key = ("title",)
    names: ClassVar[Mapping[str, tuple[Words, ...]]] = {"title": (gettext_lazy("服务"),)}

    def target(self, viewer: Viewer, key: str) -> Subject:
        """The agency, for its own people."""
        agency = row_of(queries.agencies_of(viewer), pk=key)
        if agency is None:
            raise Http404
        return agency

    def whose(self, target: Subject) -> str:
        """Its name."""
        return target.name

    def page(self, viewer: Viewer, target: Subject) -> str:
        """The services of the viewer's agencies."""
        return reverse("services:home")

    def division(self, target: Subject) -> str:
        """Its place."""
        return target.division

    def owners(self, target: Subject) -> Mapping[Words, Collection[str]]:
        """Rows of another agency are refused."""
        return {gettext_lazy("机构"): {target.name}}

    def enter(self, viewer: Viewer, target: Subject, given: dict[str, Any]) -> Done:
        """A new service, or what changes in one that is there."""
        there = Offer.objects.filter(agency=target, title=given["title"].strip()).first()
        if there is None:
            offer(viewer, target, **given)
            return Done(Result.NEW)
        told = changes(there, given, self.fields(viewer, target))
        if there.state == Offer.State.WITHDRAWN:
            told.append(_("重新上架"))
        if not told:
            return Done(Result.SAME)
        kept = {name: getattr(there, name) for name in ("text", "telephone")}
        offer(viewer, target, **(kept | given))
        return Done(Result.CHANGED, semicolons(told))
