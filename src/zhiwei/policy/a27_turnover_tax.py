"""(二十七) 起征点 through the reform: the threshold of each kind of sale, under business tax or VAT."""

from __future__ import annotations

from zhiwei.engine import Force, Measure, Modality

THRESHOLD_BY_TRADE = Measure(
    id="27.6/trade",
    entity="taxable_sale",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="分类计算的起征点和免税额（营业税、增值税）",
    en="threshold or limit of each kind of sale (business tax, VAT)",
    scope=("trade_seller_reached",),
    window=("trade_test_window",),
    criteria=("trade_sales_relieved",),
    cites=("27.6", "财政部令第65号", "财税〔2016〕36号"),
    notes={
        "zh": "本项先按行业和日期判断应缴营业税还是增值税，再比较该税种的起征点或免税额；2019年起各类销售额合并计算。",
        "en": "Trade and day tell whether business tax or VAT is due, then the threshold of that tax is compared; since 2019 all sales are summed.",
    },
)
