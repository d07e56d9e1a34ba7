"""Claims on the water fund (27.5)."""

from __future__ import annotations

from zhiwei.engine.proof.claims import Always, Claim, Monotone

DAY = "2012-06-30"

CLAIMS: tuple[Claim, ...] = (
    Always(
        id="27.5/within-levy",
        zh="应缴不高于应征，减免不高于应征",
        en="what is payable and what is relieved lie between nothing and the levy",
        cites=("27.5",),
        as_of=DAY,
        holds="0 <= water_fund_payable <= water_fund_levy and 0 <= water_fund_relief <= water_fund_levy",
        of=("water_fund_payable", "water_fund_relief", "27.5"),
    ),
    Monotone(
        id="27.5/monotone",
        zh="上年营业收入增加，应缴水利建设专项基金不减",
        en="what is payable never falls as last year's revenue grows",
        cites=("27.5",),
        as_of=DAY,
        variable="water_fund_payable",
        fact="revenue__previous",
    ),
    Monotone(
        id="27.5/younger",
        zh="已成立的企业成立越晚，应缴越少或相同",
        en="of firms already founded, the later never pays more",
        cites=("27.5",),
        as_of=DAY,
        variable="water_fund_payable",
        fact="founded_on",
        given="water_fund_age >= 0",
        rising=False,
    ),
    Always(
        id="27.5/year-within-levy",
        zh="全年应缴按月分段计算，不高于应征额",
        en="what is payable for the year, month by month, never exceeds the levy",
        cites=("27.5",),
        as_of=DAY,
        holds="0 <= water_fund_payable_in_year <= water_fund_levy",
        of=("water_fund_payable_in_year",),
    ),
)
