"""What is asked for each fact, in a shop owner's words, with a hint on where to find it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Hint:
    """A question and what helps to answer it."""

    question: str | Promise
    help: str | Promise = ""


HINTS: dict[str, Hint] = {
    # enterprise
    "legal_form": Hint(_("你的企业是什么组织形式？"), _("营业执照上的“类型”一栏。个体户选“个体工商户”。")),
    "division": Hint(
        _("企业在哪个市、县（市、区）？"), _("按登记注册地选择。一部分政策由当地决定是否实施。")
    ),
    "founded_on": Hint(_("企业是哪一天成立的？"), _("营业执照上的“成立日期”。")),
    "predecessor_founded_on": Hint(
        _("转为企业之前，个体工商户是哪一天成立的？"), _("不是由个体工商户转来的，选“不适用”。")
    ),
    "industry_code": Hint(
        _("企业从事什么行业？"),
        _(
            "输入做什么、行业名称、拼音首字母或代码来查找，例如“五金加工”“小吃店”；有几种经营时选收入最多的一种。"
        ),
    ),
    "industry_edition": Hint(
        _("行业代码是哪一年的版本？"), _("2017 年 10 月以前登记的一般是 2011 版，以后是 2017 版。")
    ),
    "employees": Hint(_("年末从业人员有多少人？"), _("全部在岗人员，用来划分企业规模。")),
    "revenue": Hint(
        _("营业收入是多少？"), _("全年的营业收入，不是利润；批发零售业为商品销售额。用来划分企业规模。")
    ),
    "total_assets": Hint(_("年末资产总额是多少？"), _("资产负债表上的“资产总计”，用来划分企业规模。")),
    "taxable_income": Hint(
        _("应纳税所得额是多少？"), _("企业所得税年度申报表上的“应纳税所得额”；亏损填负数或 0。")
    ),
    "tax_industry": Hint(
        _("企业所得税上属于工业企业还是其他企业？"),
        _("制造、采矿、电力等属于工业企业；商店、餐馆、服务业属于其他企业。"),
    ),
    "average_employees": Hint(
        _("全年平均有多少从业人员？"), _("企业所得税口径：各季度（月）平均数再平均，包括劳务派遣人员。")
    ),
    "average_total_assets": Hint(
        _("全年平均资产总额是多少？"), _("企业所得税口径：各季度（月）平均数再平均。")
    ),
    "restricted_or_prohibited_industry": Hint(
        _("是否从事国家限制或禁止的行业？"),
        _("见产业结构调整指导目录的“限制类”“淘汰类”；一般的商店、加工厂填“否”。"),
    ),
    "collection_method": Hint(
        _("企业所得税怎样征收？"),
        _("账册健全、按账申报的是查账征收；由税务机关核定税额或应税所得率的是核定征收。"),
    ),
    "high_tech_certified": Hint(
        _("是否持有有效的高新技术企业证书？"), _("证书由科技、财政、税务部门联合颁发，有效期三年。")
    ),
    "technology_based": Hint(_("是否被认定为科技型企业？"), _("以科技部门的认定文件为准。")),
    "vat_taxpayer_kind": Hint(
        _("增值税是一般纳税人还是小规模纳税人？"),
        _("税务登记时确定；没有申请一般纳税人资格的是小规模纳税人。"),
    ),
    "monthly_sales": Hint(_("一个月的销售额是多少？"), _("不含增值税。按季申报的，填季度销售额除以三。")),
    "transaction_sales": Hint(
        _("每次（或每天）的销售额是多少？"), _("只有没有办理登记、按次或按日纳税的个人才需要填。")
    ),
    "monthly_turnover": Hint(_("一个月的营业额是多少（营业税）？"), _("2016 年 5 月以前缴纳营业税的业务。")),
    "conforms_to_industrial_policy": Hint(
        _("企业是否符合产业政策？"), _("没有被列入淘汰类、没有被认定为落后产能的，填“是”。")
    ),
    "invoice_fee_tariff": Hint(
        _("按标准应付多少发票工本费？"), _("没有免除时领购发票要付的工本费。不清楚可以选“不知道”。")
    ),
    "outdated_capacity_criterion": Hint(
        _("产能是否被认定为落后？依据是什么？"), _("由主管部门认定；没有被认定的选“无”。")
    ),
    # bid and procurement
    "bid_price": Hint(_("投标报价是多少？"), _("投标文件里的总报价。")),
    "small_micro_share": Hint(
        _("联合体或分包中，小微企业承担的份额占多少？"),
        _("占合同总金额的百分比；没有联合体和分包的选“不适用”。"),
    ),
    "project_kind": Hint(_("采购的是货物、工程还是服务？"), _("见招标公告。")),
    "project_budget": Hint(_("项目的采购金额是多少？"), _("招标公告上的预算金额。")),
    "reserved_project": Hint(_("项目是否专门面向中小企业采购？"), _("见招标公告。")),
    "declared_size": Hint(_("《中小企业声明函》里填的是什么规模？"), _("没有提交声明函的选“不适用”。")),
    # registration, fees, grants
    "registered_capital": Hint(_("注册资本是多少？"), _("章程或申请书上的数额。")),
    "first_instalment": Hint(_("首次出资多少？"), _("设立时已经缴付的出资额。")),
    "non_monetary_contribution": Hint(
        _("非货币出资是多少？"), _("实物、土地使用权、股权、知识产权等作价的总额。")
    ),
    "accepted_on": Hint(_("登记机关哪一天受理的？"), _("受理通知书上的日期。")),
    "decided_on": Hint(_("登记机关哪一天作出决定的？"), _("决定书上的日期；还没有决定的选“不知道”。")),
    "tariff": Hint(_("按标准应收多少？"), _("没有优惠时应付的数额。")),
    "fee_item": Hint(_("收的是哪一项费用？"), _("见收费票据上的项目名称。")),
    "payee_kind": Hint(_("收费单位是什么性质？"), _("见收费票据上的单位和印章。")),
    "grant_amount": Hint(_("收到的财政补助是多少？"), _("实际到账的数额。")),
    "received_on": Hint(_("补助是哪一天收到的？"), _("银行到账的日期。")),
}


def hint_for(name: str) -> Hint | None:
    """The hint of a fact by its bare name."""
    return HINTS.get(name.rpartition(".")[2].partition("@")[0])
