"""(六) 企业技术创新: research intensity, and the national deduction that rewards a higher one."""

from __future__ import annotations

from zhiwei.engine import Flag, Force, Measure, Modality, Money, Rate, rule


@rule(entity="research_claim", zh="研发费用合计", en="research cost in all", period="year", cites=("6.1",))
def research_spending(
    core_research_cost: Money,
    other_research_cost: Money,
    domestic_commissioned_cost: Money,
    foreign_commissioned_cost: Money,
) -> Money:
    """研发费用合计, fen: everything spent on research in the year, whether it is deductible or not."""
    return core_research_cost + other_research_cost + domestic_commissioned_cost + foreign_commissioned_cost


@rule(
    entity="research_claim",
    zh="研发费用占营业收入的比重",
    en="research cost as a share of revenue",
    period="year",
    cites=("6.1",),
)
def research_intensity(research_spending: Money, firm__revenue: Money) -> Rate | None:
    """研发费用占营业收入的比重, exact; not applicable (无法计算) without revenue."""
    if firm__revenue > 0:
        return research_spending / firm__revenue
    return None


@rule(
    entity="research_claim",
    zh="有可加计扣除的研发费用",
    en="has deductible research cost",
    period="year",
    cites=("6.1",),
)
def has_deductible_research(deductible_research_cost: Money) -> Flag:
    """有可加计扣除的研发费用 in the year."""
    return deductible_research_cost > 0


RESEARCH_DEDUCTION = Measure(
    id="6.1/deduction",
    entity="research_claim",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="研发费用加计扣除",
    en="extra deduction for research",
    scope=("claimant_pays_income_tax",),
    window=("research_deduction_window",),
    criteria=(
        "claimant_keeps_books",
        "research_industry_open",
        "research_activity_accepted",
        "has_deductible_research",
    ),
    amount="research_deduction",
    cites=("6.1", "企业所得税法实施条例#九十五", "财税〔2015〕119号#四"),
    notes={
        "zh": "本句只鼓励加大投入，加计扣除是国家税法的规定；金额是在实际扣除之外再从应纳税所得额中减去的数，不是退给企业的钱；节省的税等于这个数乘以适用税率。",
        "en": "The sentence encourages, the deduction is national law. The amount is taken from taxable income beside the cost itself; it is no payment. The tax saved is this amount times the rate that applies.",
    },
)
