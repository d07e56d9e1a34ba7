"""Rewards follow the registers: a graduation opens its case, a struck one takes the reward back, later ones raise a year's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from zhiwei.engine.errors import InputError
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.bases.models import Base, Graduation, Kind
from zhiwei.platform.bases.rewards import law, matters
from zhiwei.platform.bases.services.common import Fault, Refused
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.programmes.money import promises

GRANTED, PAID, CLAIMED = "granted", "paid", "claimed"
AFTER_PAYMENT = (PAID, "refunded", "waived")
CHECKING, RAISED = ("checking", "checked"), ("raised", "raised_checked")
"""Before the county's second official has decided: on the reward, on a supplement of it."""


def open_for(graduation: Graduation) -> Case | None:
    """The case of a graduation from an incubator, opened by itself where the reward is due; None where it is not."""
    if graduation.struck_at is not None or graduation.base.kind != Kind.INCUBATOR:
        return None
    return _opened(
        matters.GRADUATION, graduation.base, matters.graduation_key(graduation), graduation.graduated_on
    )


def open_year(base: Base, year: int) -> Case | None:
    """The case of an incubator's year that is over, opened where the reward of 14.7 is due; None where it is not."""
    if base.kind != Kind.INCUBATOR or date(year, 12, 31) >= clock.today():
        return None
    return _opened(matters.INCUBATION, base, matters.year_key(base, year), date(year, 12, 31))


def _opened(type_id: str, base: Base, key: str, as_of: date) -> Case | None:
    found = Case.objects.filter(key=key).first()
    if found is not None:
        return found
    try:
        return cases.open_case(SYSTEM, type_id, base.subject, key=key, origin="proactive", as_of=as_of)
    except cases.Refused:
        return None


def open_due(viewer: Viewer, bases: Iterable[Base], year: int) -> int:
    """Open what became due by a later decision or later facts, in the viewer's divisions; gives how many are new."""
    before = Case.objects.filter(type__in=(matters.GRADUATION, matters.INCUBATION)).count()
    for base in bases:
        if not viewer.may("bases.land", division=base.subject.division):
            raise PermissionDenied(_("您不能核定这个基地的奖励"))
        rows = base.graduations.filter(struck_at=None, graduated_on__year=year)
        for one in rows.select_related("base__subject", "firm"):
            open_for(one)
        open_year(base, year)
        follow_year(base, year, _("按现行决定和名录核对"))
    return Case.objects.filter(type__in=(matters.GRADUATION, matters.INCUBATION)).count() - before


def struck(graduation: Graduation, why: str) -> None:
    """Follow a graduation that was struck: its reward is released or claimed back, and the year is counted again.

    Raises Refused where the bank is paying it just now.
    """
    case = Case.objects.filter(key=matters.graduation_key(graduation)).first()
    try:
        if case is not None:
            _take_away(case, why)
        follow_year(graduation.base, graduation.graduated_on.year, why)
    except cases.Refused as refused:
        raise Refused([Fault("", one.text) for one in refused.faults]) from refused


def follow_year(base: Base, year: int, why: str) -> None:
    """Compare the case of an incubator's year with what its registers say now; raises the cases' Refused.

    What is promised and not paid is checked anew. After a payment less is claimed back, but nothing that was given up once, and
    more is checked by the county and paid on top, as a supplement of the first promise.
    """
    case = Case.objects.filter(key=matters.year_key(base, year)).first()
    if case is None:
        return
    try:
        due = matters.due_fen(case, law.year_of(base, year).answer().measures[law.BY_TAX])
    except InputError:
        due = 0
    promised, paid = promises.promised_fen(promises.promises(case)), promises.recoverable_fen(case)
    if case.state == GRANTED and paid and due != promised:
        case = _act(case, "revise_more", why)
    if case.state in RAISED:
        _follow_raised(case, due - paid, why)
    elif due <= 0 and case.state in (*CHECKING, GRANTED):
        _act(case, "strike", why)
    elif case.state == GRANTED and due != promised:
        _act(case, "revise", why)
    elif case.state in AFTER_PAYMENT and due > promised:
        _act(case, "raise", why)
    elif case.state in (*AFTER_PAYMENT, CLAIMED) and due < paid:
        _act(case, "claim_more" if case.state == CLAIMED else "claim", why)


def _follow_raised(case: Case, more: int, why: str) -> None:
    if more < 0:
        _act(case, "claim_raised", why)
    elif more == 0:
        _act(case, "keep", why)


def follow_since(base: Base, day: date, why: str) -> None:
    """Follow a change of a day: the cases of its year and of later years. Raises Refused while the bank pays one of them."""
    rows = Case.objects.filter(type=matters.INCUBATION, subject=base.subject_id, as_of__year__gte=day.year)
    try:
        for year in sorted(one.year for one in rows.values_list("as_of", flat=True)):
            follow_year(base, year, why)
    except cases.Refused as refused:
        raise Refused([Fault("", one.text) for one in refused.faults]) from refused


def _take_away(case: Case, why: str) -> None:
    if case.state in (*CHECKING, GRANTED):
        _act(case, "strike", why)
    elif case.state == PAID:
        _act(case, "claim", why)


def _act(case: Case, step: str, why: str) -> Case:
    return cases.act(SYSTEM, case.pk, step, revision=case.revision, content={"reason": why})
