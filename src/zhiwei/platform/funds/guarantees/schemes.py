"""The province files its compensation rule: limit, share and cap with the number of the document. Nobody else sets them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.funds.models import Scheme
from zhiwei.platform.kit import refusals
from zhiwei.platform.kit.refusals import Fault

FILE = "ledger.open"
PROVINCE = "330000"


class Refused(refusals.Refused):
    """A scheme that cannot be filed."""


def file_scheme(
    viewer: Viewer,
    *,
    from_day: date,
    limit: int,
    ratio: Fraction,
    cap: int,
    document: str,
    division: str = PROVINCE,
) -> Scheme:
    """File the rule in force from a day on; limit and cap in fen, the share between nothing and all of a loss.

    Raises Refused with every fault, PermissionDenied for who does not open funds of the division.
    """
    if not viewer.may(FILE, division=division):
        raise PermissionDenied(_("补偿办法由省级财政和主管部门报备"))
    faults = [] if document.strip() else [Fault("document", _("请填写文号"))]
    faults += [Fault(name, _("金额须大于零")) for name, fen in (("limit", limit), ("cap", cap)) if fen <= 0]
    if not 0 < ratio <= 1:
        faults.append(Fault("ratio", _("比例须大于零，不超过全部损失")))
    if Scheme.objects.filter(division=division, from_day=from_day).exists():
        faults.append(Fault("from_day", _("这一天施行的办法已经报备")))
    if faults:
        raise Refused(faults)
    try:
        with transaction.atomic():
            made = Scheme.objects.create(
                division=division, from_day=from_day, limit=limit, ratio=str(ratio), cap=cap,
                document=document.strip(), made_by_id=viewer.user_id,
            )  # fmt: skip
            detail = {
                "from": from_day,
                "limit": limit,
                "ratio": str(ratio),
                "cap": cap,
                "document": made.document,
            }
            log.record(
                viewer,
                "funds.scheme",
                kind="guarantee_scheme",
                key=str(made.pk),
                division=division,
                detail=detail,
                permission=FILE,
            )
    except IntegrityError:
        raise Refused([Fault("from_day", _("这一天施行的办法已经报备"))]) from None
    return made
