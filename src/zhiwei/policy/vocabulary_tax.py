"""Closed lists of words of turnover taxes, local taxes and reliefs (枚举)."""

from zhiwei.engine import Vocabulary


class TurnoverTax(Vocabulary):
    """流转税 that a sale is under: business tax gave way to VAT trade by trade until 2016-04-30."""

    VALUE_ADDED_TAX = "value_added_tax", "增值税", "value-added tax"
    BUSINESS_TAX = "business_tax", "营业税", "business tax"


class TurnoverTrade(Vocabulary):
    """行业 of a sale, by the step of the reform that took it from business tax to VAT."""

    GOODS = "goods", "销售货物和加工修理修配", "goods, processing and repair"
    PILOT_SERVICES = (
        "pilot_services",
        "交通运输和部分现代服务（研发技术、信息技术、文化创意、物流辅助、有形动产租赁、鉴证咨询）",
        "transport and some modern services",
    )
    STAGED_SERVICES = (
        "staged_services",
        "广播影视、铁路运输、邮政、电信",
        "broadcasting and film, railways, post, telecommunications",
    )
    OTHER_SERVICES = (
        "other_services",
        "建筑、房地产、金融、生活服务等",
        "construction, real estate, finance, consumer services and all else",
    )
