"""Claims on government procurement (28.1, 28.2): bounds kept whatever a tender sets."""

from __future__ import annotations

from zhiwei.engine.proof.claims import REFUTED, Always, Claim, Monotone

DAYS = ("2012-06-30", "2021-06-30", "2026-03-01")

CLAIMS: tuple[Claim, ...] = (
    *(
        Always(
            id=f"28.1/evaluation-price-{day[:4]}",
            zh=f"{day[:4]}年：评审价格在报价与扣除上限之间，四舍五入到分",
            en=f"{day[:4]}: the evaluation price lies between the bid and the highest deduction, rounded to the fen",
            cites=("28.1", "28.2"),
            as_of=day,
            entity="bid",
            any_decision=True,
            holds="evaluation_price <= bid_price and evaluation_price > bid_price * (1 - price_deduction_max) - 1",
            of=("evaluation_price", "28.1/deduction", "28.2"),
        )
        for day in DAYS
    ),
    Always(
        id="28.2/one-deduction",
        zh="两种价格扣除不同时适用",
        en="of the two deductions at most one is not nothing",
        cites=("28.1", "28.2"),
        as_of="2012-06-30",
        entity="bid",
        any_decision=True,
        holds="price_deduction == 0 or consortium_deduction == 0",
        of=("price_deduction", "consortium_deduction", "28.1/deduction", "28.2"),
    ),
    Always(
        id="28.1/micro-not-less",
        zh="微型企业的扣除不低于采购文件规定的比例",
        en="a micro firm's deduction is never below what the tender sets for small firms",
        cites=("28.1",),
        as_of="2012-06-30",
        entity="bid",
        any_decision=True,
        given="bidder_is_small and not is_scored_in_points",
        holds="price_deduction >= tender_price_deduction and price_deduction <= price_deduction_max",
        of=("price_deduction", "28.1/deduction"),
    ),
    Monotone(
        id="28.1/larger-share",
        zh="（不成立）小微份额增加，联合体评审价格不减",
        en="(not so) the evaluation price never falls as the share of small firms grows",
        cites=("28.2",),
        as_of="2012-06-30",
        entity="bid",
        any_decision=True,
        variable="evaluation_price",
        fact="small_micro_share",
        expected=REFUTED,
    ),
    Always(
        id="28.1/reserve-since-2012",
        zh="达到浙江预留比例的，小微企业预留不低于预算乘以该比例",
        en="a plan that keeps the reserve sets aside at least the share for small and micro firms",
        cites=("28.1",),
        as_of="2012-06-30",
        entity="procurement_plan",
        given="reserve_met",
        holds="reserved_for_small >= annual_budget * procurement_reserve_min and reserve_share >= procurement_reserve_min",
        of=("reserve_met", "28.1/reserve"),
    ),
)
