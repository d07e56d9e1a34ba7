"""Lists of approval items by version (17.8): public with what was saved, and the drafts of officials."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import may, viewer_of
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit.refusals import accepted, done
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.registration import services, tables
from zhiwei.platform.registration.comparing import compare
from zhiwei.platform.registration.forms import CompareForm, ItemForm, ListForm, places_of
from zhiwei.platform.registration.models import Item, ItemList


def listed(request: HttpRequest) -> HttpResponseBase:
    """Every published version."""
    table = tables.lists(ItemList.objects.exclude(published_at=None), office=False)
    if file := export_response(table, request):
        return file
    return render(request, "registration/lists.html", {"table": table, "sentence": sentence_of("17.8")})


def detail(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One published version, compared with the one before it or with another of the place."""
    version = get_object_or_404(ItemList.objects.exclude(published_at=None), pk=key)
    others = ItemList.objects.filter(division=version.division, from_day__lt=version.from_day)
    others = others.exclude(published_at=None).order_by("-from_day")
    narrow = CompareForm(others, request.GET)
    older = narrow.chosen().get("older") or others.first()
    comparison = compare(older, version) if older is not None else None
    items = tables.items(version.items.all())
    changed = tables.changes(comparison.changes) if comparison is not None else None
    for table in (items, changed):
        if table is not None and (file := export_response(table, request)):
            return file
    context = {
        "version": version, "place": name_of(version.division), "items": items, "comparison": comparison,
        "changes": changed, "filters": narrow if others.count() > 1 else None,
    }  # fmt: skip
    return render(request, "registration/list.html", context)


@may("registration.keep")
def office(request: HttpRequest) -> HttpResponseBase:
    """The versions of the official's places, and the form of a new one."""
    viewer = viewer_of(request)
    form = ListForm(viewer, request.POST or None)
    made: list[ItemList] = []

    def act(**given: object) -> None:
        made.append(services.draft_list(viewer, **given))  # type: ignore[arg-type]

    if request.method == "POST" and accepted(request, form, act, _("已起草，可以改事项。")):
        return redirect("registration:office-list", made[0].pk)
    places = [code for code, _name in places_of(viewer)]
    table = tables.lists(ItemList.objects.filter(division__in=places), office=True)
    if file := export_response(table, request):
        return file
    context = {"form": form, "table": table}
    return render(request, "registration/office_lists.html", context, status=422 if form.errors else 200)


def _own(request: HttpRequest, key: UUID) -> ItemList:
    places = [code for code, _name in places_of(viewer_of(request))]
    return get_object_or_404(ItemList, pk=key, division__in=places)


@may("registration.keep")
def office_one(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A version; while it is a draft its items are entered here."""
    viewer, version = viewer_of(request), _own(request, key)
    form = ItemForm(request.POST or None)

    def act(**given: object) -> None:
        services.put_item(viewer, version, **given)  # type: ignore[arg-type]

    if request.method == "POST" and accepted(request, form, act, _("已保存。")):
        return redirect("registration:office-list", key)
    table = tables.items(version.items.all())
    if file := export_response(table, request):
        return file
    context = {"version": version, "place": name_of(version.division), "form": form, "table": table}
    return render(request, "registration/office_list.html", context, status=422 if form.errors else 200)


@require_POST
@may("registration.keep")
def publish(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Publish a version."""
    version = _own(request, key)
    return done(
        request, lambda: services.publish_list(viewer_of(request), version), _("清单已公布。"),
        "registration:office-list", key,
    )  # fmt: skip


@require_POST
@may("registration.keep")
def drop(request: HttpRequest, key: UUID, which: int) -> HttpResponseBase:
    """An item that the new version no longer has."""
    item = get_object_or_404(Item.objects.select_related("list"), pk=which, list=_own(request, key))
    return done(
        request, lambda: services.drop_item(viewer_of(request), item), _("已从这个版本中去掉。"),
        "registration:office-list", key,
    )  # fmt: skip
