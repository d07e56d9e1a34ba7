"""(三十二) 担保风险补偿: what counts for the province, and what a locality adds."""

from __future__ import annotations

from zhiwei.engine import Flag, Force, Measure, Modality, Money, Rate, rule


@rule(
    entity="guarantee", zh="被担保企业为小微企业", en="the borrower is small or micro", cites=("32.3", "35.1")
)
def borrower_is_small(borrower__small_or_micro: Flag) -> Flag:
    """被担保企业为小微企业."""
    return borrower__small_or_micro


@rule(entity="guarantee", zh="该笔担保尚未计入", en="not counted before", cites=("32.3",))
def not_counted_before(counted_before: Flag) -> Flag:
    """该笔担保尚未计入: a guarantee counts once."""
    return not counted_before


@rule(entity="guarantee", zh="计入补偿的担保余额", en="guaranteed balance that counts", cites=("32.3",))
def balance_counted(
    guaranteed_balance: Money, borrower_is_small: Flag, within_programme_limit: Flag, not_counted_before: Flag
) -> Money:
    """计入补偿的担保余额, fen: all of it where the guarantee counts, else nothing."""
    return guaranteed_balance if borrower_is_small and within_programme_limit and not_counted_before else 0


@rule(entity="guarantee", zh="未获省级补偿的损失", en="loss left after the province", cites=("32.4",))
def loss_left(guarantee_loss: Money, provincial_compensation: Money) -> Money:
    """未获省级补偿的损失, fen: at least nothing."""
    return max(guarantee_loss - provincial_compensation, 0)


@rule(entity="guarantee", zh="地方担保风险补偿", en="local compensation of the guarantee", cites=("32.4",))
def local_compensation(
    guarantee_loss: Money, loss_left: Money, compensation_ratio: Rate, compensation_cap: Money
) -> Money:
    """地方担保风险补偿, fen: the local share of the loss, within the local cap and what the province left."""
    return min(guarantee_loss * compensation_ratio, compensation_cap, loss_left)


PROVINCIAL = Measure(
    id="32.3",
    entity="guarantee",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="小企业贷款担保风险补偿（省级）",
    en="provincial compensation of small-firm guarantees",
    window=("guarantee_compensation_window",),
    criteria=("borrower_is_small", "within_programme_limit", "not_counted_before"),
    cites=("32.3",),
    notes={
        "zh": "补偿比例和限额由省补偿办法规定，本句没有写明",
        "en": "ratio and limit stand in the provincial rule; the sentence states none",
    },
)

LOCAL = Measure(
    id="32.4",
    entity="guarantee",
    modality=Modality.BENEFIT,
    force=Force.MAY_BY_LOCALITY,
    zh="融资性担保机构风险补偿（市县）",
    en="local compensation of guarantors",
    window=("guarantee_compensation_window",),
    criteria=("borrower_is_small",),
    amount="local_compensation",
    maximum="loss_left",
    delegated=("compensation_ratio", "compensation_cap"),
    cites=("32.4",),
)
