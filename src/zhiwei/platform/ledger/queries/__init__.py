"""What may be asked of the ledger, by whom."""

from zhiwei.platform.ledger.queries.balances import balance, balances, statement
from zhiwei.platform.ledger.queries.basis import Matching, by_basis, matching
from zhiwei.platform.ledger.queries.paying import Payable, payable, payable_by_fund
from zhiwei.platform.ledger.queries.proposers import proposers_of
from zhiwei.platform.ledger.queries.verify import verify
from zhiwei.platform.ledger.queries.visible import (
    account_of,
    commitments,
    commitments_of,
    correctable,
    fund_proposals_to_check,
    hanging,
    lists_to_check,
    over,
    own_accounts,
    payment_lists,
    proposals_to_check,
    public_funds,
    undoable,
    unpaid,
    visible,
)

__all__ = [
    "Matching",
    "Payable",
    "account_of",
    "balance",
    "balances",
    "by_basis",
    "commitments",
    "commitments_of",
    "correctable",
    "fund_proposals_to_check",
    "hanging",
    "lists_to_check",
    "matching",
    "over",
    "own_accounts",
    "payable",
    "payable_by_fund",
    "payment_lists",
    "proposals_to_check",
    "proposers_of",
    "public_funds",
    "statement",
    "undoable",
    "unpaid",
    "verify",
    "visible",
]
