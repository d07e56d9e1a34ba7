"""Filing a scheme: how three levels share the subsidy and how much a firm may draw, from a document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.divisions import level_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.ledger.faults import Fault, Refused
from zhiwei.platform.services.models import Scheme

LEVELS = (Level.PROVINCE, Level.CITY, Level.COUNTY)


def file_scheme(
    viewer: Viewer, *, division: str, document: str, shares: Mapping[str, str], yearly_fen: int, from_day: date,
    to_day: date | None = None,
) -> Scheme:  # fmt: skip
    """File a county's scheme; ``shares`` are fractions of 1 by level, as ``0.4`` or ``1/3``. The same document again is kept.

    Raises Refused with every fault; PermissionDenied outside the viewer's divisions.
    """
    if not viewer.may("services.scheme", division=division):
        raise PermissionDenied(_("您只能报备本地区的服务券方案"))
    wrong, read = [], {}
    for level in LEVELS:
        try:
            read[level] = Fraction(str(shares.get(level.value, "0") or "0"))
        except (ValueError, ZeroDivisionError):
            wrong.append(
                Fault(level.value, _("%(level)s的分担比例应写成 0.4 或 1/3") % {"level": level.label})
            )
    if not wrong and (any(not 0 <= one <= 1 for one in read.values()) or sum(read.values()) != 1):
        wrong.append(
            Fault("shares", _("省、市、县三级的分担比例之和须为 1（第 15.1 句要求三级补贴）"), "15.1")
        )
    if level_of(division) != 3:
        wrong.append(Fault("division", _("方案按县（市、区）报备")))
    if not document.strip():
        wrong.append(Fault("document", _("请填写方案的文号")))
    if yearly_fen <= 0:
        wrong.append(Fault("yearly_fen", _("每户每年上限须大于零")))
    if to_day and to_day < from_day:
        wrong.append(Fault("to_day", _("终止日早于起始日")))
    if wrong:
        raise Refused(wrong)
    with transaction.atomic():
        made, new = Scheme.objects.get_or_create(
            division=division, document=document.strip(),
            defaults={
                "shares": {level.value: str(one) for level, one in read.items()}, "yearly_fen": yearly_fen,
                "from_day": from_day, "to_day": to_day, "made_by_id": viewer.user_id,
            },
        )  # fmt: skip
        if new:
            detail = {"document": made.document, "shares": made.shares, "yearly_fen": yearly_fen}
            log.record(
                viewer, "services.scheme", kind="scheme", key=str(made.pk), division=division, detail=detail
            )
    return made
