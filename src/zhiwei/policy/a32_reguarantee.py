"""(三十二) 再担保: a paid claim and what is recovered of it, split by the contract shares to the last fen.

The parts of re-guarantor and bank are rounded down; the guarantor, who pays first, bears the rest, so that the parts
add up to the whole. Shares that are not the whole together split nothing.
"""

from __future__ import annotations

from zhiwei.engine import Flag, Money, Rate, rule


@rule(
    entity="guarantee_claim",
    zh="各方分担比例合为全部",
    en="the shares are the whole together",
    cites=("32.5",),
)
def claim_shares_whole(guarantor_share: Rate, reguarantor_share: Rate, bank_share: Rate) -> Flag:
    """各方分担比例合为全部: guarantor, re-guarantor and bank."""
    return guarantor_share + reguarantor_share + bank_share == 1


@rule(
    entity="guarantee_claim",
    zh="再担保机构分担额",
    en="part of the re-guarantor",
    cites=("32.5",),
    rounding="down",
)
def claim_of_reguarantor(
    claim_paid: Money, reguarantor_share: Rate, claim_shares_whole: Flag
) -> Money | None:
    """再担保机构分担额, fen."""
    if claim_shares_whole:
        return claim_paid * reguarantor_share
    return None


@rule(entity="guarantee_claim", zh="银行分担额", en="part of the bank", cites=("32.5",), rounding="down")
def claim_of_bank(claim_paid: Money, bank_share: Rate, claim_shares_whole: Flag) -> Money | None:
    """银行分担额, fen."""
    if claim_shares_whole:
        return claim_paid * bank_share
    return None


@rule(entity="guarantee_claim", zh="担保机构分担额", en="part of the guarantor", cites=("32.5",))
def claim_of_guarantor(claim_paid: Money, claim_of_reguarantor: Money, claim_of_bank: Money) -> Money:
    """担保机构分担额, fen: the claim less the parts of the others."""
    return claim_paid - claim_of_reguarantor - claim_of_bank


@rule(
    entity="guarantee_claim",
    zh="归再担保机构的追回额",
    en="recovery of the re-guarantor",
    cites=("32.5",),
    rounding="down",
)
def recovery_of_reguarantor(
    claim_recovered: Money, reguarantor_share: Rate, claim_shares_whole: Flag
) -> Money | None:
    """归再担保机构的追回额, fen."""
    if claim_shares_whole:
        return claim_recovered * reguarantor_share
    return None


@rule(
    entity="guarantee_claim", zh="归银行的追回额", en="recovery of the bank", cites=("32.5",), rounding="down"
)
def recovery_of_bank(claim_recovered: Money, bank_share: Rate, claim_shares_whole: Flag) -> Money | None:
    """归银行的追回额, fen."""
    if claim_shares_whole:
        return claim_recovered * bank_share
    return None


@rule(entity="guarantee_claim", zh="归担保机构的追回额", en="recovery of the guarantor", cites=("32.5",))
def recovery_of_guarantor(
    claim_recovered: Money, recovery_of_reguarantor: Money, recovery_of_bank: Money
) -> Money:
    """归担保机构的追回额, fen: what was recovered less the parts of the others."""
    return claim_recovered - recovery_of_reguarantor - recovery_of_bank
