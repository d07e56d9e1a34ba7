"""Local money beside the province's: a city, a county or a park promises support for a recognised base (14.3)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.bases import queries
from zhiwei.platform.bases.models import Base
from zhiwei.platform.bases.services.common import Fault, Refused
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.ledger.models import Commitment, Fund


def match(viewer: Viewer, base: Base, fund: Fund, fen: int, *, key: str) -> Commitment:
    """Reserve and commit local money of a fund for a base, on the same basis as the province's grant.

    The ledger refuses what is outside the fund's purpose, period or balance, and a second promise of the same level.
    """
    faults = []
    if base.recognised_on is None:
        faults.append(Fault("", _("这个基地没有被认定为创业示范基地")))
    if fund.level == Level.PROVINCE:
        faults.append(Fault("fund", _("配套资金须出自市、县或园区")))
    if faults:
        raise Refused(faults)
    basis = ledger.Basis(queries.BASIS, str(base.subject_id))
    made = ledger.reserve(
        viewer, fund, fen, basis=basis, sentence=queries.SUPPORT, subject=base.subject, key=f"{key}:reserve"
    )
    return ledger.commit(viewer, made, key=f"{key}:commit")
