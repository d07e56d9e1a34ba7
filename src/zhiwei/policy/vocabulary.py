"""Closed lists of words that facts, parameters and rules share (枚举)."""

from zhiwei.engine import Vocabulary


class LegalForm(Vocabulary):
    """组织形式 of an enterprise or of a person who does business."""

    LIMITED_COMPANY = "limited_company", "有限责任公司", "limited liability company"
    ONE_PERSON_COMPANY = "one_person_company", "一人有限责任公司", "one-person limited liability company"
    JOINT_STOCK_COMPANY = "joint_stock_company", "股份有限公司", "joint-stock company"
    SOLE_PROPRIETORSHIP = "sole_proprietorship", "个人独资企业", "sole proprietorship"
    PARTNERSHIP = "partnership", "合伙企业", "partnership"
    FARMER_COOPERATIVE = "farmer_cooperative", "农民专业合作社", "farmers' cooperative"
    INDIVIDUAL_BUSINESS = "individual_business", "个体工商户", "individual business"
    OTHER_INDIVIDUAL = "other_individual", "其他个人", "other individual"


class IndustryEdition(Vocabulary):
    """Edition of GB/T 4754 that an industry code belongs to."""

    GBT4754_2011 = "2011", "GB/T 4754-2011", "GB/T 4754-2011"
    GBT4754_2017 = "2017", "GB/T 4754-2017", "GB/T 4754-2017"


class SizeClass(Vocabulary):
    """企业规模 (35.1)."""

    LARGE = "large", "大型", "large"
    MEDIUM = "medium", "中型", "medium"
    SMALL = "small", "小型", "small"
    MICRO = "micro", "微型", "micro"
    NOT_COVERED = "not_covered", "不适用划型标准", "not covered by the size standard"


class TaxIndustry(Vocabulary):
    """Industry class of the income tax law (企业所得税法实施条例第九十二条)."""

    INDUSTRIAL = "industrial", "工业企业", "industrial enterprise"
    OTHER = "other", "其他企业", "other enterprise"


class CollectionMethod(Vocabulary):
    """征收方式 of the income tax."""

    AUDITED = "audited", "查账征收", "on audited books"
    ASSESSED = "assessed", "核定征收", "on assessed income"


class AveragingMethod(Vocabulary):
    """How staff and assets are averaged for the income tax test."""

    MONTHLY = "monthly", "月平均", "mean of each month's start and end, then of the months"
    QUARTERLY = "quarterly", "季度平均", "mean of each quarter's start and end, then of the quarters"


class VatTaxpayerKind(Vocabulary):
    """增值税纳税人类别."""

    GENERAL = "general", "一般纳税人", "general taxpayer"
    SMALL_SCALE = "small_scale", "小规模纳税人", "small-scale taxpayer"


class PayeeKind(Vocabulary):
    """收费单位类别 (29.3)."""

    ADMINISTRATIVE = "administrative", "行政单位", "administrative body"
    PUBLIC_INSTITUTION = "public_institution", "事业单位", "public institution"
    SOCIAL_ORGANISATION = "social_organisation", "社会团体", "social organisation"
    OTHER = "other", "其他", "other"


class RewardBaseReading(Vocabulary):
    """What 超出部分地方税收贡献 of 27.2 covers."""

    EXCESS = "excess", "仅超出部分", "only the part above the floor"
    WHOLE = "whole", "全部地方税收贡献", "the whole local tax contribution"


class YearCounting(Vocabulary):
    """How 自创立之日起第几年 of 27.5 is counted."""

    ANNIVERSARY = "anniversary", "按周年", "by anniversary of founding"
    CALENDAR_YEAR = "calendar_year", "按日历年度", "by calendar year, the year of founding being the first"


class FoundingDate(Vocabulary):
    """Which founding date counts for an enterprise that was an individual business (27.5, 17.5)."""

    OWN = "own", "企业成立日期", "founding of the enterprise itself"
    PREDECESSOR = "predecessor", "转企前个体工商户成立日期", "founding of the individual business before it"


class ReliefCohort(Vocabulary):
    """Which enterprises a relief that starts on a day covers (27.5)."""

    ALL = "all", "包括此前成立的企业", "enterprises founded before that day too, for the years they have left"
    NEW_ONLY = "new_only", "仅此后成立的企业", "only enterprises founded on or after that day"
