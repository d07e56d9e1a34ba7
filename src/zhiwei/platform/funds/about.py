"""What the cases of the room are about: the guarantee or the investment a compensation is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import reads
from zhiwei.platform.cases.about import Line, about
from zhiwei.platform.cases.models import Case
from zhiwei.platform.funds.guarantees.compensation import CONTRACT
from zhiwei.platform.funds.models import Investment
from zhiwei.platform.funds.ventures.facts import AGREEMENT
from zhiwei.platform.kit.money import yuan
from zhiwei.platform.subjects.models import Guarantee
from zhiwei.platform.subjects.queries import records


@about("guarantee_province")
@about("guarantee_local")
def _guarantee(viewer: Viewer, case: Case) -> Iterator[Line]:
    """The contract, its firm, and what is lost on it."""
    rows = Guarantee.objects.filter(
        guarantor=case.subject_id, contract=case.content.get(CONTRACT, ""), struck_at=None
    )
    one = rows.select_related("borrower", "guarantor").first()
    if one is None:
        return
    own = one.guarantor.organisation_id in viewer.organisation_ids
    page = "subjects:own-guarantee" if own else "subjects:guarantee"
    reads.reveal(viewer, kind="subject", key=str(one.borrower_id), fields=["name", "amount"], why=case.number)
    yield Line(_("担保合同"), one.contract, reverse(page, args=[one.subject_id]))
    yield Line(_("被担保企业"), one.borrower.name)
    yield Line(_("未追回的代偿（元）"), yuan(records.standing(one).loss))


@about("venture_compensation")
def _investment(viewer: Viewer, case: Case) -> Iterator[Line]:
    """The agreement, its firm, what was invested and what came back."""
    rows = Investment.objects.filter(
        investor__subject=case.subject_id, agreement=case.content.get(AGREEMENT, "")
    )
    one = rows.exclude(transfer=None).select_related("firm", "transfer").first()
    if one is None:
        return
    reads.reveal(viewer, kind="subject", key=str(one.firm_id), fields=["name", "amount"], why=case.number)
    yield Line(_("投资协议"), one.agreement, reverse("funds:investment", args=[one.subject_id]))
    yield Line(_("被投资企业"), one.firm.name)
    yield Line(_("投资额（元）"), yuan(one.fen))
    yield Line(_("收回金额（元）"), yuan(one.transfer.fen))
