"""A firm orders a service: its case opens and the voucher is reserved, in one transaction."""

from __future__ import annotations

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Origin
from zhiwei.platform.services.models import Offer, Order
from zhiwei.platform.services.rules import TYPE
from zhiwei.platform.subjects.models import Subject


def order(viewer: Viewer, firm: Subject, wanted: Offer, *, key: str) -> Order:
    """Order a service for a firm; the same key again gives the same order.

    Raises the cases' Refused with every reason why not, PermissionDenied for another's firm.
    """
    case = cases.open_case(
        viewer, TYPE, firm, key=key, origin=Origin.APPLICANT.value, content={"offer": str(wanted.pk)}
    )
    return Order.objects.select_related("case", "offer", "agency", "firm", "scheme").get(case=case)
