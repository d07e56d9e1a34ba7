"""Closed lists of words of the recognition of innovative, specialised and incubated firms (枚举)."""

from zhiwei.engine import Vocabulary


class ProductField(Vocabulary):
    """主导产品所属领域 of the point table for specialised SMEs (工信部企业〔2022〕63号附件2)."""

    GAP = "gap", "制造业补短板、锻长板、填空白", "fills gaps or strengthens long suits of manufacturing"
    FOUNDATION = (
        "foundation",
        "六基领域、老字号名品或为龙头企业配套",
        "industrial foundations, an old brand, or supplies a leading firm",
    )
    OTHER = "other", "其他领域", "another field"


class DigitalLevel(Vocabulary):
    """数字化水平 of a firm by the ministry's self-test."""

    THIRD_OR_ABOVE = "third_or_above", "三级以上", "third level or above"
    SECOND = "second", "二级", "second level"
    FIRST = "first", "一级", "first level"


class ResearchInstitution(Vocabulary):
    """研发机构级别, by the level that recognised it."""

    NATIONAL = "national", "国家级", "national"
    PROVINCIAL = "provincial", "省级", "provincial"
    CITY = "city", "市级", "city"
    BELOW_CITY = "below_city", "市级以下", "below city level"
    NONE = "none", "未建立研发机构", "none"


class RightsGrade(Vocabulary):
    """The best intellectual property of a firm, as the point tables grade it."""

    HIGH_VALUE = "high_value", "Ⅰ类高价值知识产权", "high-value right of class I"
    OWN_CLASS_ONE = "own_class_one", "自主研发的Ⅰ类知识产权", "right of class I of its own research"
    CLASS_ONE = "class_one", "Ⅰ类知识产权", "right of class I"
    CLASS_TWO = "class_two", "Ⅱ类知识产权", "right of class II"
    NONE = "none", "无知识产权", "none"
