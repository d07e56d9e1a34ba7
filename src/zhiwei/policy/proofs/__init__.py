"""What is claimed of the rulebook, sentence by sentence, each with the outcome it is declared with.

A claim expected to be refuted states what one might believe and is not so; its counterexample is part of the finding.
"""

from zhiwei.engine.proof.claims import Claim
from zhiwei.policy.proofs import amounts, income_tax, procurement, reward, size_class, verdicts, water_fund

CLAIMS: tuple[Claim, ...] = (
    *income_tax.CLAIMS,
    *reward.CLAIMS,
    *water_fund.CLAIMS,
    *procurement.CLAIMS,
    *size_class.CLAIMS,
    *amounts.CLAIMS,
    *verdicts.CLAIMS,
)
"""Every claim, in the order of the sentences; the general ones last."""
