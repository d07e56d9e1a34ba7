"""Who proposed what another official agreed to and thereby booked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from zhiwei.platform.accounts.models import User
from zhiwei.platform.ledger.models import Commitment, Entry, Fund, FundProposal, Proposal
from zhiwei.platform.ledger.models.proposals import Proposed

ProposedBy = Callable[[Entry], User | None]
"""Who proposed an entry; None of one that was booked without a proposal."""


def proposers_of(one: Commitment) -> ProposedBy:
    """Of the entries of a commitment."""
    return _by_key(Proposal.objects.filter(commitment=one))


def proposers_in(fund: Fund) -> ProposedBy:
    """Of all entries of a fund."""
    return _by_key(FundProposal.objects.filter(fund=fund), Proposal.objects.filter(commitment__fund=fund))


def _by_key(*proposals: QuerySet[Any]) -> ProposedBy:
    done = (
        one for rows in proposals for one in rows.filter(state=Proposed.State.DONE).select_related("made_by")
    )
    makers = {one.booked_as: one.made_by for one in done}
    return lambda entry: makers.get(entry.key.partition(":")[0])
