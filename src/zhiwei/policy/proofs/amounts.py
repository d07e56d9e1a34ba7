"""No amount is ever negative, whatever the facts and the local decisions."""

from __future__ import annotations

from zhiwei.engine.proof.claims import Always, Claim

DAY = "2012-06-30"
LATER = "2026-03-01"
AMOUNTS: tuple[tuple[str, str, str, str], ...] = (
    ("research_claim", "6.1", "research_deduction", "研发费用加计扣除额"),
    ("enterprise", "27.2", "reward_amount", "地方税收贡献奖励金额"),
    ("enterprise", "27.3", "corporate_income_tax", "应纳企业所得税"),
    ("enterprise", "27.3", "slp_tax_saving", "小型微利企业减免所得税额"),
    ("enterprise", "27.4", "high_tech_tax_saving", "高新技术企业减免所得税额"),
    ("tax_loss", "27.4", "loss_made_up", "当年弥补亏损额"),
    ("enterprise", "27.5", "water_fund_payable", "应缴水利建设专项基金"),
    ("enterprise", "27.5", "water_fund_relief", "水利建设专项基金减免额"),
    ("enterprise", "27.8", "invoice_fee_relief", "发票工本费减免额"),
    ("grant", "27.7", "non_taxable_income", "不征税收入"),
    ("bid", "28.1", "evaluation_advantage", "评审价格优惠"),
    ("registration_filing", "17.7", "registration_fee_saved", "免征登记费"),
    ("administrative_fee", "29.2", "fee_saved", "免征金额"),
    ("service_charge", "29.3", "charge_saved", "减收金额"),
    ("monopoly_charge", "29.5", "monopoly_discount_amount", "优惠金额"),
    ("venture_investment", "13.2", "venture_compensation", "风险补贴金额"),
    ("venture_investment", "13.2", "venture_deduction", "创业投资当年抵扣额"),
    ("incubator", "14.6", "graduate_reward", "毕业企业奖励金额"),
    ("incubator", "14.7", "incubation_reward", "税收贡献奖励金额"),
    ("service_settlement", "15.2", "service_subsidy", "服务补贴金额"),
    ("transfer_year", "18.2", "transfer_income_relief", "技术转让所得减免额"),
    ("transfer_year", "18.2", "transfer_income_tax", "技术转让所得应纳所得税"),
    ("technology_contract", "18.6", "project_subsidy", "产学研项目补助金额"),
    ("instrument_booking", "19.3", "booking_saved", "免收使用费"),
    ("design_base", "21.2", "provincial_design_support", "省财政扶持资金"),
    ("research_income", "20.5", "team_proceeds", "划归团队的收益"),
    ("sme_payment", "28.1", "late_payment_interest", "逾期利息"),
    ("local_tax", "27.3", "six_taxes_relief", "六税两费减征金额"),
    ("venture_investment", "13.2", "start_up_deduction", "投资初创科技型企业当年抵扣额"),
    ("business_income", "27.3", "business_tax_saved", "个体工商户减征个人所得税额"),
    ("guarantor_reserve", "32.2", "reserves_deducted", "准予税前扣除的准备金"),
    ("guarantee", "32.4", "local_compensation", "地方担保风险补偿"),
)
"""Entity, sentence, variable and its label."""
STILL_DUE = {"venture_deduction", "loss_made_up", "research_deduction", "transfer_income_relief", "transfer_income_tax", "corporate_income_tax", "slp_tax_saving", "high_tech_tax_saving", "non_taxable_income",
             "evaluation_advantage", "fee_saved", "charge_saved", "monopoly_discount_amount",
             "venture_compensation", "local_compensation"}  # fmt: skip
"""Those that still come to an amount on the later day."""
NOT_YET = {"late_payment_interest", "six_taxes_relief", "start_up_deduction", "business_tax_saved"}
"""Those that come to an amount on the later day alone."""


def _claim(entity: str, sentence: str, variable: str, zh: str, day: str) -> Always:
    return Always(
        id=f"{sentence}/{variable}-not-negative-{day[:4]}",
        zh=f"{day[:4]}年：{zh}不为负",
        en=f"{day[:4]}: {variable.replace('_', ' ')} is never negative",
        cites=(sentence,),
        as_of=day,
        entity=entity,
        any_decision=True,
        holds=f"{variable} >= 0",
        of=(variable,),
    )


CLAIMS: tuple[Claim, ...] = (
    *(_claim(*row, DAY) for row in AMOUNTS if row[2] not in NOT_YET),
    *(_claim(*row, LATER) for row in AMOUNTS if row[2] in STILL_DUE | NOT_YET),
)
