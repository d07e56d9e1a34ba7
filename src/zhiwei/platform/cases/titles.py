"""What a case is called: its matter, and the year it is of where the case type says so."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.casetypes.model import AS_OF
from zhiwei.platform.cases.models import Case


def title_of(type_id: str) -> str:
    """What a kind of case is called."""
    kind = registry.all_types().get(type_id)
    return str(kind.title) if kind else type_id


def year_of(case: Case) -> int | None:
    """The year a case is of; None where its type names none, or the case does not hold it."""
    kind = registry.all_types().get(case.type)
    if kind is None or not kind.year:
        return None
    if kind.year == AS_OF:
        return case.as_of.year
    said = str(case.content.get(kind.year, ""))
    return int(said) if said.isdecimal() else None


def named(case: Case) -> str:
    """``小型微利企业地方税收贡献奖励（2013 年度）``; without a year the title of the matter alone."""
    title, year = title_of(case.type), year_of(case)
    return title if year is None else _("%(title)s（%(year)s 年度）") % {"title": title, "year": year}
