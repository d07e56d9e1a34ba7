"""(十四) 按国家规定享受土地使用税优惠政策: the national relief of incubators that 14.4 refers to."""

from __future__ import annotations

from zhiwei.engine import Force, Measure, Modality

INCUBATOR_TAXES = Measure(
    id="14.4/incubator",
    entity="incubator_tax",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="孵化载体免征房产税、土地使用税和流转税",
    en="incubators free of property, land-use and turnover tax",
    scope=("incubator_tax_covered",),
    window=("incubator_relief_in_force",),
    criteria=("incubator_status_met", "used_for_incubation"),
    amount="incubator_tax_due",
    cites=("14.4", "财税〔2013〕117号#一", "财税〔2018〕120号#一"),
    notes={
        "zh": "国家规定按孵化器、大学科技园和众创空间的级别给优惠，不按创业示范基地；各期文件期满后由下一份文件接续。",
        "en": "The national rule goes by the status of incubators, science parks and maker spaces, not by demonstration bases; each text is followed by the next.",
    },
)
