"""The tax office's list of bases with their relief (14.4), and the form in which a level enters its recognition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import official_only, viewer_of
from zhiwei.platform.audit.lists import read_or_taken
from zhiwei.platform.bases import queries as bases
from zhiwei.platform.bases.design.tables import verdict
from zhiwei.platform.bases.models import Base, RecognisedAs, RecognisedBy, Recognition
from zhiwei.platform.bases.relief import law, services
from zhiwei.platform.bases.relief.acts import RELIEF, TYPE, YEAR, day_of
from zhiwei.platform.bases.views.years import year_asked, year_tabs
from zhiwei.platform.cases.models import Case
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.forms import DateInput
from zhiwei.platform.kit.refusals import accepted, done
from zhiwei.platform.kit.tables import Column, Table

FIRST = 2012
TAGS = {"entitled": "ok", "not_entitled": "off"}


class RecogniseForm(forms.Form):
    """A recognition that was given."""

    what = forms.ChoiceField(label=_("认定类型"), choices=RecognisedAs.choices)
    level = forms.ChoiceField(label=_("认定级别"))
    recognised_on = forms.DateField(label=_("认定日期"), widget=DateInput)
    document = forms.CharField(label=_("认定文号"), max_length=120)

    def __init__(self, *args: Any, levels: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = levels  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Row:
    """A base in the list of the tax office."""

    base: Base
    standing: law.Standing
    verdict: str
    filed: Case | None

    @property
    def level(self) -> str:
        """The level in words."""
        return (
            now("未认定") if self.standing.level == "none" else str(RecognisedBy(self.standing.level).label)
        )

    @property
    def why(self) -> str:
        """Why there is no relief; '' where there is."""
        if self.standing.level == "none":
            return now("没有认定为创业示范基地")
        return now("只经县级认定，须市级以上") if self.standing.level == "county" else ""

    @property
    def amount(self) -> int | None:
        """The relief of the filing, fen; None where nothing is settled."""
        return None if self.filed is None else self.filed.data.get(RELIEF)


def rows(year: int, divisions: frozenset[str]) -> list[Row]:
    """Every base of some divisions with its verdict for a tax year and its filing."""
    day = day_of(year)
    found = (
        bases.public()
        .filter(subject__division__in=divisions, opened_on__lte=day)
        .prefetch_related("recognitions")
    )
    filed = {
        one.subject_id: one
        for one in Case.objects.filter(type=TYPE, subject__in=found.values("subject")).exclude(state__in=("refused", "withdrawn"))
        if str(one.content.get(YEAR)) == str(year)
    }  # fmt: skip
    return [_row(one, day, filed.get(one.subject_id)) for one in found]


def _row(base: Base, day: date, filed: Case | None) -> Row:
    held = [one for one in base.recognitions.all() if one.struck_at is None]
    outcome = law.relief(base, day, held).measures[law.SENTENCE]
    return Row(base, law.standing(base, day, held), outcome.verdict, filed)


def table(found: list[Row]) -> Table:
    """The list, for taking away too."""
    columns = [
        Column("base", _("基地"), value=lambda r: r.base.subject.name, head=True,
               link=lambda r: reverse("bases:office", args=[r.base.subject_id])),
        Column("division", _("地区"), value=lambda r: name_of(r.base.subject.division), sort=True),
        Column("level", _("认定级别"), sort=True),
        Column("since", _("认定日期"), kind="date", value=lambda r: r.standing.since, sort=True),
        Column("document", _("认定文号"), value=lambda r: r.standing.document),
        Column("verdict", _("土地使用税优惠"), kind="tag", value=lambda r: verdict(r.verdict),
               tags=lambda r: TAGS.get(r.verdict, "info")),
        Column("why", _("原因")),
        Column("filed", _("备案"), value=lambda r: r.filed.number if r.filed else None,
               link=lambda r: reverse("cases:office-case", args=[r.filed.pk]) if r.filed else None),
        Column("amount", _("优惠金额"), kind="money", sort=True),
    ]  # fmt: skip
    return Table(columns, found, caption=_("土地使用税优惠"), empty=_("还没有登记的创业基地。"), size=200)


@official_only
def office(request: HttpRequest) -> HttpResponseBase:
    """The list of a tax year."""
    viewer = viewer_of(request)
    years = list(range(clock.today().year, FIRST - 1, -1))
    year = year_asked(request, years)
    listed = table(rows(year, viewer.divisions))
    whose = {listed: lambda row: row.base.subject_id if row.filed is not None else None}
    if file := read_or_taken(viewer, request, whose, fields=["amount"], why=_("查看土地使用税优惠")):
        return file
    context = {
        "table": listed,
        "year": year,
        "tabs": year_tabs(years, year),
        "sentence": sentence_of(law.SENTENCE),
    }
    return render(request, "bases/relief.html", context)


@official_only
def recognise(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The recognitions of a base; officials of a level enter theirs."""
    viewer = viewer_of(request)
    base = bases.own_one(viewer, key)
    levels = services.levels(viewer, base)
    form = RecogniseForm(request.POST or None, levels=levels) if levels else None
    if (
        request.method == "POST"
        and form is not None
        and accepted(
            request, form, lambda **given: services.recognise(viewer, base, **given), now("已登记。")
        )
    ):
        return redirect(request.path)
    entries = base.recognitions.all()
    context = {
        "base": base, "form": form, "place": name_of(base.subject.division),
        "entries": [(one, services.may_enter(viewer, base, one.level)) for one in entries],
    }  # fmt: skip
    wrong = form is not None and form.errors
    return render(request, "bases/recognitions.html", context, status=422 if wrong else 200)


@require_POST
@official_only
def strike(request: HttpRequest, which: UUID) -> HttpResponseBase:
    """A recognition was a mistake, or was withdrawn."""
    viewer = viewer_of(request)
    entry = get_object_or_404(Recognition.objects.select_related("base__subject"), pk=which)
    bases.own_one(viewer, entry.base.subject_id)
    return done(
        request, lambda: services.strike(viewer, entry, request.POST.get("why", "")), now("已作废。"),
        "bases:recognise", entry.base.subject_id,
    )  # fmt: skip
