"""Lists of filings, and one filing as its pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.platform.accounts import queries as accounts
from zhiwei.platform.accounts.divisions import covered_by, name_of
from zhiwei.platform.accounts.roles import OFFICIALS
from zhiwei.platform.decisions import standing
from zhiwei.platform.decisions.models import Filing, State
from zhiwei.platform.decisions.terms import bound_text, measures_of, sentence_of, terms_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import listed, semicolons
from zhiwei.platform.kit.tables import Column, Table


def values_text(filing: Filing) -> str:
    """What a filing says, in a line: ``奖励比例 50%``, or that the place declines."""
    if filing.declines:
        return _("本地不实施")
    terms = {term.name: term for term in terms_of(filing.sentence)}
    return semicolons(
        f"{terms[name].label} {terms[name].written(value)}" if name in terms else f"{name} {value}"
        for name, value in filing.fills.items()
    )


def public_table(rows: QuerySet[Filing]) -> Table:
    """The public register."""
    columns = [
        Column(
            "document",
            gettext_lazy("文号"),
            link=lambda f: reverse("decisions:detail", args=[f.pk]),
            head=True,
        ),
        Column("title", gettext_lazy("标题")),
        *_content(),
        Column("filed_on", gettext_lazy("报备日期"), kind="date", sort=True),
        Column("state", gettext_lazy("状态"), kind="tag", value=standing.words, tags=standing.tag),
    ]
    empty = gettext_lazy("没有符合条件的决定。")
    return Table(columns, rows, caption=gettext_lazy("公开决定"), order="-filed_on", empty=empty)


def office_table(rows: QuerySet[Filing]) -> Table:
    """What officials work on."""
    columns = [
        Column(
            "document",
            gettext_lazy("文号"),
            link=lambda f: reverse("decisions:office-detail", args=[f.pk]),
            head=True,
        ),
        Column("title", gettext_lazy("标题")),
        *_content(),
        Column(
            "state",
            gettext_lazy("状态"),
            kind="tag",
            value=standing.words,
            tags=standing.tag,
            sort=True,
        ),
        Column("made_by", gettext_lazy("填报人"), value=lambda f: str(f.made_by or "")),
        Column("checked_by", gettext_lazy("复核人"), value=lambda f: str(f.checked_by or "")),
        Column("made_at", gettext_lazy("填报时间"), kind="moment", sort=True),
    ]
    empty = gettext_lazy("没有符合条件的决定。")
    return Table(columns, rows, caption=gettext_lazy("地方决定"), order="-made_at", empty=empty)


def _content() -> list[Column]:
    return [
        Column("division", gettext_lazy("地区"), value=lambda f: name_of(f.division), sort="division"),
        Column("sentence", gettext_lazy("句"), link=lambda f: f"/law/{f.sentence}/", sort=True),
        Column("values", gettext_lazy("内容"), value=values_text),
        Column("from_day", gettext_lazy("起始日"), kind="date", sort=True),
        Column("to_day", gettext_lazy("终止日"), kind="date", sort=True),
    ]


def narrowed(rows: QuerySet[Filing], wanted: dict[str, Any]) -> QuerySet[Filing]:
    """The rows that the filters of a list leave."""
    if text := wanted.get("q"):
        rows = rows.filter(Q(document__icontains=text) | Q(title__icontains=text))
    if wanted.get("sentence"):
        rows = rows.filter(sentence=wanted["sentence"])
    if wanted.get("state"):
        rows = standing.narrowed(rows, wanted["state"])
    if city := wanted.get("city"):
        rows = rows.filter(division__in=covered_by(city))
    if day := wanted.get("day"):
        open_end = Q(to_day__isnull=True) | Q(to_day__gte=day)
        not_lapsed = Q(lapses_from__isnull=True) | Q(lapses_from__gt=day)
        rows = rows.filter(open_end, not_lapsed, from_day__lte=day)
    return rows


@dataclass(frozen=True, slots=True)
class ShownTerm:
    """A term as the page of a filing shows it: its value ('' where not decided) and its bounds through time."""

    label: str
    value: str
    bounds: tuple[str, ...]


def shown_terms(filing: Filing) -> list[ShownTerm]:
    """Every open term of the sentence with what the filing says of it."""
    return [
        ShownTerm(
            term.label,
            term.written(filing.fills[term.name]) if term.name in filing.fills else "",
            tuple(map(bound_text, term.bounds())),
        )
        for term in terms_of(filing.sentence)
    ]


def filed_by(filing: Filing) -> str:
    """The office that filed it, by the role its maker held on that day, without his name; '' where the installation did."""
    if filing.made_by is None:
        return ""
    day = clock.day_of(filing.submitted_at or filing.made_at)
    held = [one for one in accounts.grants(filing.made_by, day) if one.role in OFFICIALS]
    near = [one for one in held if filing.division in covered_by(one.division)]
    own = [one for one in near if not one.acting_for] or near
    return listed(dict.fromkeys(one.organisation for one in own))


def _day_to_compare(filing: Filing) -> date:
    """Today, or the nearest day on which it holds."""
    last = standing.last_day(filing)
    today = clock.today()
    return max(filing.from_day, min(today, last) if last else today)


def page_of(filing: Filing) -> dict[str, Any]:
    """What both pages of a filing show."""
    sentence = sentence_of(filing.sentence)
    never = filing.effective and not standing.holds_at_all(filing)
    lapsed = filing.effective and filing.lapses_from is not None and not never
    measures = [m for ids in measures_of(filing.sentence).values() for m in ids]
    return {
        "filing": filing,
        "tag": standing.tag(filing),
        "standing": standing.words(filing),
        "place": name_of(filing.division),
        "office": filed_by(filing),
        "compare_day": _day_to_compare(filing),
        "sentence": sentence,
        "terms": shown_terms(filing),
        "measures": measures,
        "last_day": standing.last_day(filing) if lapsed else None,
        "never": never,
        "replaced_by": filing.replaced_by.filter(state__in=(State.APPROVED, State.SUPERSEDED)).first(),
    }
