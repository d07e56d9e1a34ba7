"""What may be done with funds, each act in one transaction, once per key the caller gives, and written to the audit."""

from zhiwei.platform.ledger.faults import Fault, Refused
from zhiwei.platform.ledger.services.appropriations import (
    MOST,
    appropriate,
    both_units,
    correct,
    restore,
    reverse,
    surrender,
    unlikely,
)
from zhiwei.platform.ledger.services.banks import (
    confirm_account,
    end_account,
    give_account,
    is_own,
    propose_account,
    reveal_account,
)
from zhiwei.platform.ledger.services.commitments import (
    Basis,
    Part,
    commit,
    release,
    reserve,
    split,
    supplement,
)
from zhiwei.platform.ledger.services.corrections import set_back
from zhiwei.platform.ledger.services.fund_proposals import (
    agree_on_fund,
    drop_on_fund,
    propose_closing,
    propose_correction,
    propose_refund_account,
)
from zhiwei.platform.ledger.services.funds import close_fund, open_fund
from zhiwei.platform.ledger.services.payments import (
    Failed,
    Paid,
    approve_list,
    cancel_list,
    confirm_paid,
    fail_paid,
    make_payment_list,
)
from zhiwei.platform.ledger.services.proposals import agree, drop, propose, propose_undoing
from zhiwei.platform.ledger.services.replies import book_reply, cancel_reply, upload_reply
from zhiwei.platform.ledger.services.returns import receive_back, take_back, waive

__all__ = [
    "MOST",
    "Basis",
    "Failed",
    "Fault",
    "Paid",
    "Part",
    "Refused",
    "agree",
    "agree_on_fund",
    "appropriate",
    "approve_list",
    "book_reply",
    "both_units",
    "cancel_list",
    "cancel_reply",
    "close_fund",
    "commit",
    "confirm_account",
    "confirm_paid",
    "correct",
    "drop",
    "drop_on_fund",
    "end_account",
    "fail_paid",
    "give_account",
    "is_own",
    "make_payment_list",
    "open_fund",
    "propose",
    "propose_account",
    "propose_closing",
    "propose_correction",
    "propose_refund_account",
    "propose_undoing",
    "receive_back",
    "release",
    "reserve",
    "restore",
    "reveal_account",
    "reverse",
    "set_back",
    "split",
    "supplement",
    "surrender",
    "take_back",
    "unlikely",
    "upload_reply",
    "waive",
]
