"""Closed lists of words of bases, platforms, the technology market, credit and talent (枚举)."""

from zhiwei.engine import Vocabulary


class RecognitionLevel(Vocabulary):
    """认定级别 of a demonstration base (14.2, 14.4)."""

    NONE = "none", "未认定", "not recognised"
    COUNTY = "county", "县级", "county"
    CITY = "city", "市级", "city"
    PROVINCE = "province", "省级", "province"


class LeadingTest(Vocabulary):
    """When a base is 领先 in an indicator of 14.2."""

    ABOVE_AVERAGE = "above_average", "高于参评基地平均值", "above the average of the bases compared"
    REVIEW = "review", "由评审认定", "found by the review"


class GraduationDenominator(Vocabulary):
    """Of how many firms the 年孵化毕业率 of 14.7 is taken."""

    YEAR_START = "year_start", "年初在孵企业数", "firms in incubation at the start of the year"
    AVERAGE = "average", "年初与年末在孵企业数的平均", "average of the start and the end of the year"
    YEAR_END_AND_GRADUATES = (
        "year_end_and_graduates",
        "年末在孵企业数加当年毕业企业数",
        "firms at the end of the year and the graduates",
    )


class PlatformNature(Vocabulary):
    """单位性质 of a service platform (15.3)."""

    PUBLIC_INSTITUTION = "public_institution", "事业单位", "public institution"
    ENTERPRISE = "enterprise", "企业", "enterprise"
    SOCIAL_ORGANISATION = (
        "social_organisation",
        "社会组织（民办非企业等）",
        "social organisation or private non-enterprise unit",
    )


class TechnicalResource(Vocabulary):
    """科技条件资源 that 19.3 opens."""

    INSTRUMENT = "instrument", "仪器设备", "instrument"
    DATA = "data", "科学数据", "scientific data"
    LITERATURE = "literature", "科技文献", "literature"


class TechnologyContractKind(Vocabulary):
    """技术合同类别 (国科发政字〔2001〕253号第四条; licence a kind of its own since 2021)."""

    DEVELOPMENT = "development", "技术开发", "development"
    TRANSFER = "transfer", "技术转让", "transfer"
    LICENCE = "licence", "技术许可", "licence"
    CONSULTING = "consulting", "技术咨询", "consulting"
    SERVICE = "service", "技术服务", "service"
    TRAINING = "training", "技术培训", "training"
    BROKERAGE = "brokerage", "技术中介", "brokerage"


class ProjectSubsidyBase(Vocabulary):
    """What the subsidy of 18.6 is measured by (年销售收入、税收金额等)."""

    SALES = "sales", "年销售收入", "yearly sales"
    TAX = "tax", "年税收金额", "yearly tax"


class ApplicationScene(Vocabulary):
    """申报事项: the three of 25.1, of which science plans (18.5, 26.5) are the first."""

    SCIENCE_PLAN = "science_plan", "科技计划项目", "science plan"
    FISCAL_SUPPORT = "fiscal_support", "财政扶持", "fiscal support"
    PROCUREMENT = "procurement", "政府采购", "government procurement"


class CreditGrade(Vocabulary):
    """信用等级 of an enterprise."""

    A = "a", "A级", "A"
    B = "b", "B级", "B"
    C = "c", "C级", "C"
    D = "d", "D级", "D"
    UNGRADED = "ungraded", "未评级", "not graded"


class GoodCredit(Vocabulary):
    """When a 信用纪录 is 良好 (25.1)."""

    NO_BAD_RECORD = "no_bad_record", "无不良信用记录", "no bad record"
    GRADE_A = "grade_a", "信用等级A级", "grade A"


class ResearchUnit(Vocabulary):
    """所在单位类别 (20.3, 20.5, 20.6)."""

    UNIVERSITY = "university", "高等学校", "university"
    INSTITUTE = "institute", "科研院所", "research institute"
    STATE_UNIT = "state_unit", "其他国有企事业单位", "another state-owned enterprise or institution"
    OTHER = "other", "其他单位", "another unit"


class MatchTotalReading(Vocabulary):
    """Whose total the 省扶持资金总额 of 21.2 is."""

    EACH_BASE = "each_base", "单个基地的省扶持资金", "the grant of each base"
    ALL_BASES = "all_bases", "全部基地的省扶持资金合计", "the grants of all bases together"


class ScoreBand(Vocabulary):
    """Bands of a point table, the best first."""

    FIRST = "first", "第一档", "first band"
    SECOND = "second", "第二档", "second band"
    THIRD = "third", "第三档", "third band"
    FOURTH = "fourth", "第四档", "fourth band"
    FIFTH = "fifth", "第五档", "fifth band"


class SalesTier(Vocabulary):
    """销售收入档次 of the high-tech rules."""

    LOW = "low", "较低档", "lowest tier"
    MIDDLE = "middle", "中间档", "middle tier"
    HIGH = "high", "较高档", "highest tier"
