"""30.8 and 31.1: public deposits by lending results, and the two tests of banks."""

from __future__ import annotations

from zhiwei.engine import Count, Flag, Force, Measure, Modality, Money, Number, Rate, rule


@rule(
    entity="bank_lending",
    zh="小微企业贷款占企业贷款比重",
    en="share of small-firm loans",
    period="quarter",
    cites=("31.1",),
)
def small_loan_share(small_firm_loans: Money, enterprise_loans: Money) -> Rate | None:
    """小微企业贷款占企业贷款比重, exact; not applicable to a bank without loans to enterprises."""
    if enterprise_loans > 0:
        return small_firm_loans / enterprise_loans
    return None


@rule(entity="bank_lending", zh="比重上升", en="share has risen", period="quarter", cites=("31.1",))
def small_loan_share_rose(
    small_firm_loans: Money,
    enterprise_loans: Money,
    small_firm_loans__previous: Money,
    enterprise_loans__previous: Money,
) -> Flag | None:
    """比重上升 against the quarter before; an equal share has not risen."""
    if enterprise_loans > 0 and enterprise_loans__previous > 0:
        return small_firm_loans / enterprise_loans > small_firm_loans__previous / enterprise_loans__previous
    return None


@rule(
    entity="bank_lending",
    zh="小微企业贷款增速高于全部贷款增速",
    en="small-firm loans grew faster than all loans",
    period="quarter",
    cites=("31.1",),
)
def small_loans_grew_faster(
    small_firm_loans: Money,
    all_loans: Money,
    small_firm_loans__previous: Money,
    all_loans__previous: Money,
) -> Flag | None:
    """小微企业贷款增速高于全部贷款增速 since the quarter before; equal growth is not enough."""
    if small_firm_loans__previous > 0 and all_loans__previous > 0:
        return small_firm_loans / small_firm_loans__previous > all_loans / all_loans__previous
    return None


@rule(
    entity="bank_lending",
    zh="按得分应存金额（舍去零头）",
    en="deposit by score, rounded down",
    cites=("30.8",),
    rounding="down",
)
def deposit_by_score(public_deposit: Money, lending_score: Number, total_score: Number) -> Money:
    """按得分应存金额, fen, rounded down: in proportion to the score."""
    if total_score > 0:
        return public_deposit * (lending_score / total_score)
    return 0


@rule(entity="bank_lending", zh="存放金额", en="deposit allotted", cites=("30.8",))
def deposit_allotted(deposit_by_score: Money, score_rank: Count, places_with_one_more: Count) -> Money:
    """存放金额, fen: what rounding down leaves goes fen by fen to the first places, so that all sums to the deposit
    and a better score never gets less."""
    return deposit_by_score + 1 if score_rank <= places_with_one_more else deposit_by_score


LENDING_GROWTH = Measure(
    id="31.1",
    entity="bank_lending",
    modality=Modality.DUTY,
    force=Force.MUST,
    zh="小微企业贷款比重上升、增速高于全部贷款",
    en="small-firm loans rise in share and faster than all loans",
    window=("lending_growth_window",),
    criteria=("small_loan_share_rose", "small_loans_grew_faster"),
    cites=("31.1",),
)
