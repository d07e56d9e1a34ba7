"""(三十一)(三十二) 信贷服务和融资担保: the national tax relief of loans to small firms and of their guarantors."""

from __future__ import annotations

from zhiwei.engine import Force, Measure, Modality

LOAN_STAMP_TAX = Measure(
    id="31.1/stamp-tax",
    entity="small_firm_loan",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="小微企业借款合同免征印花税",
    en="loan contracts of small firms free of stamp tax",
    window=("loan_stamp_tax_window",),
    criteria=("lender_is_financial_institution", "loan_borrower_is_small"),
    amount="stamp_tax_due",
    cites=("31.1", "财税〔2011〕105号", "财政部 税务总局公告2023年第13号#二"),
)

LOAN_INTEREST = Measure(
    id="31.1/interest-vat",
    entity="small_firm_loan",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="小微企业贷款利息收入免征增值税",
    en="interest on loans to small firms free of VAT",
    window=("loan_interest_credit_max",),
    criteria=(
        "lender_is_financial_institution",
        "loan_borrower_is_small_or_individual",
        "credit_line_within_limit",
    ),
    amount="interest_vat_due",
    cites=("31.1", "财税〔2017〕77号#一", "财税〔2018〕91号#一"),
    notes={
        "zh": "免税的是金融机构，目的是使小微企业贷款更便宜。",
        "en": "The institution is relieved, so that loans to small firms become cheaper.",
    },
)

GUARANTEE_FEES = Measure(
    id="32.2/guarantee-fee-vat",
    entity="guarantee_fee",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="小微企业融资担保费收入免征增值税",
    en="guarantee fees of small firms free of VAT",
    window=("guarantee_fee_vat_window",),
    criteria=("client_is_small_or_individual",),
    amount="guarantee_fee_vat_due",
    cites=("32.2", "财税〔2017〕90号#六"),
    notes={
        "zh": "免税的是担保机构，目的是使小微企业担保更便宜。",
        "en": "The guarantor is relieved, so that guarantees of small firms become cheaper.",
    },
)

GUARANTOR_RESERVES = Measure(
    id="32.2/reserves",
    entity="guarantor_reserve",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="担保机构准备金税前扣除",
    en="reserves of guarantors deducted before tax",
    window=("compensation_reserve_share_max",),
    criteria=("qualified_guarantor",),
    amount="reserves_deducted",
    cites=("32.2", "财税〔2012〕25号#一", "财税〔2017〕22号#一"),
    notes={
        "zh": "金额是从担保机构应纳税所得额中减去的数；上一年度计提的准备同时转为当年收入。",
        "en": "The amount is taken from the guarantor's taxable income; the reserves of the year before become income.",
    },
)
