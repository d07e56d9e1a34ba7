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


class VentureInvestorKind(Vocabulary):
    """投资人类别 for the deduction of venture capital."""

    VENTURE_COMPANY = "venture_company", "公司制创业投资企业", "venture capital company"
    CORPORATE_PARTNER = (
        "corporate_partner",
        "有限合伙制创业投资企业的法人合伙人",
        "corporate partner of a venture partnership",
    )
    INDIVIDUAL_PARTNER = (
        "individual_partner",
        "有限合伙制创业投资企业的个人合伙人",
        "individual partner of a venture partnership",
    )
    ANGEL = "angel", "天使投资个人", "angel investor"
    OTHER = "other", "其他投资人", "another investor"


class LocalTaxKind(Vocabulary):
    """税费种类: the six taxes and two fees that are reduced, and what stands beside them."""

    RESOURCE = "resource", "资源税（不含水资源税）", "resource tax without water"
    CITY_MAINTENANCE = "city_maintenance", "城市维护建设税", "city maintenance and construction tax"
    HOUSE_PROPERTY = "house_property", "房产税", "house property tax"
    LAND_USE = "land_use", "城镇土地使用税", "urban land-use tax"
    STAMP = "stamp", "印花税（不含证券交易印花税）", "stamp tax without securities"
    FARMLAND_OCCUPATION = "farmland_occupation", "耕地占用税", "farmland occupation tax"
    EDUCATION_SURCHARGE = "education_surcharge", "教育费附加", "education surcharge"
    LOCAL_EDUCATION_SURCHARGE = "local_education_surcharge", "地方教育附加", "local education surcharge"
    OTHER = "other", "其他税费（含水资源税、证券交易印花税）", "any other (water, securities included)"


class IncubatorStatus(Vocabulary):
    """孵化载体的级别 for the tax relief of incubators."""

    NATIONAL = "national", "国家级科技企业孵化器、大学科技园", "national incubator or science park"
    PROVINCIAL = "provincial", "省级科技企业孵化器、大学科技园", "provincial incubator or science park"
    RECORDED_MAKER_SPACE = "recorded_maker_space", "国家备案众创空间", "maker space recorded by the state"
    OTHER = "other", "其他孵化载体", "any other"


class IncubatorTaxKind(Vocabulary):
    """孵化载体的税种."""

    HOUSE_PROPERTY = "house_property", "房产税", "house property tax"
    LAND_USE = "land_use", "城镇土地使用税", "urban land-use tax"
    SERVICE = "service", "孵化服务收入的营业税或增值税", "business tax or VAT on incubation services"
    OTHER = "other", "其他税种", "another tax"
