"""What the room keeps."""

from zhiwei.platform.ledger.models.banks import BankAccount
from zhiwei.platform.ledger.models.commitments import ENDED, Commitment, Tranche
from zhiwei.platform.ledger.models.entries import AppendOnly, Entry, Line
from zhiwei.platform.ledger.models.funds import Account, Fund
from zhiwei.platform.ledger.models.payments import PaymentLine, PaymentList
from zhiwei.platform.ledger.models.proposals import FundProposal, Proposal
from zhiwei.platform.ledger.models.replies import BankReply, ReplyRow
from zhiwei.platform.ledger.models.unchecked import Unchecked

__all__ = [
    "ENDED",
    "Account",
    "AppendOnly",
    "BankAccount",
    "BankReply",
    "Commitment",
    "Entry",
    "Fund",
    "FundProposal",
    "Line",
    "PaymentLine",
    "PaymentList",
    "Proposal",
    "ReplyRow",
    "Tranche",
    "Unchecked",
]
