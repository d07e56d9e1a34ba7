"""Claims on the corporate income tax and the reliefs of 27.3 and 27.4."""

from __future__ import annotations

from zhiwei.engine.proof.claims import REFUTED, Always, Claim, Monotone, Notch, Notches, SameLaw

TAX, INCOME = "corporate_income_tax", "taxable_income"
YEARS = ("2012-06-30", "2014-06-30", "2015-06-30", "2018-06-30", "2020-06-30", "2022-06-30", "2026-06-30")
"""One day of a year under each way of counting the income of small low-profit firms."""
NOTCHES = {
    "2012-06-30": (Notch("60000.00", "6000.00", "67499.99"), Notch("300000.00", "15000.00", "319999.99")),
    "2015-06-30": (Notch("200000.00", "15000.00", "218181.81"), Notch("300000.00", "45000.00", "359999.99")),
    "2026-06-30": (Notch("3000000.00", "600000.00", "3799999.99"),),
}

MONOTONE = tuple(
    Monotone(
        id=f"27.3/monotone-{day[:4]}",
        zh=f"{day[:4]}年：应纳税所得额增加，应纳企业所得税不减",
        en=f"{day[:4]}: the income tax never falls as the taxable income grows",
        cites=("27.3", "27.4"),
        as_of=day,
        variable=TAX,
        fact=INCOME,
    )
    for day in YEARS
)

ALL_NOTCHES = tuple(
    Notches(
        id=f"27.3/notches-{day[:4]}",
        zh=f"{day[:4]}年：税后所得的断崖，除此之外没有",
        en=f"{day[:4]}: notches of the income after tax, and no other",
        cites=("27.3",),
        as_of=day,
        fact=INCOME,
        less=(TAX,),
        notches=listed,
    )
    for day, listed in NOTCHES.items()
)

SAME: tuple[Claim, ...] = (
    SameLaw(
        id="27.3/2012-2013",
        zh="2012年与2013年的企业所得税完全相同",
        en="the income tax of 2012 and of 2013 is the same everywhere",
        cites=("27.3",),
        as_of="2012-06-30",
        other="2013-06-30",
        variable=TAX,
    ),
    SameLaw(
        id="27.3/2013-2014-all",
        zh="（不成立）2013年与2014年的企业所得税完全相同",
        en="(not so) the income tax of 2013 and of 2014 is the same everywhere",
        cites=("27.3",),
        as_of="2013-06-30",
        other="2014-06-30",
        variable=TAX,
        expected=REFUTED,
    ),
    SameLaw(
        id="27.3/2013-2014",
        zh="查账征收企业：2013年与2014年的企业所得税仅在小型微利企业所得 6 万至 10 万元处不同",
        en="on audited books the income tax of 2013 and 2014 differs only for small low-profit firms from 60,000 to 100,000",
        cites=("27.3", "财税〔2014〕34号#一"),
        as_of="2013-06-30",
        other="2014-06-30",
        variable=TAX,
        given="collection_method != CollectionMethod.ASSESSED",
        constants={"above": "60000", "up_to": "100000"},
        outside="small_low_profit and taxable_income > above and taxable_income <= up_to",
    ),
    SameLaw(
        id="27.3/2013-2014-assessed",
        zh="（不成立）核定征收企业也只在该区间不同：2014 年起核定征收企业也可享受",
        en="(not so) the same for firms on assessed profits: from 2014 they have the relief too",
        cites=("27.3", "国家税务总局公告2014年第23号#一"),
        as_of="2013-06-30",
        other="2014-06-30",
        variable=TAX,
        constants={"above": "60000", "up_to": "100000"},
        outside="small_low_profit and taxable_income > above and taxable_income <= up_to",
        expected=REFUTED,
    ),
)

RELIEFS: tuple[Claim, ...] = (
    Always(
        id="27.3/chosen",
        zh="适用小型微利企业税负时，不高于按 15% 税率的税额",
        en="taxed as small low-profit, a high-tech firm never pays more than at the high-tech rate",
        cites=("27.3", "27.4"),
        as_of="2012-06-30",
        given="taxed_as_small_low_profit and high_tech_certified",
        holds="small_low_profit_income_tax <= high_tech_income_tax",
        of=(TAX,),
    ),
    Always(
        id="27.4/lower-of-both",
        zh="两种优惠都符合的企业，税额不高于任何一种",
        en="a firm that meets both reliefs never pays more than under either",
        cites=("27.3", "27.4"),
        as_of="2012-06-30",
        given="small_low_profit and high_tech_certified",
        holds=f"{TAX} <= small_low_profit_income_tax and {TAX} <= high_tech_income_tax",
        of=(TAX,),
    ),
    Always(
        id="27.3/never-worse",
        zh="（不成立）小型微利企业税负总不高于 15% 税率",
        en="(not so) the tax of small low-profit firms is never above that at the high-tech rate",
        cites=("27.3", "27.4"),
        as_of="2012-06-30",
        given="small_low_profit and high_tech_certified",
        holds="small_low_profit_income_tax <= high_tech_income_tax",
        of=(TAX,),
        expected=REFUTED,
    ),
    *(
        Always(
            id=f"27.3/within-standard-{day[:4]}",
            zh=f"{day[:4]}年：应纳税额不高于按法定税率",
            en=f"{day[:4]}: never more than at the standard rate",
            cites=("27.3", "27.4"),
            as_of=day,
            holds=f"{TAX} <= standard_income_tax",
            of=(TAX,),
        )
        for day in YEARS
    ),
)

CLAIMS: tuple[Claim, ...] = (*MONOTONE, *ALL_NOTCHES, *RELIEFS, *SAME)
