"""What the audit calls funds, commitments and payment lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.platform.audit.people import called
from zhiwei.platform.audit.upwards import Record
from zhiwei.platform.kit import money
from zhiwei.platform.ledger.models import Commitment, Fund, FundProposal, PaymentList, Proposal


def fund(one: Fund) -> Record:
    """A fund by its name."""
    return Record(str(one), reverse("ledger:fund", args=[one.pk]))


def commitment(one: Commitment) -> Record:
    """A commitment by its amount and fund."""
    name = _("%(yuan)s 元，%(fund)s") % {"yuan": money.yuan(one.fen), "fund": one.fund}
    return Record(name, reverse("ledger:commitment", args=[one.pk]))


def payment_list(one: PaymentList) -> Record:
    """A payment list by its number."""
    return Record(str(one.number), reverse("ledger:list", args=[one.pk]))


def words(detail: Mapping[str, Any]) -> Mapping[str, str]:
    """What was proposed, and by whom."""
    kinds = {str(value): str(label) for value, label in (*Proposal.Kind.choices, *FundProposal.Kind.choices)}
    told = {"what": kinds.get(str(detail.get("what")), ""), "proposed_by": called(detail.get("proposed_by"))}
    return {name: text for name, text in told.items() if text}
