"""Who enters a year's fiscal revenue, and who corrects it: the figure that the growth of funds is held against (26.2)."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.funds.models import FiscalRevenue
from zhiwei.platform.kit import clock, money, refusals
from zhiwei.platform.kit.refusals import Fault

PROVINCE = "330000"
ENTER = "ledger.open"


class Refused(refusals.Refused):
    """A figure that cannot be entered."""


def enter_revenue(viewer: Viewer, *, division: str, year: int, fen: int, document: str) -> FiscalRevenue:
    """Enter a published figure, in fen, with the document it stands in. Raises Refused; PermissionDenied outside the viewer's divisions."""
    _must(viewer, division)
    faults = _faults(year, fen, document)
    if there := FiscalRevenue.objects.filter(division=division, year=year).first():
        faults.append(_on_record(there))
    if faults:
        raise Refused(faults)
    try:
        with transaction.atomic():
            made = FiscalRevenue.objects.create(
                division=division, year=year, fen=fen, document=document.strip(), made_by_id=viewer.user_id
            )
            log.record(
                viewer, "funds.revenue", kind="revenue", key=str(made.pk), division=division,
                detail={"year": year, "fen": fen, "document": made.document}, permission=ENTER,
            )  # fmt: skip
    except IntegrityError:
        raise Refused([_on_record(FiscalRevenue.objects.get(division=division, year=year))]) from None
    return made


def correct_revenue(viewer: Viewer, *, division: str, year: int, fen: int, document: str) -> FiscalRevenue:
    """Put another figure or document in place of a year's; the audit keeps both. The same again changes nothing.

    Raises Refused, also where the year is not on record; PermissionDenied outside the viewer's divisions.
    """
    _must(viewer, division)
    faults = _faults(year, fen, document)
    with transaction.atomic():
        there = FiscalRevenue.objects.select_for_update().filter(division=division, year=year).first()
        if there is None:
            faults.append(Fault("year", _("%(year)d 年还没有登记，没有可更正的") % {"year": year}))
        if faults or there is None:
            raise Refused(faults)
        before = {"fen": there.fen, "document": there.document}
        there.fen, there.document = fen, document.strip()
        now = {"fen": there.fen, "document": there.document}
        if now != before:
            there.save(update_fields=["fen", "document"])
            log.record(
                viewer, "funds.correct_revenue", kind="revenue", key=str(there.pk), division=division,
                detail={"year": year, "before": before, "now": now}, permission=ENTER,
            )  # fmt: skip
    return there


def _must(viewer: Viewer, division: str) -> None:
    if not viewer.may(ENTER, division=division):
        raise PermissionDenied(_("财政收入由本级财政登记"))


def _faults(year: int, fen: int, document: str) -> list[Fault]:
    faults = [] if document.strip() else [Fault("document", _("请填写出处"))]
    if year > clock.today().year:
        faults.append(Fault("year", _("%(year)d 年还没有到") % {"year": year}))
    if fen <= 0:
        faults.append(Fault("fen", _("金额须大于零")))
    return faults


def _on_record(there: FiscalRevenue) -> Fault:
    words = _("%(year)d 年已经登记：%(yuan)s 元（%(document)s）；要更正，请勾选“更正已登记的年度”")
    told = {"year": there.year, "yuan": money.short(there.fen), "document": there.document}
    return Fault("year", words % told)
